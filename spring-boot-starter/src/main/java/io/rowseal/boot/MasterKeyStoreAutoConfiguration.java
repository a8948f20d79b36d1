package io.rowseal.boot;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.MasterKeyStore;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;

/**
 * Configures a master-key store from properties, unless the application has one, several, or a key ring of its own.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnBooleanProperty(name = "rowseal.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "rowseal.in-memory", havingValue = false, matchIfMissing = true)
@ConditionalOnMissingBean({KeyRing.class, MasterKeyStore.class})
@EnableConfigurationProperties(RowsealProperties.class)
public final class MasterKeyStoreAutoConfiguration {

    @Bean
    MasterKeyStore rowsealMasterKeyStore(
            RowsealProperties properties,
            ObjectProvider<DataSource> dataSource,
            ObjectProvider<JdbcConnectionDetails> connectionDetails) {
        return new MasterKeyStoreFactory(
                        properties.masterKeyStore(), new ApplicationDatabase(dataSource, connectionDetails))
                .create();
    }
}
