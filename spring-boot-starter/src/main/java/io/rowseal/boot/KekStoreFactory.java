package io.rowseal.boot;

import io.rowseal.ConfigurationException;
import io.rowseal.boot.RowsealProperties.Jdbc;
import io.rowseal.keys.jdbc.JdbcKekStore;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.util.StringUtils;

/** Makes the table of KEKs that properties describe. */
final class KekStoreFactory {

    private static final String DEFERRED = """


            spring.jpa.defer-datasource-initialization=true makes migrations and SQL scripts run after Hibernate, which needs \
            the key ring. Remove it if one of them creates the table.""";

    private final Jdbc jdbc;
    private final ApplicationDatabase applicationDatabase;
    private final boolean deferred;

    /**
     * Creates the factory.
     *
     * @param jdbc properties of the table
     * @param applicationDatabase where the table is, unless a URL is configured
     * @param deferred whether migrations and SQL scripts have not run yet
     */
    KekStoreFactory(Jdbc jdbc, ApplicationDatabase applicationDatabase, boolean deferred) {
        this.jdbc = jdbc;
        this.applicationDatabase = applicationDatabase;
        this.deferred = deferred;
    }

    JdbcKekStore create() {
        ApplicationDatabase.Login login = login();
        JdbcKekStore store = JdbcKekStore.builder()
                .url(login.url())
                .user(login.username())
                .password(login.password())
                .schema(StringUtils.hasText(jdbc.schema()) ? jdbc.schema() : null)
                .table(jdbc.table())
                .build();
        requireTable(store, mayCreate(jdbc.initializeSchema(), login.url()));
        return store;
    }

    private ApplicationDatabase.Login login() {
        if (StringUtils.hasText(jdbc.url())) {
            return new ApplicationDatabase.Login(jdbc.url(), jdbc.username(), jdbc.password());
        }
        ApplicationDatabase.Login login = applicationDatabase.login();
        if (!StringUtils.hasText(jdbc.username())) {
            return login;
        }
        return new ApplicationDatabase.Login(login.url(), jdbc.username(), jdbc.password());
    }

    private static boolean mayCreate(DatabaseInitializationMode mode, String url) {
        return switch (mode) {
            case ALWAYS -> true;
            case NEVER -> false;
            case EMBEDDED -> ApplicationDatabase.isInMemory(url);
        };
    }

    /** DDL is sent only if it is allowed and needed: the database user may lack the right to it. */
    private void requireTable(JdbcKekStore store, boolean mayCreate) {
        if (store.schemaExists()) {
            return;
        }
        if (mayCreate) {
            store.createSchema();
            return;
        }
        try {
            store.hasRecords();
        } catch (ConfigurationException e) {
            throw KeyRingStartException.of(e, """
                    Add the statement to the migrations of this database. Or let the application create the table, if its \
                    database user may:

                        rowseal.kek-store.jdbc.initialize-schema=always""" + (deferred ? DEFERRED : ""));
        }
    }
}
