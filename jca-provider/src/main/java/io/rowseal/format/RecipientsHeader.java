package io.rowseal.format;

import static io.rowseal.format.Layout.COMMITMENT_BYTES;
import static io.rowseal.format.Layout.HEADER_START_BYTES;

import io.rowseal.MalformedCiphertextException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The header in direct mode: {@code 0xFE | suite 1 | kind 6 | recipients | commitment 32}, for a stream
 * {@code 0xFE | suite 1 | kind 7 | recipients}. The recipients are not authenticated: more may be appended.
 *
 * @param kind recipients message or stream
 * @param recipients 1 to 16
 * @param commitment 32 bytes, none for a stream; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier between two calls; never compared.
public record RecipientsHeader(Kind kind, List<Recipients.Recipient> recipients, byte[] commitment) {

    /** Checks the sizes. */
    public RecipientsHeader {
        if (recipients.isEmpty() || commitment.length != commitmentBytes(kind)) {
            throw new IllegalArgumentException(
                    "a message has at least one recipient and, unless it is a stream, a" + " commitment of 32 bytes");
        }
    }

    /**
     * Parses a header that fills the bytes exactly.
     *
     * @param bytes the header
     * @param kind recipients message or stream
     * @return the header
     * @throws MalformedCiphertextException if it is anything else
     */
    public static RecipientsHeader parse(byte[] bytes, Kind kind) {
        if (HeaderLength.needed(bytes, bytes.length) != bytes.length || bytes[2] != kind.code()) {
            throw new MalformedCiphertextException("this is not the header of a " + kind);
        }
        int end = bytes.length - commitmentBytes(kind);
        return new RecipientsHeader(
                kind,
                Recipients.parse(Arrays.copyOfRange(bytes, HEADER_START_BYTES, end)),
                Arrays.copyOfRange(bytes, end, bytes.length));
    }

    /**
     * The header as stored.
     *
     * @return a new array
     * @throws IllegalArgumentException if a recipient is too long, or named twice
     */
    public byte[] toBytes() {
        byte[] list = Recipients.write(recipients);
        return ByteBuffer.allocate(HEADER_START_BYTES + list.length + commitment.length)
                .put(Header.start(kind))
                .put(list)
                .put(commitment)
                .array();
    }

    private static int commitmentBytes(Kind kind) {
        return kind == Kind.RECIPIENTS_MESSAGE ? COMMITMENT_BYTES : 0;
    }
}
