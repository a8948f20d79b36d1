package io.rowseal.keys.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.spi.KekState;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class PostgresKekStoreTest extends ServerKekStoreContract {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Override
    protected void empty() throws SQLException {
        execute("drop schema public cascade; create schema public");
    }

    @Override
    protected String url(String database) {
        return server.getJdbcUrl("postgres", database);
    }

    @Override
    protected String database() {
        return "postgres";
    }

    @Override
    protected Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Test
    void everyCommitWaitsForTheDisk() throws SQLException {
        store();
        execute("alter database postgres set synchronous_commit = off;"
                + " create table seen (setting text);"
                + " create function look() returns trigger language plpgsql as $$ begin"
                + " insert into seen values (current_setting('synchronous_commit')); return new; end $$;"
                + " create trigger look before insert or update on rowseal_kek for each row execute function look()");
        try {
            JdbcKekStore store = sameRecords();
            store.insert(kekRecord(1, "default", 1));
            store.replace(kekRecord(1, "default", 1), kekRecord(1, "default", 1).withState(KekState.DECRYPT_ONLY));
            assertThat(queryAll("select setting from seen")).containsExactly("on", "on");
        } finally {
            execute("alter database postgres reset synchronous_commit");
        }
    }

    @Test
    void aRefusedLoginIsAQuestionOfConfiguration() throws SQLException {
        execute("do $$ begin if not exists (select from pg_roles where rolname = 'nologin') then"
                + " create role nologin nologin; end if; end $$");
        JdbcKekStore store = JdbcKekStore.builder()
                .url(server.getJdbcUrl("nologin", "postgres").replaceAll("\\?.*", ""))
                .user("nologin")
                .password("hunter2")
                .build();
        assertThatThrownBy(store::hasRecords)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("refuses the login")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aMissingRightIsAQuestionOfConfiguration() throws SQLException {
        store();
        execute(
                "drop role if exists reader; create role reader login; grant usage on schema public to reader; grant select on rowseal_kek to reader");
        try {
            JdbcKekStore store = JdbcKekStore.builder()
                    .url(server.getJdbcUrl("reader", "postgres"))
                    .build();
            assertThat(store.schemaExists()).isTrue();
            assertThat(store.hasRecords()).isFalse();
            assertThatThrownBy(() -> store.insert(kekRecord(1, "default", 1)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("grant select, insert and update");
        } finally {
            execute("drop owned by reader; drop role reader");
        }
    }

    private List<String> queryAll(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
