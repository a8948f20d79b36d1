package io.rowseal.boot;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Refuses unknown properties that begin with {@code rowseal.}, whether Rowseal is enabled or not. */
@AutoConfiguration
public final class PropertyNamesAutoConfiguration {

    // Static, so that this early bean needs nothing else early.
    @Bean
    static BeanFactoryPostProcessor rowsealPropertyNames(Environment environment) {
        return beans -> new MisspelledProperties().check(environment);
    }
}
