package io.rowseal.hibernate.internal.sql;

import java.util.regex.Pattern;

/** Looks for names in SQL that is not parsed. */
public final class SqlMention {

    private SqlMention() {}

    /** Whether a name stands in the SQL as a word, in upper or lower case. */
    public static boolean names(String sql, String name) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])", Pattern.CASE_INSENSITIVE)
                .matcher(sql)
                .find();
    }
}
