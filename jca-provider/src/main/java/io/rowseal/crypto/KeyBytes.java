package io.rowseal.crypto;

import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.Key;
import java.util.Arrays;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Key bytes that can be wiped. {@code javax.crypto.spec.SecretKeySpec} cannot.
 *
 * <p>Equality is identity, {@link #toString()} shows the algorithm only, and a wiped key refuses to be used instead of
 * giving zeros. Primitives keep copies of their own that this class cannot reach, so wiping is best effort. Thread safe.
 */
public final class KeyBytes implements SecretKey, AutoCloseable {

    private static final long serialVersionUID = 1L;

    private final transient byte[] bytes;
    private final String algorithm;
    private boolean wiped;

    private KeyBytes(byte[] bytes, String algorithm) {
        this.bytes = bytes;
        this.algorithm = algorithm;
    }

    /**
     * A key for AES.
     *
     * @param bytes becomes the property of the key: the caller must not use it any more
     * @return the key
     */
    public static KeyBytes aes(byte[] bytes) {
        return new KeyBytes(bytes, "AES");
    }

    /**
     * A key for HMAC-SHA-256, also as pseudorandom key of HKDF.
     *
     * @param bytes becomes the property of the key: the caller must not use it any more
     * @return the key
     */
    public static KeyBytes hmac(byte[] bytes) {
        return new KeyBytes(bytes, "HmacSHA256");
    }

    /**
     * The encoding of a key that is not this library's. {@link Key#getEncoded()} promises no copy: what it gives is wiped only
     * if the key gives another array each time, because else it may be the key itself.
     *
     * @param key any key
     * @return a copy, which the caller wipes; null if the key has no encoding
     */
    @SuppressWarnings("ReferenceEquality") // Whether it is the same array is the question.
    public static byte @Nullable [] encodingOf(Key key) {
        byte[] given = key.getEncoded();
        if (given == null) {
            return null;
        }
        byte[] copy = given.clone();
        byte[] again = key.getEncoded();
        if (again != null && again != given) {
            Arrays.fill(again, (byte) 0);
            Arrays.fill(given, (byte) 0);
        }
        return copy;
    }

    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    /**
     * The key bytes.
     *
     * @return a copy, which the caller wipes
     * @throws WipedKeyException if the key was wiped
     */
    @Override
    public synchronized byte[] getEncoded() {
        if (wiped) {
            throw new WipedKeyException();
        }
        return bytes.clone();
    }

    @Override
    public synchronized void destroy() {
        wiped = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public synchronized boolean isDestroyed() {
        return wiped;
    }

    @Override
    public void close() {
        destroy();
    }

    @Override
    public String toString() {
        return "KeyBytes[" + algorithm + "]";
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("key bytes are not serializable");
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("key bytes are not serializable");
    }
}
