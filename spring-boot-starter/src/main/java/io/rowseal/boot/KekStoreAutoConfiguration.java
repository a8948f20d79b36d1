package io.rowseal.boot;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.jdbc.JdbcKekStore;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.spi.KekStore;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Configures a KEK store from properties, unless the application defines one, or its own key ring. The store is created when
 * something needs it.
 */
@AutoConfiguration(
        after = MasterKeyStoreAutoConfiguration.class,
        afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnBooleanProperty(name = "rowseal.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "rowseal.in-memory", havingValue = false, matchIfMissing = true)
@ConditionalOnMissingBean({KeyRing.class, KekStore.class})
@EnableConfigurationProperties(RowsealProperties.class)
public final class KekStoreAutoConfiguration {

    /** Name of the bean; {@link KekStoreDatabaseInitializationDetector} looks for it. */
    static final String BEAN_NAME = "rowsealKekStore";

    @Bean(BEAN_NAME)
    @Lazy
    @Conditional(StoreType.KeksInMemory.class)
    InMemoryKekStore rowsealInMemoryKekStore(
            ObjectProvider<DataSource> dataSource, ObjectProvider<JdbcConnectionDetails> connectionDetails) {
        InMemoryKeys.requireAllowed("rowseal.kek-store.type", new ApplicationDatabase(dataSource, connectionDetails));
        return new InMemoryKekStore();
    }

    @Bean(BEAN_NAME)
    @Lazy
    @Conditional(StoreType.KeksInTable.class)
    JdbcKekStore rowsealJdbcKekStore(
            RowsealProperties properties,
            ObjectProvider<DataSource> dataSource,
            ObjectProvider<JdbcConnectionDetails> connectionDetails,
            Environment environment) {
        return new KekStoreFactory(
                        properties.kekStore().jdbc(),
                        new ApplicationDatabase(dataSource, connectionDetails),
                        KekStoreDatabaseInitializationDetector.isDeferred(environment))
                .create();
    }
}
