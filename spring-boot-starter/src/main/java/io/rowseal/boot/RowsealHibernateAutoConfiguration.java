package io.rowseal.boot;

import io.rowseal.hibernate.PlaintextListener;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.TenantScopes;
import io.rowseal.keys.KeyRing;
import java.util.Locale;
import org.hibernate.SessionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;

/** Gives the {@link KeyRing}, the application's own or the configured one, to the entity manager factory of Spring Boot. */
@AutoConfiguration(
        after = KeyRingAutoConfiguration.class,
        beforeName = "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration")
@ConditionalOnClass({SessionFactory.class, RowsealSettings.class, HibernatePropertiesCustomizer.class})
@ConditionalOnBooleanProperty(name = "rowseal.enabled", matchIfMissing = true)
@ConditionalOnBean(KeyRing.class)
@EnableConfigurationProperties(RowsealProperties.class)
public final class RowsealHibernateAutoConfiguration {

    @Bean
    HibernatePropertiesCustomizer rowsealHibernatePropertiesCustomizer(
            ObjectProvider<KeyRing> keyRing,
            ObjectProvider<PlaintextListener> plaintextListener,
            ObjectProvider<TenantScopes> tenantScopes,
            RowsealProperties properties) {
        // Asked for when the factory is built, not before: Flyway or Liquibase may have to create the KEK table first.
        return settings -> {
            settings.put(RowsealSettings.KEY_RING, keyRing.getObject());
            settings.put(RowsealSettings.SCOPE, properties.scope());
            settings.put(
                    RowsealSettings.SCHEMA_CHECK,
                    properties.schemaCheck().name().toLowerCase(Locale.ROOT));
            settings.put(
                    RowsealSettings.DATA_CHECK, properties.dataCheck().name().toLowerCase(Locale.ROOT));
            settings.put(
                    RowsealSettings.PLAIN_COLUMN_CHECK,
                    properties.plainColumnCheck().name().toLowerCase(Locale.ROOT));
            settings.put(
                    RowsealSettings.INDEX_CHECK, properties.indexCheck().name().toLowerCase(Locale.ROOT));
            settings.put(RowsealSettings.ALLOW_PLAINTEXT_LOGGERS, properties.allowPlaintextLoggers());
            settings.put(
                    RowsealSettings.SEALED_VALUES,
                    properties.sealedValues().name().toLowerCase(Locale.ROOT));
            settings.put(
                    RowsealSettings.NATIVE_SQL, properties.nativeSql().name().toLowerCase(Locale.ROOT));
            properties.mode().forEach((name, mode) -> settings.put(RowsealSettings.MODE + "." + name, mode));
            tenantScopes.ifAvailable(scopes -> settings.put(RowsealSettings.TENANT_SCOPES, scopes));
            plaintextListener.ifAvailable(listener -> settings.put(RowsealSettings.PLAINTEXT_LISTENER, listener));
        };
    }
}
