package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowseal.boot.modes.Memo;
import io.rowseal.hibernate.PlaintextEvent;
import io.rowseal.hibernate.PlaintextListener;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The mode of an encrypted attribute as a property of the application. */
class ModeTests {

    private final ApplicationContextRunner runner = Starters.withHibernate(
                    "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1")
            .withUserConfiguration(Memos.class)
            .withPropertyValues("rowseal.in-memory=true", "spring.jpa.hibernate.ddl-auto=create");

    @Test
    void aPropertyGivesTheMode() {
        List<PlaintextEvent> events = new ArrayList<>();
        runner.withBean(PlaintextListener.class, () -> events::add)
                .withPropertyValues("rowseal.mode.Memo.text=write-plaintext until 2999-12-31")
                .run(context -> {
                    context.getBean(EntityManagerFactory.class)
                            .unwrap(SessionFactory.class)
                            .inTransaction(session -> session.persist(new Memo(1, "plain")));
                    assertThat(context.getBean(JdbcTemplate.class)
                                    .queryForObject("select text from Memo", String.class))
                            .isEqualTo("plain");
                    assertThat(events).extracting(PlaintextEvent::attribute).containsExactly("text");
                });
    }

    @Test
    void aPropertyThatNamesNoAttributeStopsTheStart() {
        runner.withPropertyValues("rowseal.mode.Memo.texts=write-plaintext until 2999-12-31")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("'rowseal.mode.Memo.texts' names no encrypted attribute"));
    }

    @Test
    void plaintextValuesAreCounted() {
        runner.withConfiguration(
                        AutoConfigurations.of(RowsealMetricsAutoConfiguration.class, MetricsAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues("rowseal.mode.all=write-ciphertext until 2999-12-31")
                .run(context -> {
                    insertPlaintext(context);
                    readPlaintext(context.getBean(EntityManagerFactory.class));
                    System.gc(); // a registry holds weakly what it asks
                    MeterRegistry meters = context.getBean(MeterRegistry.class);
                    assertThat(values(meters, "read")).isEqualTo(1);
                    assertThat(values(meters, "write")).isZero();
                });
    }

    @Test
    void plaintextValuesOfSeveralSessionFactoriesAreCountedTogether() {
        ApplicationContextRunner reading =
                runner.withPropertyValues("rowseal.mode.all=write-ciphertext until 2999-12-31");
        reading.run(one -> reading.run(other -> {
            StaticListableBeanFactory factories = new StaticListableBeanFactory(Map.of(
                    "one", one.getBean(EntityManagerFactory.class),
                    "other", other.getBean(EntityManagerFactory.class)));
            MeterBinder metrics = AttributeMetrics.ofPlaintext(factories.getBeanProvider(EntityManagerFactory.class));
            MeterRegistry meters = new SimpleMeterRegistry();
            metrics.bindTo(meters);
            insertPlaintext(other);
            readPlaintext(one.getBean(EntityManagerFactory.class));
            readPlaintext(other.getBean(EntityManagerFactory.class));
            assertThat(values(meters, "read")).isEqualTo(2);
            Reference.reachabilityFence(metrics);
        }));
    }

    private static void insertPlaintext(ApplicationContext context) {
        context.getBean(JdbcTemplate.class).update("insert into Memo(id, text) values (1, 'plain')");
    }

    private static void readPlaintext(EntityManagerFactory factory) {
        try (EntityManager manager = factory.createEntityManager()) {
            assertThat(manager.find(Memo.class, 1L).text).isEqualTo("plain");
        }
    }

    private static double values(MeterRegistry meters, String operation) {
        return meters.get("rowseal.plaintext.values")
                .tag("entity", Memo.class.getName())
                .tag("attribute", "text")
                .tag("operation", operation)
                .functionCounter()
                .count();
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = Memo.class)
    static class Memos {}
}
