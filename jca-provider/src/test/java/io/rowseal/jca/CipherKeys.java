package io.rowseal.jca;

import io.rowseal.keys.ClientKey;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.RecipientKeys;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;

/** A key that seals and one that opens what it sealed. */
record CipherKeys(String name, Key seals, Key opens) {

    /** Generated once: that takes longer than most tests. */
    static final KeyPair RSA = rsa();

    static final Key AES = new SecretKeySpec(CipherFixture.random(1, 32), "AES");

    /** One pair of each class of keys. */
    static List<CipherKeys> all(CipherFixture fixture) {
        ClientKey client = ClientKey.of(CipherFixture.random(2, 32));
        Key handle = MasterKeyHandle.of(fixture.stores.masterKeys);
        Key several = RecipientKeys.of(AES, handle, RSA.getPublic());
        return List.of(
                new CipherKeys("key ring", fixture.key, fixture.key),
                new CipherKeys("client key", client, client),
                new CipherKeys("AES", AES, AES),
                new CipherKeys("master key", handle, handle),
                new CipherKeys("RSA", RSA.getPublic(), RSA.getPrivate()),
                new CipherKeys("recipients", several, RecipientKeys.of(handle, AES)),
                new CipherKeys("one of the recipients", several, RSA.getPrivate()));
    }

    @Override
    public String toString() {
        return name;
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
