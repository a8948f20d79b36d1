package io.rowseal;

import java.util.HexFormat;

/**
 * Makes untrusted text safe to show in a message, a log or a terminal. The writer of a message, a KEK record or a context
 * chooses the names in it. Unescaped, such names could begin a new line, reorder or erase the text around them, or fill a log.
 * Implementations of master-key stores use this class for the contents of a {@code WrappedKey}.
 *
 * <p>Not an encoding: two texts can look the same. Holds nothing and is thread safe.
 */
public final class Printable {

    /** Most characters of {@link #of}. */
    public static final int MAX_CHARACTERS = 80;

    /** The end is kept as well: key references of a service begin all alike. */
    private static final int END_CHARACTERS = 30;

    private static final String OMITTED = "…";

    private Printable() {}

    /**
     * Makes an untrusted name printable: escapes invisible characters, and shortens long text in the middle.
     *
     * @param text any text, also with unpaired surrogates
     * @return at most {@value #MAX_CHARACTERS} characters
     */
    public static String of(String text) {
        int length = text.length();
        // No more than this can be shown, so no more is escaped, however long the text is.
        String line = length <= 2 * MAX_CHARACTERS
                ? line(text)
                : line(text.substring(0, MAX_CHARACTERS)) + line(text.substring(length - MAX_CHARACTERS));
        if (line.length() <= MAX_CHARACTERS) {
            return line;
        }
        int begin = MAX_CHARACTERS - END_CHARACTERS - OMITTED.length();
        // A pair of surrogates that is cut apart here would be the only unprintable thing left.
        return paired(line.substring(0, begin)) + OMITTED + paired(line.substring(line.length() - END_CHARACTERS));
    }

    /**
     * Makes a text of any length fit into one line: escapes control and format characters, line separators and unpaired
     * surrogates as in Java source code.
     *
     * @param text any text
     * @return the text itself if there is nothing to escape
     */
    public static String line(String text) {
        if (text.codePoints().allMatch(Printable::isVisible)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (isVisible(character)) {
                escaped.appendCodePoint(character);
            } else {
                for (char unit : Character.toChars(character)) {
                    escaped.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
            }
        });
        return escaped.toString();
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static String paired(String cut) {
        int from = Character.isLowSurrogate(cut.charAt(0)) ? 1 : 0;
        int to = Character.isHighSurrogate(cut.charAt(cut.length() - 1)) ? cut.length() - 1 : cut.length();
        return cut.substring(from, to);
    }
}
