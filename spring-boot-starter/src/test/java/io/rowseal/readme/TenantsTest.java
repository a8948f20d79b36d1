package io.rowseal.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.boot.KekStoreAutoConfiguration;
import io.rowseal.boot.KeyRingAutoConfiguration;
import io.rowseal.boot.MasterKeyStoreAutoConfiguration;
import io.rowseal.boot.RowsealHibernateAutoConfiguration;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.TenantScopes;
import jakarta.persistence.EntityManagerFactory;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The snippet of docs/tenants.md. */
class TenantsTest {

    @Test
    void theBeanTellsHibernateTheScopesOfTenants() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        MasterKeyStoreAutoConfiguration.class,
                        KekStoreAutoConfiguration.class,
                        KeyRingAutoConfiguration.class,
                        RowsealHibernateAutoConfiguration.class,
                        DataSourceAutoConfiguration.class,
                        HibernateJpaAutoConfiguration.class))
                .withPropertyValues("rowseal.in-memory=true", "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID())
                .withUserConfiguration(Scopes.class)
                .run(context -> {
                    TenantScopes scopes = context.getBean(TenantScopes.class);
                    assertThat(context.getBean(EntityManagerFactory.class).getProperties())
                            .containsEntry(RowsealSettings.TENANT_SCOPES, scopes);
                    assertThat(scopes.scopeOf("acme")).isEqualTo("default");
                    assertThat(scopes.scopeOf(7L)).isEqualTo("tenant-7");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Scopes {
        // snippet
        @Bean
        TenantScopes tenantScopes() {
            return tenant -> tenant.equals("acme") ? "default" : "tenant-" + tenant;
        }
        // end of snippet
    }
}
