package io.rowseal.boot;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.boot.jdbc.UnsupportedDataSourcePropertyException;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.util.ClassUtils;

/**
 * Finds out how the application's data source logs in, so that the KEK store can do the same without its pool. What the data
 * source itself says comes first, because tests replace it and not the properties.
 */
final class ApplicationDatabase {

    private static final String WHERE_TO_KEEP = """
            Say where the table of key-encryption keys is:

                rowseal.kek-store.jdbc.url=jdbc:postgresql://localhost/app
                rowseal.kek-store.jdbc.username=app
                rowseal.kek-store.jdbc.password=${DB_PASSWORD}

            In a test, keep all keys in memory:

                rowseal.in-memory=true

            For any other store, define a bean of the type io.rowseal.keys.spi.KekStore.""";

    private final ObjectProvider<DataSource> dataSource;
    private final ObjectProvider<JdbcConnectionDetails> connectionDetails;

    ApplicationDatabase(
            ObjectProvider<DataSource> dataSource, ObjectProvider<JdbcConnectionDetails> connectionDetails) {
        this.dataSource = dataSource;
        this.connectionDetails = connectionDetails;
    }

    /** What a JDBC driver needs; {@code toString} shows none of it. */
    record Login(
            String url, @Nullable String username, @Nullable String password) {

        @Override
        public String toString() {
            return "Login";
        }
    }

    /** Whether its data ends with the process. */
    boolean isInMemory() {
        DataSource found = dataSource.getIfUnique();
        Login login = found == null ? null : loginOf(found);
        return login != null && isInMemory(login.url());
    }

    static boolean isInMemory(String url) {
        String driver = DatabaseDriver.fromJdbcUrl(url).getDriverClassName();
        return EmbeddedDatabaseConnection.isEmbedded(driver, url);
    }

    Login login() {
        DataSource found = dataSource.getIfUnique();
        if (found == null && DataSourceBuilder.findType(ClassUtils.getDefaultClassLoader()) == null) {
            throw new KeyRingStartException(
                    "The KEK store is a table, and there is no data source, because no connection pool is on the class path.",
                    """
                    Add the dependency org.springframework.boot:spring-boot-starter-data-jpa, or for keys without entities \
                    org.springframework.boot:spring-boot-starter-jdbc. Or let the table be in another database:

                        rowseal.kek-store.jdbc.url=jdbc:postgresql://localhost/app""");
        }
        if (found == null) {
            throw new KeyRingStartException(
                    "The KEK store is a table, and the application has no data source, or several without a primary one.",
                    WHERE_TO_KEEP);
        }
        Login login = loginOf(found);
        if (login == null) {
            throw new KeyRingStartException(
                    "The KEK store is a table, and the data source ("
                            + found.getClass().getName() + ") does not tell how it logs in.",
                    WHERE_TO_KEEP);
        }
        return login;
    }

    private @Nullable Login loginOf(DataSource source) {
        Login login = fromDataSource(source);
        return login == null ? fromConnectionDetails(connectionDetails.getIfUnique()) : login;
    }

    private static @Nullable Login fromDataSource(DataSource source) {
        SimpleDriverDataSource derived;
        try {
            derived = DataSourceBuilder.derivedFrom(source)
                    .type(SimpleDriverDataSource.class)
                    .build();
        } catch (UnsupportedDataSourcePropertyException e) {
            // Some pools do not give their password away; then the connection details it was made from do.
            return null;
        }
        String url = derived.getUrl();
        return url == null ? null : new Login(url, derived.getUsername(), derived.getPassword());
    }

    private static @Nullable Login fromConnectionDetails(@Nullable JdbcConnectionDetails details) {
        return details == null ? null : new Login(details.getJdbcUrl(), details.getUsername(), details.getPassword());
    }
}
