package io.rowseal.row;

import static io.rowseal.format.Layout.MAX_PLAINTEXT_BYTES;

import io.rowseal.MalformedCiphertextException;
import java.util.Arrays;

/**
 * Padding of plaintexts, method 2 of ISO/IEC 9797-1, also that of ISO/IEC 7816-4: a byte 0x80, then zero bytes up to a multiple of
 * a step. It is inside of the encryption, so a reader needs no constant time; and the step is the writer's alone.
 */
final class Padding {

    /** The value of the pair {@code pad} in the contexts of padded columns. Never changes. */
    static final String ID = "iso7816-4";

    static final int MAX_STEP = 1 << 20;

    private static final byte MARK = (byte) 0x80;

    private Padding() {}

    static long paddedLength(long length, int step) {
        return (length / step + 1) * step;
    }

    static byte[] pad(byte[] plaintext, int step, Column column) {
        long length = paddedLength(plaintext.length, step);
        if (length > MAX_PLAINTEXT_BYTES) {
            throw new IllegalArgumentException("column '" + column + "' holds at most " + MAX_PLAINTEXT_BYTES
                    + " bytes with their padding, not " + length);
        }
        byte[] padded = Arrays.copyOf(plaintext, (int) length);
        padded[plaintext.length] = MARK;
        return padded;
    }

    static byte[] unpad(byte[] padded, Column column) {
        int mark = padded.length - 1;
        while (mark >= 0 && padded[mark] == 0) {
            mark--;
        }
        if (mark < 0 || padded[mark] != MARK) {
            throw new MalformedCiphertextException(
                    "column '" + column + "' holds an authentic value without padding: correct what wrote it");
        }
        return Arrays.copyOf(padded, mark);
    }
}
