package io.rowseal.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.rowseal.keys.KeyRing;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Counts the operations of the key ring in every meter registry of the application. */
@AutoConfiguration(after = KeyRingAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(KeyRing.class)
public final class RowsealMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "rowsealKeyRingMetrics")
    MeterBinder rowsealKeyRingMetrics(KeyRing keyRing) {
        return new KeyRingMetrics(keyRing);
    }
}
