package io.rowseal.examples.clinic.proof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ways a text may stand in a database file. UTF-8 and UTF-16 are not enough for H2, which writes the characters above U+007F in
 * an encoding of its own: whoever searches its files for UTF-8 finds no Greek, whether it is encrypted or not.
 */
final class Needles {

    private Needles() {}

    /**
     * All encodings of a text that have at least {@link Needle#SHORTEST} bytes.
     *
     * @param label what the text is
     * @param text the text
     * @return one needle per encoding, without repetitions
     */
    static List<Needle> of(String label, String text) {
        List<Needle> needles = new ArrayList<>();
        encodings(text).forEach((encoding, bytes) -> {
            if (bytes.length >= Needle.SHORTEST) {
                needles.add(new Needle(label, encoding, bytes));
            }
        });
        return needles;
    }

    /** All encodings by name, however short. */
    static Map<String, byte[]> encodings(String text) {
        Map<String, byte[]> encodings = new LinkedHashMap<>();
        encodings.put("UTF-8", text.getBytes(StandardCharsets.UTF_8));
        if (text.chars().anyMatch(c -> c >= 0x80)) {
            encodings.put("the text encoding of H2", encodedByH2(text));
        }
        encodings.put("UTF-16BE", text.getBytes(StandardCharsets.UTF_16BE));
        encodings.put("UTF-16LE", text.getBytes(StandardCharsets.UTF_16LE));
        return encodings;
    }

    /** Like UTF-8 of each UTF-16 unit, but the bytes after the first have no high bit (H2's class DataUtils, writeStringData). */
    static byte[] encodedByH2(String text) {
        byte[] target = new byte[3 * text.length()];
        int length = 0;
        for (char c : text.toCharArray()) {
            if (c < 0x80) {
                target[length++] = (byte) c;
            } else if (c < 0x800) {
                target[length++] = (byte) (0xC0 | c >> 6);
                target[length++] = (byte) (c & 0x3F);
            } else {
                target[length++] = (byte) (0xE0 | c >> 12);
                target[length++] = (byte) (c >> 6 & 0x3F);
                target[length++] = (byte) (c & 0x3F);
            }
        }
        return Arrays.copyOf(target, length);
    }
}
