package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.spi.KekStore;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

@OnSpringBoot40
class ActuatorAutoConfigurationTests {

    private final ApplicationContextRunner runner = Starters.withDatabase()
            .withConfiguration(
                    AutoConfigurations.of(RowsealHealthAutoConfiguration.class, RowsealMetricsAutoConfiguration.class))
            .withPropertyValues("rowseal.master-key-store.type=in-memory");

    @Test
    void healthIsUpAndDescribesTheStores() {
        runner.run(context -> {
            Starters.seal(context.getBean(KeyRing.class), "hello");
            Health health = context.getBean(HealthIndicator.class).health();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails())
                    .containsEntry(
                            "masterKeyStores", context.getBean(KeyRing.class).describe())
                    .containsEntry("kekStore", context.getBean(KekStore.class).toString())
                    .containsEntry("hasKeys", true);
        });
    }

    @Test
    void healthIsDownIfTheKekStoreDoesNotAnswer() {
        runner.run(context -> {
            context.getBean(KeyRing.class);
            context.getBean(JdbcTemplate.class).execute("drop table rowseal_kek");
            assertThat(context.getBean(HealthIndicator.class).health().getStatus())
                    .isEqualTo(Status.DOWN);
        });
    }

    @Test
    void healthCanBeDisabled() {
        runner.withPropertyValues("management.health.rowseal.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void metersCountWhatTheKeyRingDoes() {
        runner.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> {
                    context.getBean(KeyRing.class);
                    MeterRegistry meters = context.getBean(MeterRegistry.class);
                    assertThat(count(meters, "rowseal.data.keys", "wrap")).isZero();
                    KeyRing ring = context.getBean(KeyRing.class);
                    Starters.open(ring, Starters.seal(ring, "hello"));
                    assertThat(count(meters, "rowseal.data.keys", "wrap")).isEqualTo(1);
                    assertThat(count(meters, "rowseal.data.keys", "unwrap")).isEqualTo(1);
                    assertThat(count(meters, "rowseal.master.key.calls", "wrap"))
                            .isEqualTo(ring.statistics().masterKeyWraps())
                            .isPositive();
                    assertThat(count(meters, "rowseal.master.key.calls", "unwrap"))
                            .isEqualTo(ring.statistics().masterKeyUnwraps())
                            .isPositive();
                });
    }

    @Test
    void withoutActuatorAndMicrometerTheKeyRingStarts() {
        runner.withClassLoader(new FilteredClassLoader(HealthIndicator.class, MeterRegistry.class))
                .run(context -> assertThat(context)
                        .hasSingleBean(KeyRing.class)
                        .doesNotHaveBean("rowsealHealthIndicator")
                        .doesNotHaveBean("rowsealKeyRingMetrics"));
    }

    private static double count(MeterRegistry meters, String name, String operation) {
        return meters.get(name).tag("operation", operation).functionCounter().count();
    }
}
