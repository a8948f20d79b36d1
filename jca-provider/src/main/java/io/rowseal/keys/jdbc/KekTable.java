package io.rowseal.keys.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of the KEK table and the statements on it. Values are always bound, never part of the text. */
final class KekTable {

    static final String DEFAULT_NAME = "rowseal_kek";

    /** Needs no quotes, so that the database folds its case as for everybody else's statements. */
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    private static final int MAX_NAME_BYTES = 63;

    private static final String COLUMNS = "kek_id, purpose, scope, seq, created_at, state, recipients, check_value";

    private final String qualifiedName;

    KekTable(@Nullable String schema, String name) {
        this.qualifiedName = (schema == null ? "" : identifier(schema, "schema") + ".") + identifier(name, "table");
    }

    private static String identifier(String name, String what) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > MAX_NAME_BYTES || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a " + what + " name has 1 to " + MAX_NAME_BYTES
                    + " bytes and no control characters; this one has " + length + " bytes");
        }
        return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    String select(String condition) {
        return "select " + COLUMNS + " from " + qualifiedName + " where " + condition;
    }

    String selectAll() {
        return select("1 = 1");
    }

    String selectNone() {
        return select("1 = 0");
    }

    String insert() {
        return "insert into " + qualifiedName + " (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?)";
    }

    /** Compare and set: parameters are state and recipients, then all columns as they were read. */
    String update() {
        return "update " + qualifiedName
                + " set state = ?, recipients = ? where kek_id = ? and purpose = ? and scope = ?"
                + " and seq = ? and created_at = ? and state = ? and recipients = ? and check_value = ?";
    }

    String ddl(Dialect dialect) {
        return dialect.ddl().replace(DEFAULT_NAME, qualifiedName);
    }

    @Override
    public String toString() {
        return qualifiedName;
    }
}
