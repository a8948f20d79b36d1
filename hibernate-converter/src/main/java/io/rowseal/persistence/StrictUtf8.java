package io.rowseal.persistence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** UTF-8 (RFC 3629) that never replaces what it cannot map. */
final class StrictUtf8 {

    /** Longest UTF-8 form of one UTF-16 unit; a surrogate pair has two units and four bytes. */
    static final int MAX_BYTES_PER_UNIT = 3;

    private static final char REPLACEMENT = '\uFFFD';

    private StrictUtf8() {}

    static byte[] encode(String text) {
        requirePairedSurrogates(text);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String decode(byte[] encoded, int length, Class<?> type) {
        String text = new String(encoded, 0, length, StandardCharsets.UTF_8);
        // Only text with the replacement character can have been malformed; it may as well have been written so.
        if (text.indexOf(REPLACEMENT) >= 0) {
            byte[] again = text.getBytes(StandardCharsets.UTF_8);
            if (!Arrays.equals(again, 0, again.length, encoded, 0, length)) {
                throw new ValueEncodingException(Refusals.notA(type) + ": they are not UTF-8");
            }
        }
        return text;
    }

    private static void requirePairedSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (!Character.isSurrogate(unit)) {
                continue;
            }
            if (Character.isLowSurrogate(unit)
                    || i + 1 == text.length()
                    || !Character.isLowSurrogate(text.charAt(i + 1))) {
                throw new ValueEncodingException(
                        "the text has an unpaired surrogate, which UTF-8 cannot express: remove it, or "
                                + "store the value as byte[]");
            }
            i++;
        }
    }
}
