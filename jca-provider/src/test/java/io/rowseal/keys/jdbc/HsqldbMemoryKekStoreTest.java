package io.rowseal.keys.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.spi.KekPurpose;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HsqldbMemoryKekStoreTest extends JdbcKekStoreContract {

    private final String url = "jdbc:hsqldb:mem:" + UUID.randomUUID();

    @TempDir
    Path directory;

    @Override
    protected String url() {
        return url;
    }

    @Override
    protected Dialect dialect() {
        return Dialect.HSQLDB;
    }

    @Test
    void f15_scopesThatDifferInSpacesAtTheEndAreTwo() {
        JdbcKekStore store = store();
        assertThat(store.insert(kekRecord(1, "clinic", 1))).isTrue();
        assertThat(store.insert(kekRecord(2, "clinic ", 1))).isTrue();
        assertThat(store.insert(kekRecord(3, "clinic ", 1))).isFalse();
        assertThat(store.list("clinic", KekPurpose.KEK)).hasSize(1);
    }

    @Test
    void f15_aFileIsUsedOnlyIfCommitsAreWrittenAtOnce() throws SQLException {
        String file = "jdbc:hsqldb:file:" + directory.resolve("keys");
        JdbcKekStore store = JdbcKekStore.builder().url(file).build();
        try (Connection connection = DriverManager.getConnection(file);
                Statement statement = connection.createStatement()) {
            statement.execute(JdbcKekStore.ddl(Dialect.HSQLDB));
            assertThatThrownBy(() -> store.insert(kekRecord(1, "default", 1)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("SET FILES WRITE DELAY FALSE");
            statement.execute("set files write delay false");
            assertThat(store.insert(kekRecord(1, "default", 1))).isTrue();
            statement.execute("shutdown");
        }
    }
}
