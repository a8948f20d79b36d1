package io.rowseal.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.rowseal.hibernate.PlaintextCounters;
import io.rowseal.keys.KeyRing;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Counts the operations of the key ring, plaintext values and values that searches do not find, in every meter registry of the application. */
@AutoConfiguration(after = KeyRingAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(KeyRing.class)
public final class RowsealMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "rowsealKeyRingMetrics")
    MeterBinder rowsealKeyRingMetrics(ConfigurableListableBeanFactory beans) {
        return new KeyRingMetrics(new CreatedBeans(beans));
    }

    /** Loaded only where there is Hibernate. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({SessionFactory.class, PlaintextCounters.class})
    static class OfAttributes {

        @Bean
        @ConditionalOnMissingBean(name = "rowsealPlaintextMetrics")
        MeterBinder rowsealPlaintextMetrics(ObjectProvider<EntityManagerFactory> factories) {
            return AttributeMetrics.ofPlaintext(factories);
        }

        @Bean
        @ConditionalOnMissingBean(name = "rowsealIndexMetrics")
        MeterBinder rowsealIndexMetrics(ObjectProvider<EntityManagerFactory> factories) {
            return AttributeMetrics.ofIndexes(factories);
        }
    }
}
