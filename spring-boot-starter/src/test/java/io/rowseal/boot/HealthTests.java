package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Health looks at what the stores hold now, not at what the process remembers. */
@ExtendWith(OutputCaptureExtension.class)
class HealthTests {

    @TempDir
    Path directory;

    @Test
    void f16_healthIsUpAndTellsWhetherThereAreKeys() {
        runner("0s").run(context -> {
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            assertThat(health(context).getDetails()).containsEntry("hasKeys", false);
            Starters.seal(context.getBean(KeyRing.class), "hello");
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            assertThat(health(context).getDetails()).containsEntry("hasKeys", true);
        });
    }

    @Test
    void f16_healthIsDownWhenTheKeyFileIsGone() {
        runner("0s").run(context -> {
            Starters.seal(context.getBean(KeyRing.class), "hello");
            Files.delete(file());
            Health health = health(context);
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails().get("error").toString()).contains(file().toString());
        });
    }

    @Test
    void f16_healthIsDownWhenTheKekTableIsGone() {
        runner("0s").run(context -> {
            Starters.seal(context.getBean(KeyRing.class), "hello");
            context.getBean(JdbcTemplate.class).execute("drop table rowseal_kek");
            assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
        });
    }

    @Test
    void f16_healthIsDownOnAHostWithAKeyFileOfItsOwn() {
        String database = "jdbc:h2:file:" + directory.resolve("data");
        runner("0s", database, file()).run(context -> Starters.seal(context.getBean(KeyRing.class), "hello"));
        runner("0s", database, directory.resolve("other.p12"))
                .withPropertyValues("rowseal.master-key-store.pkcs12.store-id=other")
                .run(context -> assertThat(context).hasFailed());
        runner("0s", "jdbc:h2:mem:other;DB_CLOSE_DELAY=-1", directory.resolve("other.p12"))
                .run(context -> Starters.seal(context.getBean(KeyRing.class), "hello"));
        runner("0s", database, directory.resolve("other.p12")).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
        });
    }

    @Test
    void f16_healthFindsAReplacedKeyFile() {
        Path other = directory.resolve("other.p12");
        runner("0s", "jdbc:h2:mem:other2;DB_CLOSE_DELAY=-1", other)
                .run(context -> Starters.seal(context.getBean(KeyRing.class), "hello"));
        runner("0s").run(context -> {
            Starters.seal(context.getBean(KeyRing.class), "hello");
            Files.copy(other, file(), StandardCopyOption.REPLACE_EXISTING);
            assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
        });
    }

    @Test
    void f16_theAnswerIsGivenAgainForAWhile() {
        runner("1h").run(context -> {
            Starters.seal(context.getBean(KeyRing.class), "hello");
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            long unwraps = context.getBean(KeyRing.class).statistics().masterKeyUnwraps();
            Files.delete(file());
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            assertThat(context.getBean(KeyRing.class).statistics().masterKeyUnwraps())
                    .isEqualTo(unwraps);
        });
    }

    @Test
    void f16_keysOfTenantsAloneAreOpenedToo() {
        runner("0s").run(context -> {
            context.getBean(KeyRing.class).rotateKek("tenant-a");
            assertThat(health(context).getDetails()).containsEntry("hasKeys", true);
            Files.delete(file());
            assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
        });
    }

    @Test
    void f16_theLogOfAnApplicationNamesTheEventsOfKeys(CapturedOutput output) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(
                        UnneededKeyRingTests.WithDatabase.class)
                .run(
                        "--spring.datasource.url=jdbc:h2:mem:events;DB_CLOSE_DELAY=-1",
                        "--spring.data.jpa.repositories.enabled=false",
                        "--" + Starters.pkcs12(file())[0],
                        "--" + Starters.pkcs12(file())[1])) {
            KeyRing ring = context.getBean(KeyRing.class);
            Starters.seal(ring, "hello");
            ring.rotateKek(KeyRing.DEFAULT_SCOPE);
            context.getBean(Pkcs12MasterKeyStore.class).rotate();
            ring.rewrapKeks();
        }
        assertThat(output)
                .containsPattern("INFO .*" + file().getFileName())
                .containsPattern("INFO .*created the KEK with kekId")
                .containsPattern("INFO .*rotated the KEK of scope 'default'")
                .containsPattern("INFO .*rewrapped \\d+ KEK records with pkcs12/master-2")
                .doesNotContain(Starters.PASSWORD);
    }

    private Path file() {
        return directory.resolve("keys.p12");
    }

    private ApplicationContextRunner runner(String cache) {
        return runner(cache, "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", file());
    }

    private static ApplicationContextRunner runner(String cache, String database, Path file) {
        return Starters.needed(Starters.withDatabase(database))
                .withConfiguration(AutoConfigurations.of(RowsealHealthAutoConfiguration.class))
                .withPropertyValues(Starters.pkcs12(file))
                .withPropertyValues("rowseal.health.cache=" + cache, "rowseal.kek-store.jdbc.initialize-schema=always");
    }

    private static Health health(ApplicationContext context) {
        return context.getBean(HealthIndicator.class).health();
    }
}
