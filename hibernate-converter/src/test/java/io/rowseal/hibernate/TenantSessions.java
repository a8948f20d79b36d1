package io.rowseal.hibernate;

import io.rowseal.keys.KeyRing;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;

/** Sessions of tenants, and the database behind Hibernate's back. */
final class TenantSessions implements AutoCloseable {

    /** Sees all rows. */
    static final String ROOT = "root";

    private final TestSessions sessions;

    TenantSessions(TestDatabase database, KeyRing ring, Map<String, Object> settings, Class<?>... entities) {
        this(database.newDatabase(), database.user(), ring, settings, entities);
    }

    TenantSessions(String url, String user, KeyRing ring, Map<String, Object> settings, Class<?>... entities) {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.putIfAbsent("hibernate.tenant_identifier_resolver", new Resolver());
        this.sessions = new TestSessions(url, user, ring, all, entities);
    }

    SessionFactory factory() {
        return sessions.factory;
    }

    TestSessions sessions() {
        return sessions;
    }

    <R> R call(Object tenant, Function<Session, R> work) {
        try (Session session =
                sessions.factory.withOptions().tenantIdentifier(tenant).openSession()) {
            return session.fromTransaction(transaction -> work.apply(session));
        }
    }

    void run(Object tenant, Consumer<Session> work) {
        call(tenant, session -> {
            work.accept(session);
            return true;
        });
    }

    <R> R stateless(Object tenant, Function<StatelessSession, R> work) {
        try (StatelessSession session =
                sessions.factory.withStatelessOptions().tenantIdentifier(tenant).openStatelessSession()) {
            return session.fromTransaction(transaction -> work.apply(session));
        }
    }

    List<Object[]> rows(String sql) {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            List<Object[]> rows = new ArrayList<>();
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
                Object[] row = new Object[width];
                for (int i = 0; i < width; i++) {
                    row[i] = result.getObject(i + 1);
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] bytes(String sql) {
        List<Object[]> rows = rows(sql);
        if (rows.size() != 1) {
            throw new AssertionError(rows.size() + " rows: " + sql);
        }
        return (byte[]) rows.get(0)[0];
    }

    int execute(String sql, Object... parameters) {
        try (Connection connection = connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(sessions.url, sessions.user(), "");
    }

    @Override
    public void close() {
        sessions.close();
    }

    /** Sessions of the tests name their tenants themselves. */
    static final class Resolver implements CurrentTenantIdentifierResolver<Object> {

        @Override
        public Object resolveCurrentTenantIdentifier() {
            return "nobody";
        }

        @Override
        public boolean validateExistingCurrentSessions() {
            return false;
        }

        @Override
        public boolean isRoot(Object tenant) {
            return ROOT.equals(tenant);
        }
    }
}
