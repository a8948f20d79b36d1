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
        T run(Connection connection) throws SQLException;
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
            dialectOf(connection);
            return operation.run(connection);
        } catch (SQLException e) {
            throw SqlFailures.translate(e, location, table, dialect);
        }
    }

    boolean write(Write operation) {
        try (Connection connection = connections.open()) {
            Dialect known = dialectOf(connection);
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            boolean changed = transact(connection, known, operation);
            // Before the durable end: in H2 that is no part of a transaction.
            connection.setAutoCommit(autoCommit);
            if (changed) {
                durableWrites.end(connection, known);
            }
            return changed;
        } catch (SQLException e) {
            throw SqlFailures.translate(e, location, table, dialect);
        }
    }

    private boolean transact(Connection connection, Dialect known, Write operation) throws SQLException {
        try {
            durableWrites.begin(connection, known);
            boolean changed = operation.run(connection, known);
            if (changed) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return changed;
        } catch (SQLException | RuntimeException e) {
            rollback(connection, e);
            throw e;
        }
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
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
