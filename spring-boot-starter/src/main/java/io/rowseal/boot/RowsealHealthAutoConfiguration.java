package io.rowseal.boot;

import io.rowseal.keys.KeyRing;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Shows whether the stored keys can be opened as the health contributor "rowseal". */
@AutoConfiguration(after = KeyRingAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(KeyRing.class)
@ConditionalOnEnabledHealthIndicator("rowseal")
@EnableConfigurationProperties(RowsealProperties.class)
public final class RowsealHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "rowsealHealthIndicator")
    HealthIndicator rowsealHealthIndicator(ConfigurableListableBeanFactory beans, RowsealProperties properties) {
        return new KeyRingHealthIndicator(
                new CreatedBeans(beans), properties.scope(), properties.health().cache());
    }
}
