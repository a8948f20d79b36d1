package io.rowseal.format;

import static io.rowseal.format.Layout.BLIND_INDEX_BYTES;
import static io.rowseal.format.Layout.INDEX_MAGIC;
import static io.rowseal.format.Layout.INDEX_PREFIX_BYTES;
import static io.rowseal.format.Layout.MAX_INDEX_PREFIXES;

import io.rowseal.MalformedCiphertextException;
import java.nio.ByteBuffer;

/** The 18-byte index prefix before a cell or sealed value: {@code 0xF7 | epoch 1 | blind index 16}. */
public final class IndexPrefix {

    private IndexPrefix() {}

    /**
     * Writes one prefix.
     *
     * @param epoch 0 to 255
     * @param mac at least 16 bytes; the first 16 are the blind index
     * @return a new array of 18 bytes
     */
    public static byte[] encode(int epoch, byte[] mac) {
        if (epoch < 0 || epoch > 255) {
            throw new IllegalArgumentException("an index epoch is 0 to 255, not " + epoch);
        }
        return ByteBuffer.allocate(INDEX_PREFIX_BYTES)
                .put(INDEX_MAGIC)
                .put((byte) epoch)
                .put(mac, 0, BLIND_INDEX_BYTES)
                .array();
    }

    /**
     * Checks that bytes are 0 to 8 complete prefixes.
     *
     * @param prefixes what a writer puts before a cell or sealed value
     * @throws IllegalArgumentException if they are not
     */
    public static void requirePrefixes(byte[] prefixes) {
        int count = prefixes.length / INDEX_PREFIX_BYTES;
        boolean whole = prefixes.length % INDEX_PREFIX_BYTES == 0 && count <= MAX_INDEX_PREFIXES;
        for (int i = 0; whole && i < count; i++) {
            whole = prefixes[i * INDEX_PREFIX_BYTES] == INDEX_MAGIC;
        }
        if (!whole) {
            throw new IllegalArgumentException("not a sequence of 0 to 8 index prefixes of 18 bytes");
        }
    }

    /**
     * Finds the end of the prefixes that begin at an offset.
     *
     * @param source the bytes
     * @param offset where prefixes may begin
     * @return the offset behind the last prefix
     * @throws MalformedCiphertextException if there are more than 8, or the last one is cut off
     */
    public static int skip(byte[] source, int offset) {
        int position = offset;
        while (position < source.length && source[position] == INDEX_MAGIC) {
            position += INDEX_PREFIX_BYTES;
            if (position > source.length || position - offset > MAX_INDEX_PREFIXES * INDEX_PREFIX_BYTES) {
                throw new MalformedCiphertextException(
                        "more than 8 index prefixes, or a prefix that is cut off: the bytes are damaged");
            }
        }
        return position;
    }
}
