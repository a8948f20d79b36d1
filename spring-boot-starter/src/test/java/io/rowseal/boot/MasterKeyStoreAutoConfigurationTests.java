package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.keys.spi.MasterKeyStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@OnSpringBoot40
class MasterKeyStoreAutoConfigurationTests {

    private final ApplicationContextRunner runner = Starters.needed(Starters.withDatabase());

    @TempDir
    Path directory;

    @Test
    void aFileIsEnoughToChoosePkcs12AndIsCreated() {
        Path file = directory.resolve("keys.p12");
        runner.withPropertyValues(Starters.pkcs12(file)).run(context -> {
            assertThat(context).hasSingleBean(Pkcs12MasterKeyStore.class).hasSingleBean(KeyRing.class);
            assertThat(file).exists();
        });
    }

    @Test
    void aFileIsNotCreatedIfThatIsForbidden() {
        Path file = directory.resolve("keys.p12");
        runner.withPropertyValues(Starters.pkcs12(file))
                .withPropertyValues("rowseal.master-key-store.pkcs12.create-if-missing=false")
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(file).doesNotExist();
                });
    }

    @Test
    void storeIdAndActiveKeyAreUsed() {
        Path file = directory.resolve("keys.p12");
        runner.withPropertyValues(Starters.pkcs12(file))
                .withPropertyValues("rowseal.master-key-store.pkcs12.store-id=vault-1")
                .run(context -> {
                    Pkcs12MasterKeyStore store = context.getBean(Pkcs12MasterKeyStore.class);
                    assertThat(store.storeId()).isEqualTo("vault-1");
                    assertThat(store.rotate()).isEqualTo("master-2");
                });
        runner.withPropertyValues(Starters.pkcs12(file))
                .withPropertyValues("rowseal.master-key-store.pkcs12.active-key=master-1")
                .run(context -> assertThat(context.getBean(MasterKeyStore.class).activeKeyRef())
                        .isEqualTo("master-1"));
        runner.withPropertyValues(Starters.pkcs12(file))
                .run(context -> assertThat(context.getBean(MasterKeyStore.class).activeKeyRef())
                        .isEqualTo("master-2"));
    }

    @Test
    void anEmptyActiveKeyIsNone() {
        runner.withPropertyValues(Starters.pkcs12(directory.resolve("keys.p12")))
                .withPropertyValues("rowseal.master-key-store.pkcs12.active-key=")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aStoreInMemoryIsAcceptedBesideADatabaseInMemory() {
        runner.withPropertyValues("rowseal.master-key-store.type=in-memory")
                .run(context -> assertThat(context).hasSingleBean(InMemoryMasterKeyStore.class));
    }

    @Test
    void aStoreOfTheApplicationWinsOverProperties() {
        Path file = directory.resolve("keys.p12");
        runner.withUserConfiguration(OneStore.class)
                .withPropertyValues(Starters.pkcs12(file))
                .run(context -> {
                    assertThat(context.getBean(MasterKeyStore.class).storeId()).isEqualTo("own");
                    assertThat(file).doesNotExist();
                });
    }

    @Test
    void allStoresOfTheApplicationWrapEveryKek() {
        InMemoryKekStore records = new InMemoryKekStore();
        InMemoryMasterKeyStore second = new InMemoryMasterKeyStore("second");
        runner.withUserConfiguration(OneStore.class)
                .withBean("second", MasterKeyStore.class, () -> second)
                .withBean(KekStore.class, () -> records)
                .run(context -> {
                    assertThat(context.getBean(KeyRing.class).describe()).hasSize(2);
                    Starters.seal(context.getBean(KeyRing.class), "hello");
                    assertThat(records.all())
                            .isNotEmpty()
                            .allSatisfy(found -> assertThat(found.recipients()).hasSize(2));
                });
    }

    @Test
    void aKeyRingOfTheApplicationNeedsNoStore() {
        runner.withBean(
                        KeyRing.class,
                        () -> KeyRing.builder()
                                .masterKeyStore(new InMemoryMasterKeyStore())
                                .kekStore(new InMemoryKekStore())
                                .build())
                .run(context -> assertThat(context)
                        .hasSingleBean(KeyRing.class)
                        .doesNotHaveBean(MasterKeyStore.class)
                        .doesNotHaveBean(KekStore.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class OneStore {

        @Bean
        MasterKeyStore own() {
            return new InMemoryMasterKeyStore("own");
        }
    }
}
