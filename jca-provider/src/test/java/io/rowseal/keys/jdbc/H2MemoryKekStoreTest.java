package io.rowseal.keys.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class H2MemoryKekStoreTest extends JdbcKekStoreContract {

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    @Override
    protected String url() {
        return url;
    }

    @Override
    protected Dialect dialect() {
        return Dialect.H2;
    }

    @Test
    void aDatabaseThatH2DroppedIsToldWithTheParameterThatKeepsIt() {
        JdbcKekStore forgetful =
                JdbcKekStore.builder().url("jdbc:h2:mem:" + UUID.randomUUID()).build();
        forgetful.createSchema();
        assertThatThrownBy(forgetful::hasRecords)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("add ;DB_CLOSE_DELAY=-1 to the URL");
    }
}
