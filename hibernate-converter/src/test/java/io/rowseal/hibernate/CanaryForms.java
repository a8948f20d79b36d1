package io.rowseal.hibernate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The forms in which a text can be found in bytes: UTF-8, UTF-16, hexadecimal and Base64, wherever it begins there. */
final class CanaryForms {

    private CanaryForms() {}

    /** As texts of Latin-1, in which each character is a byte. */
    static List<String> of(String text) {
        List<String> forms = new ArrayList<>();
        for (byte[] bytes : List.of(
                text.getBytes(StandardCharsets.UTF_8),
                text.getBytes(StandardCharsets.UTF_16BE),
                text.getBytes(StandardCharsets.UTF_16LE))) {
            forms.add(new String(bytes, StandardCharsets.ISO_8859_1));
            forms.add(HexFormat.of().formatHex(bytes));
            forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
            for (int offset = 0; offset < 3; offset++) {
                forms.add(base64(bytes, offset));
                forms.add(base64(bytes, offset).replace('+', '-').replace('/', '_'));
            }
        }
        return forms;
    }

    /** The forms of a text that are in bytes. */
    static List<String> in(byte[] content, String text) {
        String searched = new String(content, StandardCharsets.ISO_8859_1);
        return of(text).stream().filter(searched::contains).toList();
    }

    /** The characters that depend on the text alone, if so many bytes stand before it. */
    private static String base64(byte[] bytes, int offset) {
        byte[] shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        return encoded.substring((offset * 8 + 5) / 6, shifted.length * 8 / 6);
    }
}
