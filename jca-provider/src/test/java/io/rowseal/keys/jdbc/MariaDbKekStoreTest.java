package io.rowseal.keys.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.testing.MariaDbServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class MariaDbKekStoreTest extends ServerKekStoreContract {

    private static final String DATABASE = "kek_store";
    private static final String LOGIN = "?user=root";

    @Override
    protected void empty() throws SQLException {
        try (Connection connection = DriverManager.getConnection(MariaDbServer.url("") + LOGIN);
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + DATABASE);
            // A character set that has not all characters, and takes letters of both cases for equal.
            statement.execute("create database " + DATABASE + " character set latin1");
        }
    }

    @Override
    protected String url(String database) {
        return MariaDbServer.url(database) + LOGIN;
    }

    @Override
    protected String database() {
        return DATABASE;
    }

    @Override
    protected Dialect dialect() {
        return Dialect.MARIADB;
    }

    @Test
    void scopesThatDifferInCaseOrTrailingBlanksHaveKeysOfTheirOwn() {
        JdbcKekStore store = store();
        List<String> scopes = List.of("tenant", "Tenant", "tenant ", "t\u00e9nant", "\ud83d\udd11");
        for (int i = 0; i < scopes.size(); i++) {
            assertThat(store.insert(kekRecord(i + 1, scopes.get(i), 1))).isTrue();
        }
        for (String scope : scopes) {
            assertThat(store.list(scope, KekPurpose.KEK)).hasSize(1);
        }
    }

    @Test
    void concurrentInsertsOfManySequencesEndWithoutDeadlock() throws Exception {
        int writers = 8;
        JdbcKekStore store = store();
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            for (int round = 1; round <= 20; round++) {
                int sequence = round;
                CyclicBarrier together = new CyclicBarrier(writers);
                List<Callable<Boolean>> inserts = new ArrayList<>();
                for (int writer = 0; writer < writers; writer++) {
                    long kekId = (long) round * writers + writer;
                    inserts.add(() -> {
                        together.await();
                        return store.insert(kekRecord(kekId, "default", sequence));
                    });
                }
                int inserted = 0;
                for (Future<Boolean> insert : threads.invokeAll(inserts)) {
                    inserted += insert.get() ? 1 : 0;
                }
                assertThat(inserted).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(store.list("default", KekPurpose.KEK)).hasSize(20);
    }

    @Test
    void aServerThatDoesNotForceCommitsToDiskIsRefused() throws SQLException {
        JdbcKekStore store = store();
        for (String setting : List.of("0", "2")) {
            execute("set global innodb_flush_log_at_trx_commit = " + setting);
            try {
                assertThatThrownBy(() -> store.insert(kekRecord(1, "default", 1)))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("innodb_flush_log_at_trx_commit=" + setting);
            } finally {
                execute("set global innodb_flush_log_at_trx_commit = 1");
            }
        }
        assertThat(store.all()).isEmpty();
    }
}
