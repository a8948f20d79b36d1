package io.rowseal.boot;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.keys.spi.MasterKeyStore;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Configures the {@link KeyRing} from all {@link MasterKeyStore} beans and the {@link KekStore} bean, or in memory. The ring is
 * created when something needs it; Hibernate needs it at startup. The application context closes it.
 */
@AutoConfiguration(after = {MasterKeyStoreAutoConfiguration.class, KekStoreAutoConfiguration.class})
@ConditionalOnBooleanProperty(name = "rowseal.enabled", matchIfMissing = true)
@ConditionalOnMissingBean(KeyRing.class)
@EnableConfigurationProperties(RowsealProperties.class)
public final class KeyRingAutoConfiguration {

    @Bean(destroyMethod = "close")
    @Lazy
    KeyRing rowsealKeyRing(
            RowsealProperties properties,
            ObjectProvider<MasterKeyStore> masterKeyStores,
            ObjectProvider<KekStore> kekStore,
            ObjectProvider<KeyRingBuilderCustomizer> customizers,
            ObjectProvider<DataSource> dataSource,
            ObjectProvider<JdbcConnectionDetails> connectionDetails) {
        KeyRingFactory factory =
                new KeyRingFactory(properties, customizers.orderedStream().toList());
        if (properties.inMemory()) {
            return factory.inMemory(new ApplicationDatabase(dataSource, connectionDetails).isInMemory());
        }
        return factory.create(masterKeyStores.orderedStream().toList(), kekStore.getObject());
    }
}
