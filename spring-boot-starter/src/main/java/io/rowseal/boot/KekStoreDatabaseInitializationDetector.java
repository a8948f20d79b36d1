package io.rowseal.boot;

import java.util.Set;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitializationDetector;
import org.springframework.core.env.Environment;

/**
 * Makes the KEK store wait for Flyway, Liquibase and SQL scripts, which may create its table, and which do not want to find it
 * in an empty schema. A KEK store with a database of its own waits for nobody.
 */
final class KekStoreDatabaseInitializationDetector implements DependsOnDatabaseInitializationDetector {

    private final Environment environment;

    KekStoreDatabaseInitializationDetector(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Set<String> detect(ConfigurableListableBeanFactory beanFactory) {
        boolean ownDatabase = environment.containsProperty("rowseal.kek-store.jdbc.url");
        if (ownDatabase
                || isDeferred(environment)
                || !beanFactory.containsBeanDefinition(KekStoreAutoConfiguration.BEAN_NAME)) {
            return Set.of();
        }
        return Set.of(KekStoreAutoConfiguration.BEAN_NAME);
    }

    /** Whether scripts and migrations run after Hibernate, which needs the key ring: then they cannot run before it too. */
    static boolean isDeferred(Environment environment) {
        return environment.getProperty("spring.jpa.defer-datasource-initialization", boolean.class, false);
    }
}
