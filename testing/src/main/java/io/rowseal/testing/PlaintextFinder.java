package io.rowseal.testing;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Searches all tables of a database for a value in clear: as text, as bytes, in UTF-8, UTF-16 and Latin-1, and each of these in
 * hexadecimal and Base64 too, also as a part of something longer. It reads every row that is committed, so it is for the small
 * databases of tests. It does not see what only the server's files contain, such as logs and deleted rows, and it does not look into
 * compressed values.
 *
 * <p>Messages name tables and columns, never the value. Thread safe if the DataSource is.
 */
public final class PlaintextFinder {

    private static final Set<String> SYSTEM_SCHEMAS =
            Set.of("information_schema", "pg_catalog", "pg_toast", "system_lobs");

    private static final Set<Integer> BINARY_TYPES =
            Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB);

    private final DataSource database;

    private record Table(String catalog, String schema, String name) {

        String quoted(String quote) {
            return Stream.of(catalog, schema, name)
                    .filter(part -> !part.isEmpty())
                    .map(part -> quote + part.replace(quote, quote + quote) + quote)
                    .reduce((left, right) -> left + "." + right)
                    .orElseThrow();
        }
    }

    private PlaintextFinder(DataSource database) {
        this.database = database;
    }

    /** Searches the database that the connections lead to, in all its schemas. */
    public static PlaintextFinder in(DataSource database) {
        return new PlaintextFinder(Objects.requireNonNull(database, "database"));
    }

    /**
     * Fails if the value is in a table.
     *
     * @throws AssertionError if the value was found, or if there was no row to search
     * @throws IllegalArgumentException if the value has less than four bytes, so few as ciphertext contains by chance
     * @throws SQLException if the database cannot be read
     */
    public void assertAbsent(String value) throws SQLException {
        requireNone(search(SearchedForms.of(value), true));
    }

    /**
     * Fails if the bytes are in a table.
     *
     * @throws AssertionError if the bytes were found, or if there was no row to search
     * @throws IllegalArgumentException if there are less than four bytes, so few as ciphertext contains by chance
     * @throws SQLException if the database cannot be read
     */
    public void assertAbsent(byte[] value) throws SQLException {
        requireNone(search(SearchedForms.of(value), true));
    }

    /**
     * Where the value is.
     *
     * @return a text such as {@code patient.name (Base64 of UTF-8)} for each column that contains it
     * @throws IllegalArgumentException if the value has less than four bytes, so few as ciphertext contains by chance
     * @throws SQLException if the database cannot be read
     */
    public List<String> find(String value) throws SQLException {
        return search(SearchedForms.of(value), false);
    }

    /**
     * Where the bytes are.
     *
     * @return a text such as {@code patient.picture (bytes)} for each column that contains them
     * @throws IllegalArgumentException if there are less than four bytes, so few as ciphertext contains by chance
     * @throws SQLException if the database cannot be read
     */
    public List<String> find(byte[] value) throws SQLException {
        return search(SearchedForms.of(value), false);
    }

    private static void requireNone(List<String> found) {
        if (!found.isEmpty()) {
            throw new AssertionError("the value is in clear in " + String.join(", ", found)
                    + ": its attribute is not encrypted. Put @Encrypted on it and encrypt the rows that exist.");
        }
    }

    private List<String> search(SearchedForms forms, boolean requireRows) throws SQLException {
        List<String> found = new ArrayList<>();
        boolean anyRow = false;
        try (Connection connection = database.getConnection()) {
            String quote = connection.getMetaData().getIdentifierQuoteString().strip();
            for (Table table : tables(connection)) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("select * from " + table.quoted(quote))) {
                    while (rows.next()) {
                        anyRow = true;
                        search(rows, table, forms, found);
                    }
                }
            }
        }
        if (requireRows && !anyRow) {
            throw new AssertionError("no table has a committed row: the test wrote elsewhere or has not committed yet."
                    + " Search after the commit, in the DataSource that the test writes to.");
        }
        return found;
    }

    private static void search(ResultSet row, Table table, SearchedForms forms, List<String> found)
            throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            String form = forms.in(content(row, column, columns.getColumnType(column)));
            String place = table.name() + "." + columns.getColumnName(column) + " (" + form + ")";
            if (!form.isEmpty() && !found.contains(place)) {
                found.add(place);
            }
        }
    }

    private static byte[] content(ResultSet row, int column, int type) throws SQLException {
        if (BINARY_TYPES.contains(type)) {
            byte[] content = row.getBytes(column);
            return content == null ? new byte[0] : content;
        }
        return Objects.requireNonNullElse(row.getString(column), "").getBytes(StandardCharsets.UTF_8);
    }

    private static List<Table> tables(Connection connection) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        List<Table> tables = new ArrayList<>();
        try (ResultSet listed =
                metaData.getTables(connection.getCatalog(), null, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (listed.next()) {
                String schema = Objects.requireNonNullElse(listed.getString("TABLE_SCHEM"), "");
                String catalog = Objects.requireNonNullElse(listed.getString("TABLE_CAT"), "");
                if (!SYSTEM_SCHEMAS.contains(schema.toLowerCase(Locale.ROOT))) {
                    // PostgreSQL and H2 have schemas and one catalog for each connection, MariaDB has catalogs alone.
                    tables.add(new Table(schema.isEmpty() ? catalog : "", schema, listed.getString("TABLE_NAME")));
                }
            }
        }
        return tables;
    }
}
