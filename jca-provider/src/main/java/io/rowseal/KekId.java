package io.rowseal;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Identity of a KEK: 8 random bytes, shown as 16 lower-case hexadecimal digits. It is not secret; every ciphertext header
 * names the KEK that wraps its data key.
 *
 * @param value the 8 bytes, big-endian
 */
public record KekId(long value) {

    /** Size of a KEK identity in bytes. */
    public static final int BYTES = 8;

    /**
     * Reads a KEK identity.
     *
     * @param bytes exactly 8 bytes
     * @return the identity
     */
    public static KekId of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a kekId has " + BYTES + " bytes, not " + bytes.length);
        }
        return new KekId(ByteBuffer.wrap(bytes).getLong());
    }

    /**
     * The identity as stored.
     *
     * @return a new array of 8 bytes
     */
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(value).array();
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(value);
    }
}
