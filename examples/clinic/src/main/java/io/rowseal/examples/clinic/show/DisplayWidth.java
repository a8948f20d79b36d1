package io.rowseal.examples.clinic.show;

/**
 * How many columns of a terminal a text takes: 2 for East Asian wide characters and emoji, 0 for combining marks and invisible
 * ones, 1 for others. The wide ranges are those of Unicode's EastAsianWidth.txt (classes W and F), rounded to whole blocks.
 */
public final class DisplayWidth {

    /** First and last code point, in turns. */
    private static final int[] WIDE = {
        0x1100, 0x115F, // Hangul leading consonants; the vowels and trailing ones join them
        0x2E80, 0x303E, // CJK radicals and punctuation
        0x3041, 0xA4CF, // Kana to Yi
        0xA960, 0xA97F, // Hangul, extended
        0xAC00, 0xD7A3, // Hangul syllables
        0xF900, 0xFAFF, // CJK compatibility
        0xFE30, 0xFE6F, // CJK compatibility forms
        0xFF01, 0xFF60, // full width forms
        0xFFE0, 0xFFE6,
        0x1F300, 0x1F64F, // emoji
        0x1F680, 0x1F6FF,
        0x1F7E0, 0x1F7EB,
        0x1F900, 0x1F9FF,
        0x1FA70, 0x1FAFF,
        0x20000, 0x3FFFD, // CJK extensions
    };

    private static final String ELLIPSIS = "…";

    private DisplayWidth() {}

    /**
     * The width of a text.
     *
     * @param text one line
     * @return columns of a terminal
     */
    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    /**
     * Shortens a text to a width, by an ellipsis, and never between a character and the marks on it. Line breaks and other
     * control characters become spaces.
     *
     * @param text the text
     * @param width columns of a terminal, at least 1
     * @return a text that is not wider
     */
    public static String shorten(String text, int width) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        if (of(line) <= width) {
            return line;
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int codePoint : line.codePoints().toArray()) {
            used += of(codePoint);
            if (used > width - 1) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return kept + ELLIPSIS;
    }

    /**
     * Fills a text up with spaces.
     *
     * @param text the text
     * @param width columns of a terminal
     * @return the text and as many spaces as are missing
     */
    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    private static int of(int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL:
                return 0;
            default:
                // Hangul vowels and trailing consonants are drawn into the syllable before them.
                return codePoint >= 0x1160 && codePoint <= 0x11FF ? 0 : isWide(codePoint) ? 2 : 1;
        }
    }

    private static boolean isWide(int codePoint) {
        for (int i = 0; i < WIDE.length; i += 2) {
            if (codePoint >= WIDE[i] && codePoint <= WIDE[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
