package io.rowseal.format;

import static io.rowseal.format.Layout.CLIENT_STREAM_HEADER_BYTES;
import static io.rowseal.format.Layout.CLIENT_VALUE_HEADER_BYTES;
import static io.rowseal.format.Layout.COMMITMENT_BYTES;
import static io.rowseal.format.Layout.HEADER_BYTES;
import static io.rowseal.format.Layout.HEADER_MAGIC;
import static io.rowseal.format.Layout.HEADER_START_BYTES;
import static io.rowseal.format.Layout.STREAM_HEADER_BYTES;

import io.rowseal.MalformedCiphertextException;

/**
 * How long the header of a message is, while its bytes arrive. Each length that is read is checked against its limit before
 * more is asked for, so no input makes a reader wait for or allocate more than {@link #MAX_BYTES}.
 */
public final class HeaderLength {

    /** Bytes of the longest header. */
    public static final int MAX_BYTES = HEADER_START_BYTES + Recipients.MAX_BYTES + COMMITMENT_BYTES;

    private HeaderLength() {}

    /**
     * How many bytes must be there. If that is not more than are there, it is the length of the header; else more may be asked
     * for once they are.
     *
     * @param bytes begins with the header
     * @param available how many bytes are there
     * @return the length of the header, or a number greater than {@code available}
     * @throws MalformedCiphertextException if no header of a known suite and kind begins so
     */
    public static int needed(byte[] bytes, int available) {
        if (available > 0 && bytes[0] != HEADER_MAGIC) {
            throw new MalformedCiphertextException("there is no header where one must begin: the bytes are damaged, or"
                    + " were not written by this library");
        }
        if (available < HEADER_START_BYTES) {
            return HEADER_START_BYTES;
        }
        Suite.check(bytes[1]);
        Kind kind = Kind.of(bytes[2]);
        return switch (kind) {
            case RECIPIENTS_MESSAGE -> withRecipients(bytes, available, COMMITMENT_BYTES);
            case RECIPIENTS_STREAM -> withRecipients(bytes, available, 0);
            default -> least(kind);
        };
    }

    /**
     * How short the header of a kind can be.
     *
     * @param kind what the header introduces
     * @return bytes of its shortest header; of every header where the length does not vary
     */
    public static int least(Kind kind) {
        return switch (kind) {
            case ROW_KEY_BLOCK, SEALED_VALUE -> HEADER_BYTES;
            case STREAM -> STREAM_HEADER_BYTES;
            case CLIENT_KEY_VALUE -> CLIENT_VALUE_HEADER_BYTES;
            case CLIENT_KEY_STREAM -> CLIENT_STREAM_HEADER_BYTES;
            case RECIPIENTS_MESSAGE -> HEADER_START_BYTES + Recipients.MIN_BYTES + COMMITMENT_BYTES;
            case RECIPIENTS_STREAM -> HEADER_START_BYTES + Recipients.MIN_BYTES;
        };
    }

    /**
     * How long the header of a kind can be.
     *
     * @param kind what the header introduces
     * @return bytes of its longest header; of every header where the length does not vary
     */
    public static int most(Kind kind) {
        return switch (kind) {
            case RECIPIENTS_MESSAGE, RECIPIENTS_STREAM -> MAX_BYTES;
            default -> least(kind);
        };
    }

    private static int withRecipients(byte[] bytes, int available, int behind) {
        int position = HEADER_START_BYTES;
        if (available <= position) {
            return position + 1;
        }
        int count = Byte.toUnsignedInt(bytes[position++]);
        Recipients.requireCount(count);
        for (int part = 0; part < 3 * count; part++) {
            int lengthBytes = part % 3 == 0 ? 1 : 2;
            if (available < position + lengthBytes) {
                return position + lengthBytes;
            }
            int length = Byte.toUnsignedInt(bytes[position]);
            if (lengthBytes == 2) {
                length = length << 8 | Byte.toUnsignedInt(bytes[position + 1]);
            }
            Recipients.requirePartLength(length, part % 3);
            position += lengthBytes + length;
        }
        return position + behind;
    }
}
