package io.rowseal.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.Context;
import io.rowseal.jca.EnvelopeParameterSpec;
import io.rowseal.jca.RowsealProvider;
import io.rowseal.keys.ClientKey;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.RecipientKeys;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Security;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.SealedObject;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, streams and detached headers on the page on JCA. */
class JcaFeaturesTest {

    private final byte[] message = "to be paid by Friday".getBytes(StandardCharsets.UTF_8);
    private final byte[] thirtyTwoRandomBytes = new byte[32];
    private Key key;

    @BeforeEach
    void addProvider() {
        new SecureRandom().nextBytes(thirtyTwoRandomBytes);
        thirtyTwoRandomBytes[0] |= (byte) 0x80;
        key = new SecretKeySpec(thirtyTwoRandomBytes, "AES");
        Security.addProvider(new RowsealProvider());
    }

    @AfterEach
    void removeProvider() {
        Security.removeProvider(RowsealProvider.NAME);
    }

    @Test
    void everyKeySealsAndOpens() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair rsa = generator.generateKeyPair();
        InMemoryMasterKeyStore store = new InMemoryMasterKeyStore();
        // snippet keys
        Key masterKey = MasterKeyHandle.of(store);
        Key ofTheClient = ClientKey.of(thirtyTwoRandomBytes);
        Key aes = new SecretKeySpec(thirtyTwoRandomBytes, "AES");
        Key anyOfThree = RecipientKeys.of(masterKey, aes, rsa.getPublic());

        Cipher cipher = Cipher.getInstance("Envelope");
        cipher.init(Cipher.ENCRYPT_MODE, anyOfThree);
        byte[] sealed = cipher.doFinal(message);
        cipher.init(Cipher.DECRYPT_MODE, rsa.getPrivate());
        byte[] opened = cipher.doFinal(sealed);
        // end of snippet
        assertThat(opened).isEqualTo(message);
        for (Key opener : new Key[] {masterKey, aes}) {
            cipher.init(Cipher.DECRYPT_MODE, opener);
            assertThat(cipher.doFinal(sealed)).isEqualTo(message);
        }
        cipher.init(Cipher.ENCRYPT_MODE, ofTheClient);
        byte[] ofClient = cipher.doFinal(message);
        cipher.init(Cipher.DECRYPT_MODE, ofTheClient);
        assertThat(cipher.doFinal(ofClient)).isEqualTo(message);
    }

    @Test
    void aStreamIsWrittenAndRead(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("backup");
        byte[] read;
        // snippet stream
        Cipher cipher = Cipher.getInstance("EnvelopeStream");
        cipher.init(Cipher.ENCRYPT_MODE, key, EnvelopeParameterSpec.of("backup", "2026-01"));
        try (OutputStream out = new CipherOutputStream(Files.newOutputStream(file), cipher)) {
            out.write(message);
        }

        cipher.init(Cipher.DECRYPT_MODE, key, EnvelopeParameterSpec.of("backup", "2026-01"));
        try (InputStream in = new CipherInputStream(Files.newInputStream(file), cipher)) {
            read = in.readAllBytes();
        }
        // end of snippet
        assertThat(read).isEqualTo(message);
    }

    @Test
    void headerAndBodyAreStoredApart() throws Exception {
        // snippet detached
        Cipher cipher = Cipher.getInstance("Envelope");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                key,
                EnvelopeParameterSpec.of("invoice", "4711").detached());
        byte[] body = cipher.doFinal(message);
        byte[] stored = cipher.getParameters().getEncoded();

        AlgorithmParameters parameters = AlgorithmParameters.getInstance("Envelope");
        parameters.init(stored);
        EnvelopeParameterSpec read = parameters.getParameterSpec(EnvelopeParameterSpec.class);
        cipher.init(Cipher.DECRYPT_MODE, key, read.withContext(Context.of("invoice", "4711")));
        byte[] opened = cipher.doFinal(body);
        // end of snippet
        assertThat(opened).isEqualTo(message);
        assertThat(body).hasSize(message.length + 16);
    }

    @Test
    void anObjectIsSealed() throws Exception {
        Cipher cipher = Cipher.getInstance("Envelope");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        assertThat(new SealedObject("a secret", cipher).getObject(key)).isEqualTo("a secret");
    }
}
