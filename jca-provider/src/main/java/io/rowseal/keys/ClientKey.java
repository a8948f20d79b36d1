package io.rowseal.keys;

import io.rowseal.crypto.KeyBytes;
import io.rowseal.format.Layout;
import javax.crypto.SecretKey;

/**
 * A key that the client provides with each call and that is never stored (SSE-C). Only a salt and a check value are stored.
 * Without the key the data is lost.
 *
 * <p>Format and encoding are null, so that no other provider's cipher accepts it as a key. Equality is identity. {@link
 * #close()} wipes the bytes; after that the key cannot be used. Thread safe; not serializable.
 */
public final class ClientKey extends OpaqueKey implements SecretKey, AutoCloseable {

    /** Name of the algorithm; no other provider has it. */
    public static final String ALGORITHM = "EnvelopeClientKey";

    private static final long serialVersionUID = 1L;

    private final transient KeyBytes bytes;

    private ClientKey(KeyBytes bytes) {
        this.bytes = bytes;
    }

    /**
     * A client key.
     *
     * @param key exactly 32 bytes, random; copied, the caller wipes its own
     * @return the key
     * @throws IllegalArgumentException if it has another length, is all zero, or is all ASCII as a password would be: derive a
     *     key from a password with Argon2id or PBKDF2 first
     */
    public static ClientKey of(byte[] key) {
        if (key.length != Layout.KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a client key has exactly " + Layout.KEY_BYTES + " bytes, not " + key.length);
        }
        int any = 0;
        int high = 0;
        for (byte b : key) {
            any |= b;
            high |= b & 0x80;
        }
        if (any == 0) {
            throw new IllegalArgumentException("the client key is all zero: give 32 random bytes");
        }
        if (high == 0) {
            throw new IllegalArgumentException(
                    "the client key is text, not 32 random bytes: derive a key from a password"
                            + " with Argon2id or PBKDF2, and decode hexadecimal or base64 before");
        }
        return new ClientKey(KeyBytes.hmac(key.clone()));
    }

    /**
     * What other packages of this module use of the key. Not for application use.
     *
     * @param <T> a type that is not exported
     * @param type its class
     * @return the part
     * @throws IllegalArgumentException if there is no such part
     */
    public <T> T internal(Class<T> type) {
        return Internals.cast(this, type, bytes);
    }

    @Override
    public String getAlgorithm() {
        return ALGORITHM;
    }

    /** Wipes the key. */
    @Override
    public void destroy() {
        bytes.destroy();
    }

    @Override
    public boolean isDestroyed() {
        return bytes.isDestroyed();
    }

    @Override
    public void close() {
        destroy();
    }

    @Override
    public String toString() {
        return "ClientKey";
    }
}
