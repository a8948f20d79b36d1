package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A database whose tables tests make themselves, before a SessionFactory starts on it. */
final class SchemaTables {

    final TestDatabase database;
    final String url;
    private final KeyRing ring;

    SchemaTables(TestDatabase database, KeyRing ring) {
        this(database, database.newDatabase(), ring);
    }

    SchemaTables(TestDatabase database, String url, KeyRing ring) {
        this.database = database;
        this.url = url;
        this.ring = ring;
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of all rows. */
    List<String> values(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** Names and types of the columns of a table, in lower case. */
    Map<String, String> columns(String table) throws SQLException {
        Map<String, String> columns = new HashMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from " + table + " where 1 = 0")) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                columns.put(
                        rows.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT),
                        rows.getMetaData().getColumnTypeName(i).toLowerCase(Locale.ROOT));
            }
        }
        return columns;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, database.user(), "");
    }

    TestSessions start(Map<String, ?> settings, Class<?>... entities) {
        Map<String, Object> all = new HashMap<>(Map.of("hibernate.hbm2ddl.auto", "none"));
        all.putAll(settings);
        return new TestSessions(url, database.user(), ring, all, entities);
    }

    TestSessions start(String action, Class<?>... entities) {
        return start(Map.of("hibernate.hbm2ddl.auto", action), entities);
    }

    ConfigurationException refusal(Map<String, ?> settings, Class<?>... entities) {
        ConfigurationException refusal = catchThrowableOfType(
                ConfigurationException.class, () -> start(settings, entities).close());
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal;
    }

    ConfigurationException refusal(String action, Class<?>... entities) {
        return refusal(Map.of("hibernate.hbm2ddl.auto", action), entities);
    }

    /** Applies what a message proposes, as its reader would. */
    void apply(ConfigurationException refusal) throws SQLException {
        for (String line : refusal.getMessage().split("\n")) {
            if (line.startsWith("    ")) {
                execute(line.strip().replaceAll(";$", ""));
            }
        }
    }

    String binary(int length) {
        return database == TestDatabase.POSTGRESQL ? "bytea" : "varbinary(" + length + ")";
    }
}
