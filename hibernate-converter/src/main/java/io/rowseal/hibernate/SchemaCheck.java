package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.boot.Metadata;
import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jboss.logging.Logger;

/**
 * Compares every column that encryption needs with the database, after Hibernate has created or changed what it is told to, and opens
 * values that are there. A column that is missing, of a wrong type or too small would otherwise garble or lose data later. Nothing
 * is changed; the statements that would help are part of the message.
 */
final class SchemaCheck implements SessionFactoryObserver {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = Logger.getLogger(SchemaCheck.class);

    private final transient EncryptedModel model;
    private final transient Metadata metadata;

    private SchemaCheck(EncryptedModel model, Metadata metadata) {
        this.model = model;
        this.metadata = metadata;
    }

    static void afterSchemaManagement(EncryptedModel model, Metadata metadata, SessionFactoryImplementor factory) {
        if (RowsealSettings.isSchemaCheckSkipped(factory.getProperties())) {
            LOG.warnf(
                    "%s=skip: the columns of encrypted attributes are not compared with the database",
                    RowsealSettings.SCHEMA_CHECK);
            return;
        }
        // Hibernate's own observer, which runs schema management, was added before the integrators are called.
        factory.addObserver(new SchemaCheck(model, metadata));
    }

    @Override
    public void sessionFactoryCreated(SessionFactory factory) {
        SessionFactoryImplementor implementor = factory.unwrap(SessionFactoryImplementor.class);
        List<SchemaFinding> findings = new ArrayList<>();
        JdbcConnectionAccess access = implementor.getJdbcServices().getBootstrapJdbcConnectionAccess();
        try {
            Connection connection = access.obtainConnection();
            try {
                SqlModeCheck.check(connection, metadata.getDatabase().getDialect());
                DatabaseColumns database = new DatabaseColumns(connection, implementor);
                SchemaDdl ddl = new SchemaDdl(metadata, implementor.getSqlStringGenerationContext());
                ExpectedColumn.byTable(model, metadata)
                        .forEach((table, columns) ->
                                findings.addAll(new TableComparison(table, database.of(table), ddl).compare(columns)));
                if (!findings.isEmpty()) {
                    throw new ConfigurationException(message(findings));
                }
                if (!RowsealSettings.isDataCheckSkipped(implementor.getProperties())) {
                    new StoredValuesCheck(connection, metadata, implementor).check(model);
                }
            } finally {
                access.releaseConnection(connection);
            }
        } catch (SQLException e) {
            throw new ConfigurationException(
                    "the columns of encrypted attributes can not be compared with the database: " + e.getMessage()
                            + ". Where there is no connection at start, set '" + RowsealSettings.SCHEMA_CHECK
                            + "' to skip",
                    e);
        }
    }

    private static String message(List<SchemaFinding> findings) {
        StringBuilder text = new StringBuilder(
                        "the database does not have the columns that encrypted attributes need. Nothing was")
                .append(" changed; apply the statements with your migration tool and start again:");
        for (SchemaFinding finding : findings) {
            text.append("\n- ").append(finding.what());
            finding.statements()
                    .forEach(
                            statement -> text.append("\n    ").append(statement).append(';'));
        }
        return text.toString();
    }
}
