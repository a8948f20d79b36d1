package io.rowseal.boot;

import io.rowseal.keys.KekStore;
import io.rowseal.keys.KeyRing;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Shows the key ring and whether its KEK store answers as the health contributor "rowseal". */
@AutoConfiguration(after = KeyRingAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(KeyRing.class)
@ConditionalOnEnabledHealthIndicator("rowseal")
public final class RowsealHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "rowsealHealthIndicator")
    HealthIndicator rowsealHealthIndicator(KeyRing keyRing, ObjectProvider<KekStore> kekStore) {
        return new KeyRingHealthIndicator(keyRing, kekStore.getIfUnique());
    }
}
