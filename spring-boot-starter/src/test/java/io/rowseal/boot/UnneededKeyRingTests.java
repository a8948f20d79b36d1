package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowseal.keys.KeyRing;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

/** Contexts of applications, or of their tests, in which nothing encrypts although keys are configured. */
@OnSpringBoot40
class UnneededKeyRingTests {

    @TempDir
    Path directory;

    @Test
    void f13_aRealConfigurationWithoutDataSourceStarts() {
        Path file = directory.resolve("keys.p12");
        Starters.rowseal().withPropertyValues(Starters.pkcs12(file)).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(KeyRing.class);
            assertThat(file).doesNotExist();
        });
    }

    @Test
    void f13_anApplicationWithoutDataSourceStartsWithAllItsAutoConfiguration() {
        String[] arguments = Starters.pkcs12(directory.resolve("keys.p12"));
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(WithoutDatabase.class)
                .web(WebApplicationType.NONE)
                .run("--" + arguments[0], "--" + arguments[1])) {
            assertThat(context.getBean("rowsealHealthIndicator", HealthIndicator.class)
                            .health()
                            .getStatus())
                    .isEqualTo(Status.UNKNOWN);
        }
    }

    @Test
    void f13_aDataSourceWithoutJpaNeedsNoDirectoryOfKeys() {
        Starters.withDatabase()
                .withPropertyValues(Starters.pkcs12(directory.resolve("no-directory/keys.p12")))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void f13_whatWatchesTheKeyRingDoesNotCreateIt() {
        Path file = directory.resolve("keys.p12");
        Starters.rowseal()
                .withConfiguration(AutoConfigurations.of(
                        RowsealHealthAutoConfiguration.class,
                        RowsealMetricsAutoConfiguration.class,
                        MetricsAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues(Starters.pkcs12(file))
                .run(context -> {
                    assertThat(context.getBean(HealthIndicator.class).health().getStatus())
                            .isEqualTo(Status.UNKNOWN);
                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("rowseal.data.keys")
                                    .tag("operation", "wrap")
                                    .functionCounter()
                                    .count())
                            .isZero();
                    assertThat(file).doesNotExist();
                });
    }

    @Test
    void f20_aMissingStarterOfJpaIsNamedWhenTheKeyRingIsNeeded() {
        ApplicationContextRunner application = Starters.withHibernate("jdbc:postgresql://localhost:1/app")
                .withPropertyValues(Starters.pkcs12(directory.resolve("keys.p12")))
                .withClassLoader(new FilteredClassLoader(
                        "com.zaxxer.hikari",
                        "org.apache.tomcat.jdbc",
                        "org.apache.commons.dbcp2",
                        "oracle.ucp",
                        "com.mchange",
                        "org.h2",
                        "org.springframework.jdbc.datasource.embedded"));
        application.run(context -> assertThat(context).hasNotFailed());
        Starters.needed(application)
                .run(context -> assertThat(new KeyRingFailureAnalyzer().analyze(context.getStartupFailure()))
                        .satisfies(analysis -> {
                            assertThat(analysis.getDescription()).contains("no connection pool is on the class path");
                            assertThat(analysis.getAction()).contains("spring-boot-starter-data-jpa");
                        }));
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                DataSourceAutoConfiguration.class,
                HibernateJpaAutoConfiguration.class,
                FlywayAutoConfiguration.class,
                LiquibaseAutoConfiguration.class
            })
    static class WithoutDatabase {}

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = {FlywayAutoConfiguration.class, LiquibaseAutoConfiguration.class})
    static class WithDatabase {}
}
