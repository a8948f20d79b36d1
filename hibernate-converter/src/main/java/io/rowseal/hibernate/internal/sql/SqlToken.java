package io.rowseal.hibernate.internal.sql;

import java.util.Locale;

/**
 * A word, name, value or sign of SQL text; comments are none.
 *
 * @param text in lower case, names and text literals without quotes, backslashes of escapes as they are
 */
public record SqlToken(Kind kind, String text) {

    public enum Kind {
        WORD,
        QUOTED_NAME,
        NUMBER,
        /** A text literal or a parameter. */
        VALUE,
        SIGN,
        /** What stands before the first and behind the last token. */
        NONE
    }

    public static final SqlToken ABSENT = new SqlToken(Kind.NONE, "");

    /** The text of a parameter or variable. */
    public static final String PARAMETER = ":";

    static SqlToken of(Kind kind, String text) {
        return new SqlToken(kind, text.toLowerCase(Locale.ROOT));
    }

    /** A text as a database may read it that compares names by their capital letters: some letters outside ASCII have one inside. */
    public static String folded(String text) {
        StringBuilder folded = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c != '\u0307') {
                folded.append(Character.toLowerCase(Character.toUpperCase(c)));
            }
        }
        return folded.toString();
    }

    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** Whether it is this key word or sign; a quoted name is no key word. */
    public boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && text.equals(word);
    }

    public boolean isOneOf(java.util.Set<String> words) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && words.contains(text);
    }
}
