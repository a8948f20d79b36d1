package io.rowseal.format;

import static io.rowseal.format.Layout.CLIENT_SALT_BYTES;
import static io.rowseal.format.Layout.CLIENT_STREAM_HEADER_BYTES;
import static io.rowseal.format.Layout.COMMITMENT_BYTES;
import static io.rowseal.format.Layout.HEADER_START_BYTES;

import io.rowseal.MalformedCiphertextException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The header under a client key (SSE-C): {@code 0xFE | suite 1 | kind 4 | salt 16 | check value 32}, for a stream
 * {@code 0xFE | suite 1 | kind 5 | salt 16}. Nothing in it but a salted function of the key.
 *
 * @param kind client-key value or stream
 * @param salt 16 bytes; not copied
 * @param checkValue 32 bytes, none for a stream; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier between two calls; never compared.
public record ClientHeader(Kind kind, byte[] salt, byte[] checkValue) {

    /** Checks the sizes. */
    public ClientHeader {
        int check = kind == Kind.CLIENT_KEY_VALUE ? COMMITMENT_BYTES : 0;
        if (salt.length != CLIENT_SALT_BYTES || checkValue.length != check) {
            throw new IllegalArgumentException(
                    "a client-key header has a salt of 16 and, unless it introduces a stream, a"
                            + " check value of 32 bytes");
        }
    }

    /**
     * Parses a header that fills the bytes exactly.
     *
     * @param bytes 51 bytes for a value, 19 for a stream
     * @param kind client-key value or stream
     * @return the header
     * @throws MalformedCiphertextException if it is anything else
     */
    public static ClientHeader parse(byte[] bytes, Kind kind) {
        if (HeaderLength.needed(bytes, bytes.length) != bytes.length || bytes[2] != kind.code()) {
            throw new MalformedCiphertextException("this is not the header of a " + kind);
        }
        return new ClientHeader(
                kind,
                Arrays.copyOfRange(bytes, HEADER_START_BYTES, CLIENT_STREAM_HEADER_BYTES),
                Arrays.copyOfRange(bytes, CLIENT_STREAM_HEADER_BYTES, bytes.length));
    }

    /**
     * The header as stored.
     *
     * @return a new array
     */
    public byte[] toBytes() {
        return ByteBuffer.allocate(CLIENT_STREAM_HEADER_BYTES + checkValue.length)
                .put(Header.start(kind))
                .put(salt)
                .put(checkValue)
                .array();
    }
}
