package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rowseal.indexed.Subscriber;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.spi.KekPurpose;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Blind indexes that searches do not find, as a property and as meters. */
class IndexMetricsTests {

    private final ApplicationContextRunner runner = Starters.withHibernate(
                    "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1")
            .withConfiguration(
                    AutoConfigurations.of(RowsealMetricsAutoConfiguration.class, MetricsAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withPropertyValues("spring.jpa.hibernate.ddl-auto=update");

    @Test
    void f01_valuesThatSearchesDoNotFindAreCountedByAttribute() {
        afterAValueIsWritten(changed -> changed.withPropertyValues("rowseal.index-check=warn")
                .run(context -> {
                    assertThat(values(context, "disagreeing")).isZero();
                    try (EntityManager manager =
                            context.getBean(EntityManagerFactory.class).createEntityManager()) {
                        assertThat(manager.find(io.rowseal.reindexed.Subscriber.class, 1L).email)
                                .isEqualTo("ada@example.org");
                    }
                    assertThat(values(context, "disagreeing")).isEqualTo(1);
                    assertThat(values(context, "not-compared")).isZero();
                }));
    }

    @Test
    void f01_withoutTheSettingTheStartIsRefused() {
        afterAValueIsWritten(changed -> changed.run(
                context -> assertThat(context).getFailure().rootCause().hasMessageContaining("another epoch")));
    }

    @Test
    void f01_valuesWhoseIndexKeyIsUnavailableAreCountedByAttribute() {
        InMemoryMasterKeyStore masterKeys = new InMemoryMasterKeyStore();
        InMemoryKekStore records = new InMemoryKekStore();
        InMemoryKekStore partly = new InMemoryKekStore();
        ApplicationContextRunner application = runner.withUserConfiguration(BeforeTheChange.class);
        application.withBean(KeyRing.class, () -> ring(masterKeys, records)).run(context -> {
            context.getBean(EntityManagerFactory.class)
                    .unwrap(SessionFactory.class)
                    .inTransaction(session -> {
                        session.persist(new Subscriber(1, "ada@example.org"));
                        session.persist(new Subscriber(2, "bob@example.org"));
                    });
            records.all().stream()
                    .filter(each -> each.purpose() == KekPurpose.KEK)
                    .forEach(partly::insert);
            application
                    .withBean(KeyRing.class, () -> ring(masterKeys, partly))
                    .withPropertyValues("rowseal.index-check=warn")
                    .run(restarted -> {
                        try (EntityManager manager =
                                restarted.getBean(EntityManagerFactory.class).createEntityManager()) {
                            assertThat(manager.find(Subscriber.class, 1L).email).isEqualTo("ada@example.org");
                            assertThat(manager.find(Subscriber.class, 2L).email).isEqualTo("bob@example.org");
                        }
                        assertThat(values(restarted, Subscriber.class, "not-compared"))
                                .isEqualTo(2);
                        assertThat(values(restarted, Subscriber.class, "disagreeing"))
                                .isZero();
                    });
        });
    }

    private static KeyRing ring(InMemoryMasterKeyStore masterKeys, InMemoryKekStore records) {
        return KeyRing.builder().masterKeyStore(masterKeys).kekStore(records).build();
    }

    /** The keys in memory live as long as the application that wrote. */
    private void afterAValueIsWritten(Consumer<ApplicationContextRunner> test) {
        runner.withUserConfiguration(BeforeTheChange.class)
                .withPropertyValues("rowseal.in-memory=true")
                .run(context -> {
                    context.getBean(EntityManagerFactory.class)
                            .unwrap(SessionFactory.class)
                            .inTransaction(session -> session.persist(new Subscriber(1, "ada@example.org")));
                    test.accept(runner.withUserConfiguration(AfterTheChange.class)
                            .withBean(KeyRing.class, () -> context.getBean(KeyRing.class)));
                });
    }

    private static double values(ApplicationContext context, String result) {
        return values(context, io.rowseal.reindexed.Subscriber.class, result);
    }

    private static double values(ApplicationContext context, Class<?> entity, String result) {
        return context.getBean(MeterRegistry.class)
                .get("rowseal.index.values")
                .tag("entity", entity.getName())
                .tag("attribute", "email")
                .tag("result", result)
                .functionCounter()
                .count();
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = Subscriber.class)
    static class BeforeTheChange {}

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = io.rowseal.reindexed.Subscriber.class)
    static class AfterTheChange {}
}
