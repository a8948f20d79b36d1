package io.rowseal.persistence;

import java.util.Arrays;

/** Short names, filled up with zero bytes so that their length tells little or nothing. No name has a zero byte. */
final class PaddedText {

    private PaddedText() {}

    /** Pads to a length that no name exceeds. */
    static byte[] toLength(String name, int length) {
        return Arrays.copyOf(StrictUtf8.encode(name), length);
    }

    /** Pads to the next multiple of a step. */
    static byte[] toMultiple(String name, int step) {
        byte[] bytes = StrictUtf8.encode(name);
        return Arrays.copyOf(bytes, roundUp(bytes.length, step));
    }

    static int roundUp(int length, int step) {
        return Math.max(1, (length + step - 1) / step) * step;
    }

    /** The name without its padding; refused if something follows the padding. */
    static String read(byte[] encoded, int offset, Class<?> type) {
        byte[] padded = Arrays.copyOfRange(encoded, offset, encoded.length);
        int length = padded.length;
        while (length > 0 && padded[length - 1] == 0) {
            length--;
        }
        String name = StrictUtf8.decode(padded, length, type);
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new ValueEncodingException(Refusals.notA(type) + ": there is no name, or it is padded wrongly");
        }
        return name;
    }
}
