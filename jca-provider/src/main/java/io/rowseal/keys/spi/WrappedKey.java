package io.rowseal.keys.spi;

import io.rowseal.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A key wrapped by one master key, with the names needed to find that master key again. Immutable; contains no secret.
 */
public final class WrappedKey {

    /** Longest key reference in UTF-8 bytes. */
    public static final int MAX_KEY_REF_BYTES = 2 * 1024;

    /** Longest wrapped key in bytes. */
    public static final int MAX_WRAPPED_BYTES = 8 * 1024;

    private static final int MAX_STORE_ID_BYTES = 255;

    private final String storeId;
    private final String keyRef;
    private final byte[] bytes;

    /**
     * Creates it.
     *
     * @param storeId the master-key store, 1 to 255 UTF-8 bytes
     * @param keyRef the master key within that store, 1 to 2048 UTF-8 bytes
     * @param bytes the opaque result of the store, 1 to 8192 bytes; copied
     */
    public WrappedKey(String storeId, String keyRef, byte[] bytes) {
        this.storeId = requireLength(storeId, MAX_STORE_ID_BYTES, "store id");
        this.keyRef = requireLength(keyRef, MAX_KEY_REF_BYTES, "key reference");
        if (bytes.length == 0 || bytes.length > MAX_WRAPPED_BYTES) {
            throw new IllegalArgumentException(
                    "a wrapped key has 1 to " + MAX_WRAPPED_BYTES + " bytes, not " + bytes.length);
        }
        this.bytes = bytes.clone();
    }

    /**
     * The master-key store.
     *
     * @return its id
     */
    public String storeId() {
        return storeId;
    }

    /**
     * The master key within the store: an alias, an ARN, a path.
     *
     * @return the reference
     */
    public String keyRef() {
        return keyRef;
    }

    /**
     * What the store returned.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WrappedKey that
                && storeId.equals(that.storeId)
                && keyRef.equals(that.keyRef)
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * storeId.hashCode() + keyRef.hashCode()) + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "WrappedKey[" + Printable.of(storeId) + " " + Printable.of(keyRef) + "]";
    }

    private static String requireLength(String text, int most, String what) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > most) {
            throw new IllegalArgumentException("a " + what + " has 1 to " + most + " bytes, not " + length);
        }
        return text;
    }
}
