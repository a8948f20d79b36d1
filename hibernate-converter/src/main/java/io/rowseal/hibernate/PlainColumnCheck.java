package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import io.rowseal.row.TableKeys;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.Table;
import org.jboss.logging.Logger;

/**
 * Finds ciphertext in columns that are mapped without encryption, in a few rows of each table: the application would show it to its
 * users, and write plaintext beside it. What looks like ciphertext only by chance is told apart by what else the table has.
 */
final class PlainColumnCheck {

    private static final Logger LOG = Logger.getLogger(PlainColumnCheck.class);

    private static final int ROWS = 5;
    private static final byte CELL = (byte) 0xF9;

    private final Connection connection;
    private final SessionFactoryImplementor factory;
    private final Dialect dialect;

    private PlainColumnCheck(Connection connection, SessionFactoryImplementor factory) {
        this.connection = connection;
        this.factory = factory;
        this.dialect = factory.getJdbcServices().getDialect();
    }

    /**
     * Looks at all tables.
     *
     * @throws ConfigurationException if an attribute without encryption reads ciphertext
     */
    static void check(EncryptedModel model, Metadata metadata, SessionFactoryImplementor factory) {
        if (RowsealSettings.isPlainColumnCheckSkipped(factory.getProperties())) {
            return;
        }
        List<String> found = new ArrayList<>();
        JdbcConnectionAccess access = factory.getJdbcServices().getBootstrapJdbcConnectionAccess();
        try {
            Connection connection = access.obtainConnection();
            try {
                PlainColumnCheck check = new PlainColumnCheck(connection, factory);
                PlainColumn.byTable(model, metadata)
                        .forEach((table, columns) -> found.addAll(check.encrypted(table, columns)));
            } finally {
                access.releaseConnection(connection);
            }
        } catch (SQLException e) {
            LOG.debug("columns without encryption were not looked at", e);
        }
        if (!found.isEmpty()) {
            throw new ConfigurationException(String.join(", ", found) + (found.size() == 1 ? " is" : " are")
                    + " mapped without encryption, but the first rows hold ciphertext, which the application would"
                    + " read as it is: @Encrypted was removed, or another application encrypts the column. Put"
                    + " @Encrypted back and decrypt the rows before you remove it (docs/migration.md); to read ciphertext"
                    + " on purpose set '" + RowsealSettings.PLAIN_COLUMN_CHECK + "' to skip");
        }
    }

    private List<String> encrypted(Table table, List<PlainColumn> columns) {
        String from = " from " + table.getQualifiedName(factory.getSqlStringGenerationContext());
        try (Statement statement = connection.createStatement()) {
            Set<String> present = names(statement, "select *" + from + " where 1 = 0");
            List<List<byte[]>> values = values(
                    statement,
                    "select "
                            + columns.stream()
                                    .map(column -> column.column().getQuotedName(dialect))
                                    .collect(Collectors.joining(", "))
                            + from,
                    columns.size());
            List<String> found = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                PlainColumn column = columns.get(i);
                if (isEncrypted(column, values.get(i), present)) {
                    found.add("attribute '" + column.attribute() + "' (column '"
                            + column.column().getName() + "' of table '" + table.getName() + "')");
                }
            }
            return found;
        } catch (SQLException e) {
            LOG.debugf(e, "columns without encryption of table %s were not looked at", table.getName());
            return List.of();
        } finally {
            endTransaction();
        }
    }

    private static Set<String> names(Statement statement, String query) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet none = statement.executeQuery(query)) {
            ResultSetMetaData metaData = none.getMetaData();
            for (int i = 1; i <= metaData.getColumnCount(); i++) {
                names.add(metaData.getColumnLabel(i).toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static List<List<byte[]>> values(Statement statement, String query, int width) throws SQLException {
        List<List<byte[]>> values = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            values.add(new ArrayList<>());
        }
        statement.setMaxRows(ROWS);
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                for (int i = 0; i < width; i++) {
                    if (rows.getObject(i + 1) != null) {
                        values.get(i).add(StoredBytes.of(rows, i + 1));
                    }
                }
            }
        }
        return values;
    }

    private static boolean isEncrypted(PlainColumn column, List<byte[]> values, Set<String> present) {
        if (column.text()) {
            return values.stream().anyMatch(value -> TableKeys.looksStored(value, true));
        }
        boolean ofRows = present.contains(RowKeyColumn.NAME);
        if (values.isEmpty()
                || !(ofRows || column.ofCollection())
                || !values.stream().allMatch(value -> TableKeys.looksStored(value, false))) {
            return false;
        }
        // A single random value begins like a cell once in 256 times.
        return values.size() > 1
                || values.get(0)[0] != CELL
                || present.contains(IndexColumn.named(column.column()).getName().toLowerCase(Locale.ROOT));
    }

    /** PostgreSQL refuses every statement of a transaction in which one failed. */
    private void endTransaction() {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            LOG.debug("a transaction that only read was not ended", e);
        }
    }
}
