package io.rowseal.hibernate;

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
final class RunningMigration {

    private static final Logger LOG = Logger.getLogger(RunningMigration.class);

    private static final String LIQUIBASE_LOCK = "DATABASECHANGELOGLOCK";
    private static final String FLYWAY_HISTORY = "flyway_schema_history";

    private RunningMigration() {}

    /** A sentence to begin a message with, empty if there is no such tool. */
    static String hint(Connection connection) {
        try {
            if (exists(connection, LIQUIBASE_LOCK)) {
                return isLocked(connection)
                        ? "Liquibase is migrating this database right now: let it finish, and start again before anything else. "
                        : "If Liquibase migrates in another thread or process, let it finish first. ";
            }
            return exists(connection, FLYWAY_HISTORY)
                    ? "If Flyway migrates in another thread or process, let it finish first. "
                    : "";
        } catch (SQLException e) {
            LOG.debug("migration tools were not looked for", e);
            return "";
        }
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        for (String name : List.of(table, table.toLowerCase(Locale.ROOT), table.toUpperCase(Locale.ROOT))) {
            try (ResultSet rows = metaData.getTables(
                    connection.getCatalog(), null, name.replace("_", metaData.getSearchStringEscape() + "_"), null)) {
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
