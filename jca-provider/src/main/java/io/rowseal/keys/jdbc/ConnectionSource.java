package io.rowseal.keys.jdbc;

import io.rowseal.ConfigurationException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Opens the KEK store's own connections, one per operation. */
interface ConnectionSource {

    Connection open() throws SQLException;

    /**
     * Connections of the driver manager.
     *
     * @throws ConfigurationException if no driver knows the URL
     */
    static ConnectionSource of(String url, @Nullable String user, @Nullable String password) {
        Properties login = new Properties();
        if (user != null) {
            login.setProperty("user", user);
        }
        if (password != null) {
            login.setProperty("password", password);
        }
        try {
            // Here, because its message has no URL; later the driver manager would show it with what secrets it holds.
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw new ConfigurationException(
                    "no JDBC driver accepts the URL " + ShownUrl.of(url)
                            + " of the KEK store: put the database's driver on the class path or correct the URL",
                    e);
        }
        return () -> DriverManager.getConnection(url, login);
    }

    /** Connections of a data source. */
    static ConnectionSource of(DataSource dataSource) {
        return dataSource::getConnection;
    }
}
