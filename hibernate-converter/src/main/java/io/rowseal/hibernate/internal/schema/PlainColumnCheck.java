package io.rowseal.hibernate.internal.schema;

import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.model.IndexColumn;
import io.rowseal.hibernate.internal.model.StartFailures;
import io.rowseal.hibernate.internal.schema.PlainColumn.Content;
import io.rowseal.hibernate.internal.sql.StoredRowKey;
import io.rowseal.row.RowKeyBlock;
import io.rowseal.row.TableKeys;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jboss.logging.Logger;

/**
 * Finds ciphertext in columns that are mapped without encryption, in a few rows of each table: the application would show it to its
 * users, and write plaintext beside it. What looks like ciphertext only by chance is told apart by what else the table has.
 *
 * <p>Hibernate's schema tool converts columns of another type in place, which destroys ciphertext. So what it is told to change is
 * looked at before it runs too.
 */
public final class PlainColumnCheck {

    private static final Logger LOG = Logger.getLogger(PlainColumnCheck.class);

    private static final int ROWS = 5;

    private final Connection connection;
    private final SessionFactoryImplementor factory;
    private final Dialect dialect;
    private final TableRows rows;
    private final PlainColumnFindings findings;

    private PlainColumnCheck(Connection connection, SessionFactoryImplementor factory, PlainColumnFindings findings) {
        this.connection = connection;
        this.factory = factory;
        this.dialect = factory.getJdbcServices().getDialect();
        this.rows = new TableRows(connection, dialect, factory.getSqlStringGenerationContext());
        this.findings = findings;
    }

    /** Looks at all tables that are there, if the schema tool is told to change or to compare them and nothing is refused yet. */
    public static void before(
            EncryptedModel model, Metadata metadata, SessionFactoryImplementor factory, StartFailures failures) {
        if (!failures.isEmpty()) {
            // The schema tool will not run, and attributes that were refused look as if they were not encrypted.
            return;
        }
        SchemaAction action = SchemaAction.of(metadata, factory.getProperties());
        if (action == SchemaAction.CHANGE || action == SchemaAction.VALIDATE) {
            check(model, metadata, factory, new PlainColumnFindings(action == SchemaAction.CHANGE), failures);
        }
    }

    /** Looks at all tables after the schema tool ran. */
    public static void after(
            EncryptedModel model, Metadata metadata, SessionFactoryImplementor factory, StartFailures failures) {
        check(model, metadata, factory, new PlainColumnFindings(false), failures);
    }

    private static void check(
            EncryptedModel model,
            Metadata metadata,
            SessionFactoryImplementor factory,
            PlainColumnFindings findings,
            StartFailures failures) {
        if (RowsealSettings.isPlainColumnCheckSkipped(factory.getProperties())) {
            return;
        }
        JdbcConnectionAccess access = factory.getJdbcServices().getBootstrapJdbcConnectionAccess();
        try {
            Connection connection = access.obtainConnection();
            try {
                PlainColumnCheck check = new PlainColumnCheck(connection, factory, findings);
                PlainColumn.byTable(model, metadata).forEach(check::look);
            } finally {
                access.releaseConnection(connection);
            }
        } catch (SQLException e) {
            LOG.debug("columns without encryption were not looked at", e);
        }
        findings.addTo(failures);
    }

    private void look(Table table, List<PlainColumn> columns) {
        String from = " from " + table.getQualifiedName(factory.getSqlStringGenerationContext());
        try (Statement statement = connection.createStatement()) {
            Map<String, StoredType> present = types(statement, "select *" + from + " where 1 = 0");
            List<PlainColumn> alike = new ArrayList<>();
            for (PlainColumn column : columns) {
                StoredType type = present.get(nameOf(column.column()));
                if (type != null && type.content() != Content.OTHER && type.content() != column.content()) {
                    lookAtOtherType(table, column, type, present.containsKey(StoredRowKey.COLUMN));
                } else if (type != null && column.shown()) {
                    alike.add(column);
                }
            }
            if (!alike.isEmpty()) {
                String names = alike.stream()
                        .map(column -> column.column().getQuotedName(dialect))
                        .collect(Collectors.joining(", "));
                lookAt(table, alike, values(statement, "select " + names + from, alike.size()), present.keySet());
            }
        } catch (SQLException e) {
            LOG.debugf(e, "columns without encryption of table %s were not looked at", table.getName());
        } finally {
            endTransaction();
        }
    }

    /** A value that is not what the mapping reads needs no other sign than its form. */
    private void lookAtOtherType(Table table, PlainColumn column, StoredType type, boolean ofRows) {
        Optional<List<byte[]>> values = rows.firstValues(table, column.column());
        boolean text = type.content() == Content.TEXT;
        if (values.orElse(List.of()).stream().anyMatch(value -> TableKeys.looksStored(value, text))) {
            findings.encryptedInOtherType(table, column, type.name());
        } else if (!text
                && ofRows
                && column.content() != Content.OTHER
                && values.map(found -> !found.isEmpty()).orElse(true)) {
            findings.otherType(table, column, type.name());
        }
    }

    private void lookAt(Table table, List<PlainColumn> columns, List<List<byte[]>> values, Set<String> present) {
        for (int i = 0; i < columns.size(); i++) {
            PlainColumn column = columns.get(i);
            boolean ofRows = present.contains(StoredRowKey.COLUMN) || column.ofCollection();
            if (isEncrypted(column, values.get(i), present)) {
                findings.encrypted(table, column);
            } else if (column.content() == Content.TEXT && ofRows && ConvertedCiphertext.isCertain(values.get(i))) {
                findings.converted(table, column);
            }
        }
    }

    /** The type of a column in the database. */
    private record StoredType(Content content, String name) {}

    private static String nameOf(Column column) {
        return column.getName().toLowerCase(Locale.ROOT);
    }

    private static Map<String, StoredType> types(Statement statement, String query) throws SQLException {
        Map<String, StoredType> types = new HashMap<>();
        try (ResultSet none = statement.executeQuery(query)) {
            ResultSetMetaData metaData = none.getMetaData();
            for (int i = 1; i <= metaData.getColumnCount(); i++) {
                types.put(
                        metaData.getColumnLabel(i).toLowerCase(Locale.ROOT),
                        new StoredType(
                                Content.ofDatabase(metaData.getColumnType(i)),
                                metaData.getColumnTypeName(i).toLowerCase(Locale.ROOT)));
            }
        }
        return types;
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
        if (column.content() == Content.TEXT) {
            return values.stream().anyMatch(value -> TableKeys.looksStored(value, true));
        }
        boolean ofRows = present.contains(StoredRowKey.COLUMN);
        if (values.isEmpty()
                || !(ofRows || column.ofCollection())
                || !values.stream().allMatch(value -> TableKeys.looksStored(value, false))) {
            return false;
        }
        // A single random value begins like a cell once in 256 times.
        return values.size() > 1
                || !RowKeyBlock.isCell(values.get(0))
                || present.contains(nameOf(IndexColumn.named(column.column())));
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
