package io.rowseal.keys.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.KeyUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2FileKekStoreTest extends JdbcKekStoreContract {

    @TempDir
    Path directory;

    private Connection application;

    @BeforeEach
    void theApplicationHoldsTheDatabaseOpen() throws SQLException {
        application = DriverManager.getConnection(url(), "sa", "secret");
    }

    @AfterEach
    void close() throws SQLException {
        application.close();
    }

    @Override
    protected String url() {
        return "jdbc:h2:file:" + directory.resolve("data");
    }

    @Override
    protected Dialect dialect() {
        return Dialect.H2;
    }

    @Test
    void aUserWhoCanNotMakeWritesDurableIsRefused() throws SQLException {
        store();
        try (Statement statement = application.createStatement()) {
            statement.execute("create user app password 'app'");
            statement.execute("grant select, insert, update on rowseal_kek to app");
        }
        JdbcKekStore limited =
                JdbcKekStore.builder().url(url()).user("app").password("app").build();
        assertThat(limited.schemaExists()).isTrue();
        assertThat(limited.all()).isEmpty();
        assertThatThrownBy(() -> limited.insert(kekRecord(1, "default", 1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("WRITE_DELAY=500")
                .hasMessageContaining("ADMIN");
        assertThat(limited.all()).isEmpty();
        try (Statement statement = application.createStatement()) {
            statement.execute("set write_delay 0");
        }
        assertThat(limited.insert(kekRecord(1, "default", 1))).isTrue();
    }

    @Test
    void aDatabaseLockedByAnotherProcessIsUnavailable() throws Exception {
        application.close();
        Process holder = H2Holder.start(url(), "sa", "secret");
        try {
            JdbcKekStore store = JdbcKekStore.builder()
                    .url(url())
                    .user("sa")
                    .password("secret")
                    .build();
            assertThatThrownBy(store::hasRecords)
                    .isInstanceOf(KeyUnavailableException.class)
                    .hasMessageContaining("try again");
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }
}
