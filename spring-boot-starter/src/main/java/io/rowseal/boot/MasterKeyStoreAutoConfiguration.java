package io.rowseal.boot;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import io.rowseal.keys.spi.MasterKeyStore;
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

/**
 * Configures a master-key store from properties, unless the application defines one or several, or its own key ring. The store
 * is created when something needs it.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnBooleanProperty(name = "rowseal.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "rowseal.in-memory", havingValue = false, matchIfMissing = true)
@ConditionalOnMissingBean({KeyRing.class, MasterKeyStore.class})
@EnableConfigurationProperties(RowsealProperties.class)
public final class MasterKeyStoreAutoConfiguration {

    private static final String BEAN_NAME = "rowsealMasterKeyStore";

    @Bean(BEAN_NAME)
    @Lazy
    @Conditional(StoreType.MasterKeysInFile.class)
    Pkcs12MasterKeyStore rowsealPkcs12MasterKeyStore(RowsealProperties properties) {
        return MasterKeyStoreFactory.pkcs12(properties.masterKeyStore());
    }

    @Bean(BEAN_NAME)
    @Lazy
    @Conditional(StoreType.MasterKeysInMemory.class)
    InMemoryMasterKeyStore rowsealInMemoryMasterKeyStore(
            ObjectProvider<DataSource> dataSource, ObjectProvider<JdbcConnectionDetails> connectionDetails) {
        InMemoryKeys.requireAllowed(
                "rowseal.master-key-store.type", new ApplicationDatabase(dataSource, connectionDetails));
        return new InMemoryMasterKeyStore();
    }
}
