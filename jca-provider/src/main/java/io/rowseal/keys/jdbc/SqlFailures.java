package io.rowseal.keys.jdbc;

import io.rowseal.ConfigurationException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.RowsealException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures that go away by themselves from those that somebody has to put right, by SQLState. H2 has states of its own
 * that begin with 90; MariaDB and MySQL have one state for many failures and tell them apart by error codes.
 */
final class SqlFailures {

    private static final Set<String> TABLE_MISSING = Set.of("42P01", "3F000", "42S02", "42S03", "42S04", "90079");
    private static final Set<String> COLUMN_MISSING = Set.of("42703", "42804", "42S22");
    private static final Set<String> DENIED = Set.of("42501", "90096", "90040");
    private static final Set<String> NO_DATABASE = Set.of("3D000", "90146", "90149", "90013");

    /** Classes of SQLState: feature, data, constraint, transaction state, login, catalog, schema, syntax or access. */
    private static final Set<String> TO_PUT_RIGHT = Set.of("0A", "22", "23", "25", "28", "3D", "3F", "42");

    private static final String UNIQUE_VIOLATION = "23505";

    /** Of MariaDB and MySQL, which other databases do not use with the same state. */
    private static final String DUPLICATE_ENTRY = "23000/1062";

    /** HSQLDB does not tell a missing table from a missing column or right. */
    private static final String HSQLDB_NOT_FOUND = "42501/-5501";

    private static final String UNKNOWN_DATABASE = "42000/1049";
    private static final Set<String> DENIED_CODES = Set.of("42000/1044", "42000/1142", "42000/1143");

    private static final String H2_MEMORY = "jdbc:h2:mem:";

    private SqlFailures() {}

    /** The store holds no connection between two calls. */
    private static String forgotten(String location) {
        return location.startsWith(H2_MEMORY)
                ? "\nand if nothing else keeps a connection open, add ;DB_CLOSE_DELAY=-1 to the URL: H2 drops a database in"
                        + " memory with its last connection"
                : "";
    }

    static boolean isUniqueViolation(SQLException failure) {
        return UNIQUE_VIOLATION.equals(failure.getSQLState()) || DUPLICATE_ENTRY.equals(code(failure));
    }

    static boolean isTableMissing(SQLException failure) {
        // Where a schema is a database.
        return TABLE_MISSING.contains(state(failure))
                || UNKNOWN_DATABASE.equals(code(failure))
                || (HSQLDB_NOT_FOUND.equals(code(failure)) && !isHsqldbColumn(failure));
    }

    private static boolean isHsqldbColumn(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return HSQLDB_NOT_FOUND.equals(code(failure))
                && KekTable.columns().anyMatch(column -> message.matches("(?is).*not found: " + column + "\\b.*"));
    }

    static boolean isDenied(SQLException failure) {
        return DENIED.contains(state(failure)) || DENIED_CODES.contains(code(failure));
    }

    /**
     * What a failure means to a caller.
     *
     * @param dialect null if the failure came before it was known
     */
    static RowsealException translate(
            SQLException failure, String location, KekTable table, @Nullable Dialect dialect) {
        String state = state(failure);
        String where = "the KEK store in table " + table + " of " + location;
        boolean unknownDatabase = dialect == null && UNKNOWN_DATABASE.equals(code(failure));
        if (isTableMissing(failure) && !unknownDatabase) {
            return new ConfigurationException(
                    where + " cannot be used, because the table or its schema is missing"
                            + (HSQLDB_NOT_FOUND.equals(code(failure))
                                    ? ", or the database user has no right to it"
                                    : "")
                            + ": create it with\n"
                            + (dialect == null ? "the DDL of JdbcKekStore.ddl" : table.ddl(dialect))
                            + forgotten(location),
                    failure);
        }
        if (COLUMN_MISSING.contains(state) || isHsqldbColumn(failure)) {
            return new ConfigurationException(
                    where + " cannot be used, because the table has other columns than\n"
                            + (dialect == null ? "the DDL of JdbcKekStore.ddl" : table.ddl(dialect)),
                    failure);
        }
        if (isDenied(failure)) {
            return new ConfigurationException(
                    where + " cannot be used, because its database user lacks a right: grant select, insert and update"
                            + " on the table",
                    failure);
        }
        if (NO_DATABASE.contains(state) || unknownDatabase) {
            return new ConfigurationException(
                    where + " cannot be used, because the database does not exist: create it or correct the URL",
                    failure);
        }
        if (state.startsWith("28")) {
            return new ConfigurationException(
                    where + " cannot be used, because the database refuses the login: correct user and password",
                    failure);
        }
        if (state.length() >= 2 && TO_PUT_RIGHT.contains(state.substring(0, 2))) {
            return new ConfigurationException(
                    where + " failed (SQLState " + state + "): the cause tells what the database refuses", failure);
        }
        return new KeyUnavailableException(
                where + " cannot be reached (SQLState " + state + "): check the database, then try again", failure);
    }

    private static String code(SQLException failure) {
        return state(failure) + "/" + failure.getErrorCode();
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "unknown" : state;
    }
}
