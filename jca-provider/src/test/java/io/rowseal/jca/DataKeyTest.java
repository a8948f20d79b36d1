package io.rowseal.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.testing.ForgedStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key generator {@code EnvelopeDataKey}, and rule P4: its keys can be destroyed. */
class DataKeyTest {

    private static final char[] PASSWORD = "only for this test".toCharArray();

    private final RowsealProvider provider = new RowsealProvider();

    private KeyGenerator generator() throws Exception {
        return KeyGenerator.getInstance("EnvelopeDataKey", provider);
    }

    @Test
    void keysAreRandomAesKeysOf256BitsWithoutAnyInit() throws Exception {
        KeyGenerator generator = generator();
        SecretKey first = generator.generateKey();
        SecretKey second = generator.generateKey();
        assertThat(first.getAlgorithm()).isEqualTo("AES");
        assertThat(first.getFormat()).isEqualTo("RAW");
        assertThat(first.getEncoded()).hasSize(32).isNotEqualTo(second.getEncoded());
        assertThat(first.getEncoded()).isNotEqualTo(new byte[32]);
    }

    @Test
    void onlyThatLengthIsAccepted() throws Exception {
        KeyGenerator generator = generator();
        generator.init(256);
        assertThat(generator.generateKey().getEncoded()).hasSize(32);
        for (int bits : new int[] {-1, 0, 32, 128, 192, 255, 257, 512}) {
            assertThatThrownBy(() -> generator.init(bits))
                    .isInstanceOf(InvalidParameterException.class)
                    .hasMessageContaining("256 bits, not " + bits);
        }
    }

    @Test
    void parametersAreRefused() throws Exception {
        KeyGenerator generator = generator();
        assertThatThrownBy(() -> generator.init(new IvParameterSpec(new byte[16])))
                .isInstanceOf(InvalidAlgorithmParameterException.class)
                .hasMessageContaining("takes no parameters");
        assertThatThrownBy(() -> generator.init((IvParameterSpec) null))
                .isInstanceOf(InvalidAlgorithmParameterException.class);
    }

    @Test
    void theRandomGeneratorOfTheCallerIsUsed() throws Exception {
        KeyGenerator generator = generator();
        generator.init(new Constant(7));
        assertThat(generator.generateKey().getEncoded()).containsOnly(7);
        generator.init(256, new Constant(9));
        assertThat(generator.generateKey().getEncoded()).containsOnly(9);
        generator.init((SecureRandom) null);
        assertThat(generator.generateKey().getEncoded())
                .isNotEqualTo(generator.generateKey().getEncoded());
    }

