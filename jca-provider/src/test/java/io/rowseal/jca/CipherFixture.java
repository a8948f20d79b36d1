package io.rowseal.jca;

import io.rowseal.Context;
import io.rowseal.keys.KeyRingKey;
import io.rowseal.message.Envelope;
import io.rowseal.testing.TestRing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Random;
import javax.crypto.Cipher;

/** A ring with counting stores, its key, and ciphers of the provider under test. */
final class CipherFixture implements AutoCloseable {

    static final int OVERHEAD = 99;
    static final byte[] MESSAGE = "attack at dawn, not at noon".getBytes(StandardCharsets.UTF_8);
    static final Context CONTEXT = Context.of("invoice", "4711");
    static final EnvelopeParameterSpec SPEC = new EnvelopeParameterSpec(CONTEXT);

    final RowsealProvider provider = new RowsealProvider();
    final TestRing stores = new TestRing();
    final KeyRingKey key = stores.ring.key("default");
    final Envelope envelope = Envelope.of(stores.ring);

    Cipher cipher() throws GeneralSecurityException {
        return Cipher.getInstance("Envelope", provider);
    }

    Cipher cipher(int mode) throws GeneralSecurityException {
        Cipher cipher = cipher();
        cipher.init(mode, key, SPEC);
        return cipher;
    }

    Cipher encrypting() throws GeneralSecurityException {
        return cipher(Cipher.ENCRYPT_MODE);
    }

    Cipher decrypting() throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE);
    }

    byte[] sealed() {
        return envelope.seal(MESSAGE, CONTEXT);
    }

    /** Calls of the master-key store so far. */
    int storeCalls() {
        return stores.masterKeys.wraps.get() + stores.masterKeys.unwraps.get();
    }

    static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        stores.close();
    }
}
