package io.rowseal.hibernate.internal.schema;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.model.ExpectedColumn;
import io.rowseal.hibernate.internal.model.StartFailures;
import io.rowseal.hibernate.internal.schema.DatabaseColumns.TableColumns;
import io.rowseal.hibernate.internal.stored.StoredValuesCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.Table;
import org.jboss.logging.Logger;

/**
 * Compares every column that encryption needs with the database, and opens values that are there. A column that is missing, of a
 * wrong type or too small would otherwise garble or lose data later. Nothing is changed; the statements that would help, and
 * destroy nothing, are part of the message.
 *
 * <p>Hibernate's schema tool runs in between, if it is told to: what it would convert or refuse is looked at before, all of it after.
 */
public final class SchemaCheck {

    private static final Logger LOG = Logger.getLogger(SchemaCheck.class);

    private final EncryptedModel model;
    private final Metadata metadata;

    private SchemaCheck(EncryptedModel model, Metadata metadata) {
        this.model = model;
        this.metadata = metadata;
    }

    /**
     * Compares what has to be compared before the schema tool runs.
     *
     * @param failures what stops the start already: then this is the only time at which columns are compared
     */
    public static void before(
            EncryptedModel model, Metadata metadata, SessionFactoryImplementor factory, StartFailures failures) {
        if (RowsealSettings.isSchemaCheckSkipped(factory.getProperties())) {
            LOG.warnf(
                    "%s=skip: the columns of encrypted attributes are not compared with the database",
                    RowsealSettings.SCHEMA_CHECK);
            return;
        }
        SchemaCheck check = new SchemaCheck(model, metadata);
        SchemaAction action = SchemaAction.of(metadata, factory.getProperties());
        if (action == SchemaAction.DROP) {
            failures.run(() -> connected(factory, check::requireDialect));
        }
        if (action == SchemaAction.CHANGE) {
            failures.run(() -> check.compare(factory, TableComparison::compareExisting, false));
        } else if (action == SchemaAction.VALIDATE || (action == SchemaAction.NONE && !failures.isEmpty())) {
            failures.run(() -> check.compare(factory, TableComparison::compare, false));
        }
    }

    /** Compares all columns after the schema tool ran, and opens values. */
    public static void after(EncryptedModel model, Metadata metadata, SessionFactoryImplementor factory) {
        if (!RowsealSettings.isSchemaCheckSkipped(factory.getProperties())) {
            new SchemaCheck(model, metadata).compare(factory, TableComparison::compare, true);
        }
    }

    /** How the tables are compared. */
    private interface Comparison {
        List<SchemaFinding> of(TableComparison table, Set<ExpectedColumn> columns);
    }

    /** What is done with a connection. */
    private interface Work {
        void with(Connection connection) throws SQLException;
    }

    private static void connected(SessionFactoryImplementor factory, Work work) {
        JdbcConnectionAccess access = factory.getJdbcServices().getBootstrapJdbcConnectionAccess();
        try {
            Connection connection = access.obtainConnection();
            try {
                work.with(connection);
            } finally {
                access.releaseConnection(connection);
            }
        } catch (SQLException e) {
            throw new ConfigurationException(
                    "the columns of encrypted attributes cannot be compared with the database: " + e.getMessage()
                            + ". Where there is no connection at start, set '" + RowsealSettings.SCHEMA_CHECK
                            + "' to skip",
                    e);
        }
    }

    private void requireDialect(Connection connection) throws SQLException {
        DialectCheck.check(connection, model, metadata.getDatabase().getDialect());
    }

    private void compare(SessionFactoryImplementor factory, Comparison comparison, boolean values) {
        connected(factory, connection -> compare(connection, factory, comparison, values));
    }

    private void compare(
            Connection connection, SessionFactoryImplementor factory, Comparison comparison, boolean values)
            throws SQLException {
        requireDialect(connection);
        SqlModeCheck.check(connection, metadata.getDatabase().getDialect());
        DatabaseColumns database = new DatabaseColumns(connection, factory);
        SchemaDdl ddl = new SchemaDdl(metadata, factory.getSqlStringGenerationContext());
        TableRows rows =
                new TableRows(connection, metadata.getDatabase().getDialect(), factory.getSqlStringGenerationContext());
        boolean changed = SchemaAction.of(metadata, factory.getProperties()) == SchemaAction.CHANGE;
        List<SchemaFinding> findings = new ArrayList<>();
        for (Map.Entry<Table, Set<ExpectedColumn>> table :
                ExpectedColumn.byTable(model, metadata).entrySet()) {
            TableColumns columns = database.of(table.getKey());
            List<SchemaFinding> found =
                    comparison.of(new TableComparison(table.getKey(), columns, ddl, rows, changed), table.getValue());
            boolean view = !found.isEmpty() && database.isView(table.getKey());
            findings.addAll(
                    view
                            ? new TableComparison(table.getKey(), columns, ddl, rows, changed)
                                    .compareView(table.getValue())
                            : found);
        }
        if (!findings.isEmpty()) {
            throw new ConfigurationException(SchemaFinding.message(RunningMigration.certain(connection), findings)
                    + RunningMigration.possible(connection));
        }
        if (values && !RowsealSettings.isDataCheckSkipped(factory.getProperties())) {
            new StoredValuesCheck(connection, metadata, factory).check(model);
        }
    }
}
