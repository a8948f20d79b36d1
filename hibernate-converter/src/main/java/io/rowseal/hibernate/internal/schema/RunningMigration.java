package io.rowseal.hibernate.internal.schema;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/**
 * Tells of a migration tool that may still be at work, in another thread or on another host: then what is missing is about to
 * come, and statements applied by hand would get in its way.
 */
public final class RunningMigration {

    private static final Logger LOG = Logger.getLogger(RunningMigration.class);

    private static final String LIQUIBASE_LOCK = "DATABASECHANGELOGLOCK";
    private static final String FLYWAY_HISTORY = "flyway_schema_history";

    private RunningMigration() {}

    /** A sentence to begin a message with, empty unless such a tool is surely at work. */
    static String certain(Connection connection) {
        return sentence(() -> exists(connection, LIQUIBASE_LOCK) && isLocked(connection)
                ? "Liquibase is migrating this database right now: let it finish, and start again before anything else. "
                : "");
    }

    /** A sentence to end a message with, empty if there is no such tool. */
    static String possible(Connection connection) {
        return sentence(() -> {
            String tool = exists(connection, LIQUIBASE_LOCK)
                    ? "Liquibase"
                    : exists(connection, FLYWAY_HISTORY) ? "Flyway" : null;
            return tool == null
                    ? ""
                    : "\nIf " + tool
                            + " is still migrating in another thread or process, let it finish and start again.";
        });
    }

    private interface Look {
        String at() throws SQLException;
    }

    private static String sentence(Look look) {
        try {
            return look.at();
        } catch (SQLException e) {
            LOG.debug("migration tools were not looked for", e);
            return "";
        }
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        for (String name : List.of(table, table.toLowerCase(Locale.ROOT), table.toUpperCase(Locale.ROOT))) {
            try (ResultSet rows = metaData.getTables(
                    connection.getCatalog(),
                    connection.getSchema(),
                    name.replace("_", metaData.getSearchStringEscape() + "_"),
                    null)) {
                if (rows.next()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isLocked(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select LOCKED from " + LIQUIBASE_LOCK)) {
            boolean locked = false;
            while (rows.next()) {
                locked |= rows.getBoolean(1);
            }
            return locked;
        } finally {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        }
    }
}
