package io.rowseal.hibernate;

import java.util.regex.Pattern;

/** Looks for names in SQL that is not parsed. */
final class SqlMention {

    private SqlMention() {}

    /** Whether a name stands in the SQL as a word, in upper or lower case. */
    static boolean names(String sql, String name) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])", Pattern.CASE_INSENSITIVE)
                .matcher(sql)
                .find();
    }
}
