package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import jakarta.persistence.EntityManagerFactory;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

@OnSpringBoot40
class RowsealHibernateAutoConfigurationTests {

    private final ApplicationContextRunner runner = Starters.withHibernate(
                    "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1")
            .withUserConfiguration(NoEntities.class);

    @Test
    void theEntityManagerFactoryGetsKeyRingAndScope() {
        runner.withPropertyValues("rowseal.in-memory=true", "rowseal.scope=tenant-7")
                .run(context -> assertThat(
                                context.getBean(EntityManagerFactory.class).getProperties())
                        .containsEntry(RowsealSettings.KEY_RING, context.getBean(KeyRing.class))
                        .containsEntry(RowsealSettings.SCOPE, "tenant-7"));
    }

    @Test
    void checksAtStartAreSetUnderTheNamesThatTheirMessagesUse() {
        runner.withPropertyValues("rowseal.in-memory=true")
                .run(context -> assertThat(
                                context.getBean(EntityManagerFactory.class).getProperties())
                        .containsEntry(RowsealSettings.SCHEMA_CHECK, "fail")
                        .containsEntry(RowsealSettings.PLAIN_COLUMN_CHECK, "fail")
                        .containsEntry(RowsealSettings.INDEX_CHECK, "fail")
                        .containsEntry(RowsealSettings.ALLOW_PLAINTEXT_LOGGERS, false)
                        .containsEntry(RowsealSettings.SEALED_VALUES, "allow"));
        runner.withPropertyValues(
                        "rowseal.in-memory=true",
                        RowsealSettings.SCHEMA_CHECK + "=skip",
                        "rowseal.plain-column-check=skip",
                        "rowseal.index-check=reject",
                        RowsealSettings.ALLOW_PLAINTEXT_LOGGERS + "=true",
                        RowsealSettings.SEALED_VALUES + "=reject")
                .run(context -> assertThat(
                                context.getBean(EntityManagerFactory.class).getProperties())
                        .containsEntry(RowsealSettings.SCHEMA_CHECK, "skip")
                        .containsEntry(RowsealSettings.PLAIN_COLUMN_CHECK, "skip")
                        .containsEntry(RowsealSettings.INDEX_CHECK, "reject")
                        .containsEntry(RowsealSettings.ALLOW_PLAINTEXT_LOGGERS, true)
                        .containsEntry(RowsealSettings.SEALED_VALUES, "reject"));
    }

    @Test
    void theEntityManagerFactoryGetsTheKeyRingOfTheApplication() {
        KeyRing own = KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new InMemoryKekStore())
                .build();
        runner.withBean(KeyRing.class, () -> own)
                .run(context -> assertThat(
                                context.getBean(EntityManagerFactory.class).getProperties())
                        .containsEntry(RowsealSettings.KEY_RING, own));
    }

    @Test
    void disabledMeansThatHibernateStartsWithoutKeyRing() {
        runner.withPropertyValues("rowseal.enabled=false")
                .run(context -> assertThat(
                                context.getBean(EntityManagerFactory.class).getProperties())
                        .extractingByKey(RowsealSettings.KEY_RING)
                        .isNotInstanceOf(KeyRing.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class NoEntities {}
}
