package io.rowseal.hibernate.internal.sql;

import io.rowseal.hibernate.internal.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits SQL text of the supported databases into tokens. */
public final class SqlTokens {

    private final String sql;
    private final boolean mysql;
    private final boolean slashes;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;
    private boolean readable = true;
    private boolean escapedText;
    private boolean escapedName;

    private SqlTokens(String sql, SqlFragments database) {
        this.sql = sql;
        this.mysql = database == SqlFragments.MYSQL;
        this.slashes = database == SqlFragments.H2 || database == SqlFragments.HSQLDB;
    }

    /** The tokens; empty if the text ends within a literal, name or comment, or cannot be split for another reason. */
    public static Optional<List<SqlToken>> of(String sql, SqlFragments database) {
        SqlTokens split = new SqlTokens(sql, database);
        split.all();
        boolean clear = split.readable && !split.escapedText && !split.escapedName;
        return clear ? Optional.of(split.tokens) : Optional.empty();
    }

    /** Whether names are written with Unicode escapes, so that they could be any. */
    public static boolean hasEscapedNames(String sql, SqlFragments database) {
        SqlTokens split = new SqlTokens(sql, database);
        split.all();
        return split.escapedName;
    }

    private void all() {
        while (at < sql.length() && readable) {
            char c = sql.charAt(at);
            if (Character.isWhitespace(c) || c == '\\') {
                at++;
            } else if (starts("/*")) {
                comment();
            } else if (isLineComment()) {
                lineComment();
            } else if (slashes && starts("//")) {
                // A comment for H2 and HSQLDB, a sign that nobody needs.
                readable = false;
            } else if (c == '\'') {
                literal(mysql);
            } else if (c == '"' || c == '`') {
                quotedName(c);
            } else if (c == '$' && !mysql && dollarQuoted()) {
                continue;
            } else if (Character.isDigit(c)) {
                number();
            } else if (isNameStart(c)) {
                word();
            } else if (((c == ':' && !starts("::")) || (c == '@' && mysql)) && isNameStart(peek(1))) {
                // Elsewhere a sign: operators such as PostgreSQL's @@ can stand before a column without a space.
                at++;
                name();
                add(Kind.VALUE, SqlToken.PARAMETER);
            } else {
                sign();
            }
        }
    }

    private boolean isLineComment() {
        if (starts("--")) {
            return !mysql || at + 2 >= sql.length() || sql.charAt(at + 2) <= ' ';
        }
        return mysql && sql.charAt(at) == '#';
    }

    /** Databases differ in whether a carriage return ends it. */
    private void lineComment() {
        int end = sql.indexOf('\n', at);
        end = end < 0 ? sql.length() : end;
        int carriageReturn = sql.indexOf('\r', at);
        readable &= carriageReturn < 0 || carriageReturn >= end - 1;
        at = end;
    }

    /** MySQL and MariaDB run what is in comments that begin with {@code /*!}. */
    private void comment() {
        if (mysql && (starts("/*!") || starts("/*M!"))) {
            readable = false;
            return;
        }
        int depth = 0;
        while (at < sql.length()) {
            if (starts("/*") && (depth == 0 || !mysql)) {
                depth++;
                at += 2;
            } else if (starts("*/")) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return;
                }
            } else {
                at++;
            }
        }
        readable = false;
    }

    private void literal(boolean backslashes) {
        add(Kind.VALUE, quoted('\'', backslashes));
    }

    private void quotedName(char quote) {
        String text = quoted(quote, mysql && quote == '"');
        // A name with Unicode escapes, which could spell any name.
        readable &= mysql || text.indexOf('\\') < 0;
        add(Kind.QUOTED_NAME, text);
    }

    private String quoted(char quote, boolean backslashes) {
        StringBuilder text = new StringBuilder();
        for (at++; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if (c == '\\' && backslashes) {
                // With sql_mode NO_BACKSLASH_ESCAPES the text would end here.
                readable &= !mysql || peek(1) != quote;
                text.append(c).append(peek(1));
                at++;
            } else if (c == quote) {
                if (peek(1) != quote) {
                    at++;
                    return text.toString();
                }
                at++;
                text.append(c);
            } else {
                text.append(c);
            }
        }
        readable = false;
        return "";
    }

    private boolean dollarQuoted() {
        int end = at + 1;
        while (end < sql.length() && isNamePart(sql.charAt(end)) && sql.charAt(end) != '$') {
            end++;
        }
        if (end >= sql.length() || sql.charAt(end) != '$') {
            return false;
        }
        String tag = sql.substring(at, end + 1);
        int close = sql.indexOf(tag, end + 1);
        if (close < 0) {
            readable = false;
            return true;
        }
        add(Kind.VALUE, sql.substring(end + 1, close));
        at = close + tag.length();
        return true;
    }

    private void number() {
        int start = at;
        while (at < sql.length() && (isNamePart(sql.charAt(at)) || sql.charAt(at) == '.')) {
            at++;
        }
        add(Kind.NUMBER, sql.substring(start, at));
    }

    private void word() {
        String word = name();
        if (!mysql && word.equalsIgnoreCase("u") && peek(0) == '&' && (peek(1) == '"' || peek(1) == '\'')) {
            escapedName |= peek(1) == '"';
            escapedText |= peek(1) == '\'';
            at++;
            return;
        }
        if (peek(0) == '\'') {
            // E'...', X'...', N'...', _utf8mb4'...'
            literal(mysql || word.equalsIgnoreCase("e"));
            return;
        }
        add(Kind.WORD, word);
    }

    private String name() {
        int start = at;
        while (at < sql.length() && isNamePart(sql.charAt(at))) {
            at++;
        }
        return sql.substring(start, at);
    }

    private void sign() {
        int length = starts("::") ? 2 : 1;
        add(Kind.SIGN, sql.substring(at, at + length));
        at += length;
    }

    private void add(Kind kind, String text) {
        tokens.add(SqlToken.of(kind, text));
    }

    private char peek(int ahead) {
        return at + ahead < sql.length() ? sql.charAt(at + ahead) : ' ';
    }

    private boolean starts(String text) {
        return sql.startsWith(text, at);
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