    @Test
    void withoutInitAProviderThatCanNotBeUsedSaysSo() throws Exception {
        Provider unusable = new RowsealProvider().configure("/no/such/rowseal.properties");
        KeyGenerator generator = KeyGenerator.getInstance("EnvelopeDataKey", unusable);
        assertThatThrownBy(generator::generateKey)
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("/no/such/rowseal.properties");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SunJCE", "BC"})
    void aDataKeyIsAKeyForTheCiphersOfOtherProviders(String name) throws Exception {
        SecretKey key = generator().generateKey();
        Provider other = name.equals("BC") ? new BouncyCastleProvider() : Security.getProvider(name);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", other);
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, new byte[12]));
        byte[] sealed = cipher.doFinal(CipherFixture.MESSAGE);
        Cipher reference = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
        reference.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key.getEncoded(), "AES"),
                new GCMParameterSpec(128, new byte[12]));
        assertThat(reference.doFinal(sealed)).isEqualTo(CipherFixture.MESSAGE);
    }

    @Test
    void aSecretKeyEntryInAPkcs12KeyStoreRoundTrips() throws Exception {
        SecretKey key = generator().generateKey();
        byte[] encoded = key.getEncoded();
        KeyStore written = KeyStore.getInstance("PKCS12");
        written.load(null, null);
        written.setEntry("data", new KeyStore.SecretKeyEntry(key), new KeyStore.PasswordProtection(PASSWORD));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        written.store(file, PASSWORD);
        key.destroy();
        KeyStore read = KeyStore.getInstance("PKCS12");
        read.load(new ByteArrayInputStream(file.toByteArray()), PASSWORD);
        KeyStore.SecretKeyEntry entry =
                (KeyStore.SecretKeyEntry) read.getEntry("data", new KeyStore.PasswordProtection(PASSWORD));
        assertThat(entry.getSecretKey().getAlgorithm()).isEqualTo("AES");
        assertThat(entry.getSecretKey().getEncoded()).isEqualTo(encoded);
    }

    @Test
    void aJceksKeyStoreRefusesADataKeyBecauseItWouldSerializeIt() throws Exception {
        KeyStore keys = KeyStore.getInstance("JCEKS");
        keys.load(null, null);
        assertThatThrownBy(() -> keys.setKeyEntry("data", generator().generateKey(), PASSWORD, null))
                .isInstanceOf(KeyStoreException.class);
        assertThat(keys.size()).isZero();
    }

    @Test
    void anEnvelopeCipherWrapsAndUnwrapsADataKey() throws Exception {
        try (CipherFixture fixture = new CipherFixture()) {
            SecretKey key = generator().generateKey();
            byte[] wrapped = fixture.cipher(Cipher.WRAP_MODE).wrap(key);
            Cipher unwrapping = fixture.cipher(Cipher.UNWRAP_MODE);
            assertThat(unwrapping.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded())
                    .isEqualTo(key.getEncoded());
            key.destroy();
            assertThatThrownBy(() -> fixture.cipher(Cipher.WRAP_MODE).wrap(key))
                    .isInstanceOf(java.security.InvalidKeyException.class);
        }
    }

    @Test
    void p4_aDestroyedKeyRefusesAndDestroyMayBeRepeated() throws Exception {
        SecretKey key = generator().generateKey();
        byte[] copy = key.getEncoded();
        byte[] expected = copy.clone();
        key.destroy();
        key.destroy();
        assertThat(key.isDestroyed()).isTrue();
        assertThatThrownBy(key::getEncoded).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(
                        () -> Cipher.getInstance("AES/GCM/NoPadding", "SunJCE").init(Cipher.ENCRYPT_MODE, key))
                .isInstanceOf(IllegalStateException.class);
        assertThat(copy).as("a copy is its owner's to wipe").isEqualTo(expected);
    }

    @Test
    void p4_theEncodingIsACopy() throws Exception {
        SecretKey key = generator().generateKey();
        byte[] before = key.getEncoded();
        Arrays.fill(key.getEncoded(), (byte) 0);
        assertThat(key.getEncoded()).isEqualTo(before);
    }

    @Test
    void p4_aKeyThatIsDestroyedMeanwhileIsGivenWholeOrNotAtAll() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 3000; round++) {
                SecretKey key = generator().generateKey();
                byte[] expected = key.getEncoded();
                CountDownLatch start = new CountDownLatch(2);
                Future<byte[]> seen = executor.submit(() -> {
                    meet(start);
                    try {
                        byte[] last = expected;
                        for (int i = 0; i < 100 && Arrays.equals(last, expected); i++) {
                            last = key.getEncoded();
                        }
                        return last;
                    } catch (IllegalStateException e) {
                        return expected;
                    }
                });
                Future<?> destroyed = executor.submit(() -> {
                    meet(start);
                    key.destroy();
                    return null;
                });
                assertThat(seen.get()).isEqualTo(expected);
                destroyed.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static void meet(CountDownLatch start) throws InterruptedException {
        start.countDown();
        start.await();
    }

    @Test
    void p4_equalityIsIdentityAndTheTextShowsNoByte() throws Exception {
        KeyGenerator generator = generator();
        generator.init(new Constant(0x5A));
        SecretKey key = generator.generateKey();
        SecretKey same = generator.generateKey();
        assertThat(key.getEncoded()).isEqualTo(same.getEncoded());
        assertThat(key).isNotEqualTo(same).isEqualTo(key);
        assertThat(key.toString().toLowerCase(Locale.ROOT)).doesNotContain("5a").doesNotContain("90");
    }

    @Test
    void p4_aKeyIsNeitherWrittenNorRead() throws Exception {
        SecretKey key = generator().generateKey();
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(key)).isInstanceOf(NotSerializableException.class);
        }
        assertThatThrownBy(() -> ForgedStream.read(new StandIn(), key.getClass()))
                .isInstanceOf(InvalidObjectException.class);
    }

    private static final class StandIn implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Gives the same byte for ever. */
    private static final class Constant extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte value;

        Constant(int value) {
            this.value = (byte) value;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, value);
        }
    }
}
