package io.rowseal.keys.jdbc;

import io.rowseal.ConfigurationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Makes a commit mean that the record survives a crash.
 *
 * <p>PostgreSQL: {@code synchronous_commit} is raised to {@code on} for the transaction. H2 keeps a commit in memory for up to
 * WRITE_DELAY milliseconds (500 by default), where a killed process loses it, so that {@code CHECKPOINT SYNC} follows; it needs
 * an administrator of the database. Without that right the store works only with WRITE_DELAY=0, which survives the end of the
 * process but, as H2 does not force the file then, not always a power failure. MariaDB and MySQL force a commit to disk if
 * {@code innodb_flush_log_at_trx_commit} is 1, and HSQLDB if {@code hsqldb.write_delay} is false, which only an administrator can set, so that they are checked. Thread safe.
 */
final class DurableWrites {

    private static final String CHECKPOINT = "CHECKPOINT SYNC";

    private static final String HSQLDB_MEMORY = "jdbc:hsqldb:mem:";

    private volatile boolean checked;
    private volatile boolean checkpoint;

    /** Before the first statement of a transaction; fails if its commit would not be durable. */
    void begin(Connection connection, Dialect dialect) throws SQLException {
        switch (dialect) {
            case POSTGRESQL ->
                execute(
                        connection,
                        "select case when current_setting('synchronous_commit') not in ('on', 'remote_apply')"
                                + " then set_config('synchronous_commit', 'on', true) end");
            case H2 -> {
                if (!checked) {
                    checkpoint = isPersistent(connection) && canCheckpoint(connection);
                    checked = true;
                }
            }
            case HSQLDB -> requireWritesAtOnce(connection);
            case MARIADB, MYSQL -> requireForcedCommits(connection);
        }
    }

    /** After the commit. */
    void end(Connection connection, Dialect dialect) throws SQLException {
        if (dialect == Dialect.H2 && checkpoint) {
            execute(connection, CHECKPOINT);
        }
    }

    private static void requireForcedCommits(Connection connection) throws SQLException {
        String flush = query(connection, "select @@innodb_flush_log_at_trx_commit");
        if (!"1".equals(flush)) {
            throw new ConfigurationException(
                    "the KEK store cannot make new keys durable in this database (innodb_flush_log_at_trx_commit="
                            + flush + "): let an administrator set it to 1, or keep the KEK table in another database");
        }
    }

    /** By default the log of HSQLDB is written every half second. */
    private static void requireWritesAtOnce(Connection connection) throws SQLException {
        if (connection.getMetaData().getURL().startsWith(HSQLDB_MEMORY)) {
            return;
        }
        String delay = query(
                connection,
                "select property_value from information_schema.system_properties where property_name ="
                        + " 'hsqldb.write_delay'");
        if (!"false".equals(delay)) {
            throw new ConfigurationException(
                    "the KEK store cannot make new keys durable in this HSQLDB database (hsqldb.write_delay=" + delay
                            + "): let an administrator run SET FILES WRITE DELAY FALSE, or keep the KEK table in"
                            + " another database");
        }
    }

    private static boolean isPersistent(Connection connection) throws SQLException {
        return query(connection, "select database_path()") != null;
    }

    private static boolean canCheckpoint(Connection connection) throws SQLException {
        try {
            execute(connection, CHECKPOINT);
            return true;
        } catch (SQLException e) {
            if (!SqlFailures.isDenied(e)) {
                throw e;
            }
            String delay = query(
                    connection,
                    "select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'");
            if ("0".equals(delay)) {
                return false;
            }
            throw new ConfigurationException(
                    "the KEK store cannot make new keys durable in this H2 database (WRITE_DELAY=" + delay
                            + "): give its database user the ADMIN right, or let an administrator run SET WRITE_DELAY 0",
                    e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static @Nullable String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : null;
        }
    }
}
