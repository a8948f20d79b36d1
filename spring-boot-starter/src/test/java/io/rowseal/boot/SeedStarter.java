package io.rowseal.boot;

import java.util.UUID;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The starter with Hibernate, for tests of other packages. */
public final class SeedStarter {

    private SeedStarter() {}

    /** The starter, a pooled data source and Hibernate, on a database in memory. */
    public static ApplicationContextRunner withHibernate() {
        return Starters.withHibernate(url());
    }

    /** A new database. */
    public static String url() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }
}
