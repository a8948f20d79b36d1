package io.rowseal.boot;

import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.keys.KeyRing;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;

/** Names the property that leaves encrypted attributes without key ring. */
@AutoConfiguration(beforeName = "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration")
@ConditionalOnClass({SessionFactory.class, RowsealSettings.class, HibernatePropertiesCustomizer.class})
@ConditionalOnBooleanProperty(name = "rowseal.enabled", havingValue = false)
@ConditionalOnMissingBean(KeyRing.class)
public final class DisabledAutoConfiguration {

    @Bean
    HibernatePropertiesCustomizer rowsealDisabledCustomizer() {
        Supplier<KeyRing> refusal = () -> {
            throw new KeyRingStartException(
                    "Rowseal is disabled by rowseal.enabled=false, and nothing is written in plaintext instead.",
                    "Remove rowseal.enabled=false. To store the attribute as plaintext, remove @Encrypted from it and"
                            + " migrate its values first: docs/migration.md.");
        };
        return settings -> settings.putIfAbsent(RowsealSettings.KEY_RING, refusal);
    }
}
