package io.rowseal.hibernate.internal.schema;

import io.rowseal.row.TableKeys;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** What is left of ciphertext after a column of bytes was converted to one of characters. */
public final class ConvertedCiphertext {

    /** What messages say of it, after a colon. */
    static final String CAUSE =
            "while the attribute was mapped without @Encrypted, a schema tool converted the binary column to"
                    + " characters. Restore the column from a backup of the time before (docs/boot-checks.md)";

    private static final String HEX = "\\x";
    private static final char NO_CHARACTER = '\uFFFD';
    private static final String FIRST_BYTES = "\u00F7\u00F9\u00FE";

    private ConvertedCiphertext() {}

    /** Whether that is certain: text of another origin can begin like decoded bytes, so that all values have to. */
    static boolean isCertain(List<byte[]> texts) {
        List<String> values = decoded(texts);
        return values.stream().anyMatch(ConvertedCiphertext::isHex)
                || (!values.isEmpty() && values.stream().allMatch(ConvertedCiphertext::isDecoded));
    }

    /** Whether one of the values can be that. */
    static boolean isPossible(List<byte[]> texts) {
        return decoded(texts).stream().anyMatch(text -> isHex(text) || isDecoded(text));
    }

    private static List<String> decoded(List<byte[]> texts) {
        return texts.stream()
                .map(text -> new String(text, StandardCharsets.UTF_8))
                .toList();
    }

    /** As PostgreSQL writes bytes. */
    private static boolean isHex(String text) {
        return text.startsWith(HEX) && isStoredInHex(text.substring(HEX.length()));
    }

    /** H2 decodes UTF-8, which none of our first bytes begins; with a character set of one byte each byte is a character. */
    private static boolean isDecoded(String text) {
        return !text.isEmpty()
                && (text.charAt(0) == NO_CHARACTER
                        || (FIRST_BYTES.indexOf(text.charAt(0)) >= 0
                                && (text.chars().anyMatch(Character::isISOControl) || hasStraySigns(text))));
    }

    /** Some short ciphertexts have no control character, but hardly one has fewer than two signs of the upper half. */
    private static boolean hasStraySigns(String text) {
        return text.chars()
                        .skip(1)
                        .filter(each -> each > 0x7F && !Character.isLetter(each))
                        .count()
                > 1;
    }

    private static boolean isStoredInHex(String digits) {
        return digits.length() % 2 == 0
                && digits.chars().allMatch(HexFormat::isHexDigit)
                && TableKeys.looksStored(HexFormat.of().parseHex(digits), false);
    }
}
