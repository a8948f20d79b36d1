package io.rowseal.keys.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.KeyUnavailableException;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the JDBC store does on every database that is a server. */
abstract class ServerKekStoreContract extends JdbcKekStoreContract {

    /** The address of a database of this name, with the login. */
    protected abstract String url(String database);

    /** The name of the database of the tests. */
    protected abstract String database();

    /** Leaves that database without tables. */
    protected abstract void empty() throws SQLException;

    @BeforeEach
    final void startEmpty() throws SQLException {
        empty();
    }

    @Override
    protected final String url() {
        return url(database());
    }

    @Test
    void aMissingDatabaseIsAQuestionOfConfiguration() {
        JdbcKekStore store = JdbcKekStore.builder().url(url("no_such_database")).build();
        assertThatThrownBy(store::hasRecords)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the database does not exist");
    }

    @Test
    void aServerThatIsDownIsUnavailable() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        JdbcKekStore store = JdbcKekStore.builder()
                .url("jdbc:" + dialect().name().toLowerCase(Locale.ROOT) + "://localhost:" + port
                        + "/test?password=hunter2")
                .build();
        assertThatThrownBy(store::hasRecords)
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("try again")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void twoProcessesCanCreateTheTableAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 5; round++) {
                empty();
                CyclicBarrier together = new CyclicBarrier(4);
                Callable<Boolean> create = () -> {
                    JdbcKekStore store = sameRecords();
                    together.await();
                    store.createSchema();
                    return store.schemaExists();
                };
                for (var created : threads.invokeAll(Collections.nCopies(4, create))) {
                    assertThat(created.get()).isTrue();
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
