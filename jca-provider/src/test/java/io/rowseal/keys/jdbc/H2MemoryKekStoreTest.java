package io.rowseal.keys.jdbc;

import java.util.UUID;

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
}
