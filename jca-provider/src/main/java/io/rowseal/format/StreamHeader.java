package io.rowseal.format;

import static io.rowseal.format.Layout.HEADER_START_BYTES;
import static io.rowseal.format.Layout.STREAM_HEADER_BYTES;
import static io.rowseal.format.Layout.WRAPPED_KEY_BYTES;

import io.rowseal.KekId;
import io.rowseal.MalformedCiphertextException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The 51-byte header of a stream: {@code 0xFE | suite 1 | kind 3 | kekId 8 | AES-KWP(WK, data key) 40}. Its commitment is that
 * of the chunk layer.
 *
 * @param kekId the KEK that wraps the data key
 * @param wrappedKey 40 bytes; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier between two calls; never compared.
public record StreamHeader(KekId kekId, byte[] wrappedKey) {

    private static final int WRAPPED_OFFSET = HEADER_START_BYTES + KekId.BYTES;

    /**
     * Parses a header that fills the bytes exactly.
     *
     * @param bytes exactly 51 bytes
     * @return the header
     * @throws MalformedCiphertextException if it is anything else
     */
    public static StreamHeader parse(byte[] bytes) {
        if (HeaderLength.needed(bytes, bytes.length) != bytes.length || bytes[2] != Kind.STREAM.code()) {
            throw new MalformedCiphertextException(
                    "a stream under a key ring has a header of " + STREAM_HEADER_BYTES + " bytes and kind 3");
        }
        return new StreamHeader(
                new KekId(ByteBuffer.wrap(bytes).getLong(HEADER_START_BYTES)),
                Arrays.copyOfRange(bytes, WRAPPED_OFFSET, STREAM_HEADER_BYTES));
    }

    /**
     * The header as stored.
     *
     * @return a new array of 51 bytes
     */
    public byte[] toBytes() {
        if (wrappedKey.length != WRAPPED_KEY_BYTES) {
            throw new IllegalArgumentException("a header has a wrapped key of 40 bytes");
        }
        return ByteBuffer.allocate(STREAM_HEADER_BYTES)
                .put(Header.start(Kind.STREAM))
                .put(kekId.toBytes())
                .put(wrappedKey)
                .array();
    }
}
