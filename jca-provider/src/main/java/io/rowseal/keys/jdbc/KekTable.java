package io.rowseal.keys.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The name of the KEK table and the statements on it. Values are always bound, never part of the text. */
final class KekTable {

    static final String DEFAULT_NAME = "rowseal_kek";

    /** Needs no quotes, so that the database folds its case as for everybody else's statements. */
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    private static final int MAX_NAME_BYTES = 63;

    private static final String COLUMNS = "kek_id, purpose, scope, seq, created_at, state, recipients, check_value";

    private final @Nullable String schema;
    private final String name;

    KekTable(@Nullable String schema, String name) {
        this.schema = schema == null ? null : checked(schema, "schema");
        this.name = checked(name, "table");
    }

    static Stream<String> columns() {
        return Stream.of(COLUMNS.split(", ", -1));
    }

    private static String checked(String name, String what) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > MAX_NAME_BYTES || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a " + what + " name has 1 to " + MAX_NAME_BYTES
                    + " bytes and no control characters; this one has " + length + " bytes");
        }
        return name;
    }

    private String qualifiedName(Dialect dialect) {
        String table = identifier(name, dialect);
        return schema == null ? table : identifier(schema, dialect) + "." + table;
    }

    private static String identifier(String name, Dialect dialect) {
        if (PLAIN.matcher(name).matches()) {
            return name;
        }
        String quote = dialect.quote();
        return quote + name.replace(quote, quote + quote) + quote;
    }

    String select(Dialect dialect, String condition) {
        return "select " + COLUMNS + " from " + qualifiedName(dialect) + " where " + condition;
    }

    String selectAll(Dialect dialect) {
        return select(dialect, "1 = 1");
    }

    /** kek_id and state of a number of records. */
    String selectStates(Dialect dialect, int count) {
        return "select kek_id, state from " + qualifiedName(dialect) + " where kek_id in (?" + ", ?".repeat(count - 1)
                + ")";
    }

    String selectNone(Dialect dialect) {
        return select(dialect, "1 = 0");
    }

    String insert(Dialect dialect) {
        return "insert into " + qualifiedName(dialect) + " (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?)";
    }

    /** Compare and set: parameters are state and recipients, then all columns as they were read. */
    String update(Dialect dialect) {
        return "update " + qualifiedName(dialect)
                + " set state = ?, recipients = ? where kek_id = ? and purpose = ? and scope = ?"
                + " and seq = ? and created_at = ? and state = ? and recipients = ? and check_value = ?";
    }

    String ddl(Dialect dialect) {
        return dialect.ddl().replace(DEFAULT_NAME, qualifiedName(dialect));
    }

    @Override
    public String toString() {
        return qualifiedName(Dialect.H2);
    }
}
