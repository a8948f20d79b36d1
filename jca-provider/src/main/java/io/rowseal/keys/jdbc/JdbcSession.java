package io.rowseal.keys.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Runs operations on connections of their own: reads alone, writes in a durable transaction. Thread safe. */
final class JdbcSession {

    private final ConnectionSource connections;
    private final String location;
    private final KekTable table;
    private final DurableWrites durableWrites = new DurableWrites();
    private volatile @Nullable Dialect dialect;

    JdbcSession(ConnectionSource connections, String location, KekTable table) {
        this.connections = connections;
        this.location = location;
        this.table = table;
    }

    /** A read operation. */
    interface Read<T> {
        T run(Connection connection, Dialect dialect) throws SQLException;
    }

    /** A write operation. */
    interface Write {

        /** Returns whether it changed anything; if not, it is rolled back. */
        boolean run(Connection connection, Dialect dialect) throws SQLException;
    }

    String location() {
        return location;
    }

    <T> T read(Read<T> operation) {
        try (Connection connection = connections.open()) {
            return operation.run(connection, dialectOf(connection));
        } catch (SQLException e) {
            throw SqlFailures.translate(e, location, table, dialect);
        }
    }

    boolean write(Write operation) {
        try (Connection connection = connections.open()) {
            Dialect known = dialectOf(connection);
            boolean changed = transact(connection, known, operation);
            // Also if nothing changed: the record of the writer who was first is as good as ours once this returns.
            durableWrites.end(connection, known);
            return changed;
        } catch (SQLException e) {
            throw SqlFailures.translate(e, location, table, dialect);
        }
    }

    private boolean transact(Connection connection, Dialect known, Write operation) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            durableWrites.begin(connection, known);
            boolean changed = operation.run(connection, known);
            if (changed) {
                connection.commit();
            } else {
                connection.rollback();
            }
            connection.setAutoCommit(autoCommit);
            return changed;
        } catch (SQLException | RuntimeException e) {
            rollback(connection, autoCommit, e);
            throw e;
        }
    }

    private static void rollback(Connection connection, boolean autoCommit, Exception cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private Dialect dialectOf(Connection connection) throws SQLException {
        Dialect known = dialect;
        if (known == null) {
            known = Dialect.of(connection.getMetaData().getDatabaseProductName());
            dialect = known;
        }
        return known;
    }
}
