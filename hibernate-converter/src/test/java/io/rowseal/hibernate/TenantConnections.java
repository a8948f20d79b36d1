package io.rowseal.hibernate;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;

/** A schema for each tenant, with the name of the tenant. */
final class TenantConnections implements MultiTenantConnectionProvider<Object> {

    private static final long serialVersionUID = 1L;

    private final String url;
    private final String user;
    private final String anySchema;

    TenantConnections(String url, String user, String anySchema) {
        this.url = url;
        this.user = user;
        this.anySchema = anySchema;
    }

    @Override
    public Connection getAnyConnection() throws SQLException {
        return getConnection(anySchema);
    }

    @Override
    public Connection getConnection(Object tenant) throws SQLException {
        Connection connection = DriverManager.getConnection(url, user, "");
        connection.setSchema(String.valueOf(tenant));
        return connection;
    }

    @Override
    public void releaseAnyConnection(Connection connection) throws SQLException {
        connection.close();
    }

    @Override
    public void releaseConnection(Object tenant, Connection connection) throws SQLException {
        connection.close();
    }

    @Override
    public boolean supportsAggressiveRelease() {
        return false;
    }

    @Override
    public boolean isUnwrappableAs(Class<?> type) {
        return false;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new UnsupportedOperationException();
    }
}
