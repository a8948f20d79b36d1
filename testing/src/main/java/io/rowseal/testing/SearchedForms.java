package io.rowseal.testing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The forms in which a value can stand in bytes, as texts of Latin-1, in which each character is a byte. Immutable. */
final class SearchedForms {

    /** Shorter values occur in ciphertext by chance. */
    private static final int FEWEST_BYTES = 4;

    private final Map<String, String> names = new LinkedHashMap<>();

    static SearchedForms of(String text) {
        SearchedForms forms = new SearchedForms();
        forms.add("UTF-8", text.getBytes(StandardCharsets.UTF_8));
        forms.add("UTF-16BE", text.getBytes(StandardCharsets.UTF_16BE));
        forms.add("UTF-16LE", text.getBytes(StandardCharsets.UTF_16LE));
        if (StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)) {
            forms.add("Latin-1", text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return forms;
    }

    static SearchedForms of(byte[] value) {
        SearchedForms forms = new SearchedForms();
        forms.add("bytes", value);
        return forms;
    }

    /** The name of the first form that is in the content, or an empty text. */
    String in(byte[] content) {
        String searched = new String(content, StandardCharsets.ISO_8859_1);
        return names.entrySet().stream()
                .filter(form -> searched.contains(form.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private void add(String name, byte[] bytes) {
        if (bytes.length < FEWEST_BYTES) {
            throw new IllegalArgumentException("cannot search for a value of " + bytes.length
                    + " bytes: ciphertext contains so few by chance. Take a test value of at least " + FEWEST_BYTES
                    + " bytes.");
        }
        put(new String(bytes, StandardCharsets.ISO_8859_1), name);
        put(HexFormat.of().formatHex(bytes), "hexadecimal of " + name);
        put(HexFormat.of().withUpperCase().formatHex(bytes), "hexadecimal of " + name);
        for (int offset = 0; offset < 3; offset++) {
            String encoded = base64(bytes, offset);
            put(encoded, "Base64 of " + name);
            put(encoded.replace('+', '-').replace('/', '_'), "Base64 of " + name);
        }
    }

    private void put(String form, String name) {
        names.putIfAbsent(form, name);
    }

    /** The characters that depend on the value alone, if so many bytes stand before it. */
    private static String base64(byte[] bytes, int offset) {
        byte[] shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        return encoded.substring((offset * 8 + 5) / 6, shifted.length * 8 / 6);
    }
}
