package io.rowseal.hibernate;

import io.rowseal.keys.KeyRing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/** A SessionFactory for tests, with the statements it sent. */
final class TestSessions implements AutoCloseable {

    final SessionFactory factory;
    final KeyRing ring;
    final String url;
    private final String user;
    private final List<String> statements = Collections.synchronizedList(new ArrayList<>());

    TestSessions(TestDatabase database, KeyRing ring, Class<?>... entities) {
        this(database.newDatabase(), database.user(), ring, Map.of(), entities);
    }

    TestSessions(String url, String user, KeyRing ring, Map<String, Object> settings, Class<?>... entities) {
        this(url, user, ring, settings, configuration -> List.of(entities).forEach(configuration::addAnnotatedClass));
    }

    /** For what is not mapped by annotated classes alone. */
    TestSessions(String url, String user, KeyRing ring, Map<String, Object> settings, Consumer<Configuration> mapping) {
        this.url = url;
        this.user = user;
        this.ring = ring;
        Configuration configuration = new Configuration();
        mapping.accept(configuration);
        configuration.setProperty("hibernate.connection.url", url);
        configuration.setProperty("hibernate.connection.username", user);
        configuration.setProperty("hibernate.connection.password", "");
        configuration.setProperty("hibernate.connection.pool_size", "5");
        configuration.setProperty("hibernate.hbm2ddl.auto", "create");
        configuration.setProperty("hibernate.hbm2ddl.halt_on_error", "true");
        configuration.setProperty("hibernate.jdbc.batch_size", "20");
        configuration.setProperty("hibernate.order_inserts", "true");
        configuration.setProperty("hibernate.order_updates", "true");
        configuration.getProperties().put("hibernate.session_factory.statement_inspector", (StatementInspector) sql -> {
            statements.add(sql);
            return sql;
        });
        if (ring != null) {
            configuration.getProperties().put(RowsealSettings.KEY_RING, ring);
        }
        configuration.getProperties().putAll(settings);
        if (settings.containsKey("hibernate.connection.datasource")) {
            configuration.getProperties().remove("hibernate.connection.username");
            configuration.getProperties().remove("hibernate.connection.password");
        }
        this.factory = configuration.buildSessionFactory();
    }

    String user() {
        return user;
    }

    <R> R call(Function<Session, R> work) {
        return factory.fromTransaction(work::apply);
    }

    void run(Consumer<Session> work) {
        factory.inTransaction(work::accept);
    }

    void forgetStatements() {
        statements.clear();
    }

    List<String> statements(String start) {
        synchronized (statements) {
            return statements.stream()
                    .filter(sql -> sql.toLowerCase(Locale.ROOT).startsWith(start))
                    .toList();
        }
    }

    /** What is stored, behind Hibernate's back. */
    Object stored(String sql) {
        List<Object[]> rows = rows(sql);
        if (rows.size() != 1) {
            throw new AssertionError(rows.size() + " rows: " + sql);
        }
        return rows.get(0)[0];
    }

    byte[] bytes(String sql) {
        return (byte[]) stored(sql);
    }

    List<Object[]> rows(String sql) {
        return call(session -> session.doReturningWork(connection -> {
            List<Object[]> rows = new ArrayList<>();
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery(sql)) {
                int width = result.getMetaData().getColumnCount();
                while (result.next()) {
                    Object[] row = new Object[width];
                    for (int i = 0; i < width; i++) {
                        row[i] = result.getObject(i + 1);
                    }
                    rows.add(row);
                }
            }
            return rows;
        }));
    }

    int execute(String sql, Object... parameters) {
        return call(session -> session.doReturningWork(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                return statement.executeUpdate();
            }
        }));
    }

    @Override
    public void close() {
        factory.close();
    }
}
