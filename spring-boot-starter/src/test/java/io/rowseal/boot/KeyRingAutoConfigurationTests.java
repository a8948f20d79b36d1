package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.KeyRingPolicy;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.keys.spi.MasterKeyStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
@OnSpringBoot40
class KeyRingAutoConfigurationTests {

    private final ApplicationContextRunner inMemory = Starters.rowseal().withPropertyValues("rowseal.in-memory=true");

    @TempDir
    Path directory;

    @Test
    void onePropertyGivesAKeyRingForTests() {
        inMemory.run(context -> {
            KeyRing ring = context.getBean(KeyRing.class);
            assertThat(Starters.open(ring, Starters.seal(ring, "hello"))).isEqualTo("hello");
        });
    }

    @Test
    void inMemoryWinsOverWhateverStoresAreConfigured() {
        Path file = directory.resolve("keys.p12");
        InMemoryMasterKeyStore production = new InMemoryMasterKeyStore("production");
        Starters.withDatabase()
                .withPropertyValues(Starters.pkcs12(file))
                .withPropertyValues("rowseal.in-memory=true")
                .withBean(MasterKeyStore.class, () -> production)
                .run(context -> {
                    assertThat(context.getBean(KeyRing.class).describe())
                            .singleElement()
                            .asString()
                            .startsWith("in memory")
                            .doesNotContain("production");
                    assertThat(context).doesNotHaveBean(KekStore.class);
                    assertThat(file).doesNotExist();
                });
    }

    @Test
    void inMemoryWarnsUnlessTheDatabaseIsInMemoryToo(CapturedOutput output) {
        Starters.needed(Starters.withDatabase())
                .withPropertyValues("rowseal.in-memory=true")
                .run(context -> assertThat(output).doesNotContain("rowseal.in-memory=true"));
        Starters.needed(Starters.withDatabase("jdbc:h2:file:" + directory.resolve("data")))
                .withPropertyValues("rowseal.in-memory=true")
                .run(context -> {
                    assertThat(context).hasSingleBean(KeyRing.class);
                    assertThat(output).contains("WARN").contains("all keys are lost when this application stops");
                });
    }

    @Test
    void disabledMeansNoBeans() {
        Starters.withDatabase()
                .withPropertyValues("rowseal.enabled=false", "rowseal.in-memory=true")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(KeyRing.class)
                        .doesNotHaveBean(MasterKeyStore.class)
                        .doesNotHaveBean(KekStore.class)
                        .doesNotHaveBean("rowsealHibernatePropertiesCustomizer"));
    }

    @Test
    void thePolicyComesFromProperties() {
        inMemory.withPropertyValues(
                        "rowseal.kek.period=30",
                        "rowseal.kek.grace=12h",
                        "rowseal.cache.age=600",
                        "rowseal.cache.entries=7",
                        "rowseal.cache.row-key-entries=70")
                .run(context -> assertThat(context.getBean(KeyRing.class).policy())
                        .isEqualTo(KeyRingPolicy.builder()
                                .kekPeriod(Duration.ofDays(30))
                                .kekGrace(Duration.ofHours(12))
                                .cacheAge(Duration.ofMinutes(10))
                                .cacheEntries(7)
                                .rowKeyCacheEntries(70)
                                .build()));
    }

    @Test
    void theDefaultPolicyIsThatOfTheLibrary() {
        inMemory.run(
                context -> assertThat(context.getBean(KeyRing.class).policy()).isEqualTo(KeyRingPolicy.DEFAULT));
    }

    @Test
    void customizersComeAfterProperties() {
        KeyRingPolicy own =
                KeyRingPolicy.builder().kekPeriod(Duration.ofDays(1)).build();
        inMemory.withPropertyValues("rowseal.kek.period=30")
                .withBean(KeyRingBuilderCustomizer.class, () -> builder -> builder.policy(own))
                .run(context ->
                        assertThat(context.getBean(KeyRing.class).policy()).isEqualTo(own));
    }

    @Test
    void theKeyRingIsClosedWithTheContext() {
        KeyRing[] ring = new KeyRing[1];
        inMemory.run(context -> {
            ring[0] = context.getBean(KeyRing.class);
            Starters.seal(ring[0], "hello");
        });
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> Starters.seal(ring[0], "hello"));
    }

    @Test
    void whatWasWrittenIsReadAfterARestart() {
        byte[][] sealed = new byte[1][];
        ApplicationContextRunner application = Starters.withDatabase("jdbc:h2:file:" + directory.resolve("data"))
                .withPropertyValues(Starters.pkcs12(directory.resolve("keys.p12")))
                .withPropertyValues("rowseal.kek-store.jdbc.initialize-schema=always");
        application.run(context -> sealed[0] = Starters.seal(context.getBean(KeyRing.class), "hello"));
        application.run(context -> assertThat(Starters.open(context.getBean(KeyRing.class), sealed[0]))
                .isEqualTo("hello"));
    }

    @Test
    void withoutHibernateThereIsAKeyRing() {
        inMemory.withClassLoader(new FilteredClassLoader(
                        "org.hibernate", "jakarta.persistence", "org.springframework.boot.hibernate"))
                .run(context -> assertThat(context)
                        .hasSingleBean(KeyRing.class)
                        .doesNotHaveBean("rowsealHibernatePropertiesCustomizer"));
    }
}
