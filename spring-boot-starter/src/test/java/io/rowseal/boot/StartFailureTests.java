package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.mockito.Mockito.mock;

import io.rowseal.boot.refused.RefusedApplication;
import io.rowseal.keys.KeyRing;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
@OnSpringBoot40
class StartFailureTests {

    @TempDir
    Path directory;

    @Test
    void theConsoleSaysWhatToSetIfNothingIsConfigured(CapturedOutput output) {
        SpringApplication application = new SpringApplication(Application.class);
        assertThatException()
                .isThrownBy(() -> application.run("--spring.datasource.url=jdbc:h2:mem:nothing-configured"));
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("No master-key store is configured.")
                .contains("    rowseal.master-key-store.pkcs12.file=/path/to/master-keys.p12\n"
                        + "    rowseal.master-key-store.pkcs12.password=${MASTER_KEY_PASSWORD}\n")
                .contains("    rowseal.in-memory=true\n")
                .contains("rowseal.enabled=false");
    }

    @Test
    void f19_theConsoleSaysWhichQueriesOfAllRepositoriesCannotBeAnswered(CapturedOutput output) {
        SpringApplication application = new SpringApplication(RefusedApplication.class);
        assertThatException()
                .isThrownBy(() ->
                        application.run("--rowseal.in-memory=true", "--spring.datasource.url=jdbc:h2:mem:refused"));
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("MemberRepository.findByEmailStartingWith: ")
                .contains("attribute 'Member.email' is encrypted and cannot be used in STARTING_WITH")
                .contains("2 queries are not possible:")
                .contains("OtherMemberRepository.inLowerCase: ")
                .contains("cannot be used in function lower()");
    }

    @Test
    void aTypeWithoutFileSaysSo() {
        FailureAnalysis analysis =
                analysis(Starters.withDatabase().withPropertyValues("rowseal.master-key-store.type=pkcs12"));
        assertThat(analysis.getDescription())
                .isEqualTo("rowseal.master-key-store.type is 'pkcs12', and no file is configured.");
        assertThat(analysis.getAction()).contains("rowseal.master-key-store.pkcs12.file=");
    }

    @Test
    void anEmptyFileIsNone() {
        FailureAnalysis analysis =
                analysis(Starters.withDatabase().withPropertyValues("rowseal.master-key-store.pkcs12.file="));
        assertThat(analysis.getDescription()).isEqualTo("No master-key store is configured.");
    }

    @Test
    void aMissingOrEmptyPasswordSaysWhereToTakeItFrom() {
        Path file = directory.resolve("keys.p12");
        ApplicationContextRunner application =
                Starters.withDatabase().withPropertyValues("rowseal.master-key-store.pkcs12.file=" + file);
        for (ApplicationContextRunner each : new ApplicationContextRunner[] {
            application, application.withPropertyValues("rowseal.master-key-store.pkcs12.password=")
        }) {
            FailureAnalysis analysis = analysis(each);
            assertThat(analysis.getDescription())
                    .isEqualTo("The master-key file " + file + " has no password configured.");
            assertThat(analysis.getAction())
                    .contains("    rowseal.master-key-store.pkcs12.password=${MASTER_KEY_PASSWORD}\n")
                    .contains("configtree:");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aPlaceholderThatNothingResolvesIsNoPasswordAndIsNotShown() {
        Path file = directory.resolve("keys.p12");
        FailureAnalysis analysis = analysis(Starters.withDatabase()
                .withPropertyValues(
                        "rowseal.master-key-store.pkcs12.file=" + file,
                        "rowseal.master-key-store.pkcs12.password=secret${NOBODY_HAS_SET_THIS}"));
        assertThat(analysis.getDescription()).contains("placeholder").doesNotContain("secret", "NOBODY_HAS_SET_THIS");
        assertThat(analysis.getCause()).hasMessageNotContaining("NOBODY_HAS_SET_THIS");
        assertThat(analysis.getAction()).contains("environment variable");
        assertThat(file).doesNotExist();
    }

    @Test
    void aWrongPasswordSaysWhichPropertyToCorrect() {
        Path file = directory.resolve("keys.p12");
        ApplicationContextRunner application = Starters.withDatabase().withPropertyValues(Starters.pkcs12(file));
        application.run(context -> assertThat(context.getBean(KeyRing.class)).isNotNull());
        FailureAnalysis analysis =
                analysis(application.withPropertyValues("rowseal.master-key-store.pkcs12.password=guess"));
        assertThat(analysis.getDescription())
                .startsWith("The master-key file " + file + " does not open with this password")
                .doesNotContain("guess");
        assertThat(analysis.getAction()).contains("rowseal.master-key-store.pkcs12.password");
    }

    @Test
    void aMissingFileWhileThereAreKeysSaysToRestoreIt() throws Exception {
        Path file = directory.resolve("keys.p12");
        ApplicationContextRunner application = Starters.withDatabase("jdbc:h2:file:" + directory.resolve("data"))
                .withPropertyValues(Starters.pkcs12(file))
                .withPropertyValues("rowseal.kek-store.jdbc.initialize-schema=always");
        application.run(context -> Starters.seal(context.getBean(KeyRing.class), "hello"));
        Files.delete(file);
        FailureAnalysis analysis = analysis(application);
        assertThat(analysis.getDescription()).contains(file + " is missing").contains("restore it from its backup");
        assertThat(analysis.getAction())
                .startsWith("Restore the file from its backup")
                .doesNotContain("create-if-missing");
        assertThat(file).doesNotExist();
    }

    @Test
    void aMissingFileThatMayNotBeCreatedSaysWhichPropertyAllowsIt() {
        FailureAnalysis analysis = analysis(Starters.withDatabase()
                .withPropertyValues(Starters.pkcs12(directory.resolve("keys.p12")))
                .withPropertyValues("rowseal.master-key-store.pkcs12.create-if-missing=false"));
        assertThat(analysis.getAction()).contains("rowseal.master-key-store.pkcs12.create-if-missing=true");
    }

    @Test
    void aMissingTableSaysTheDdl() {
        FailureAnalysis analysis = analysis(Starters.withDatabase("jdbc:h2:file:" + directory.resolve("data"))
                .withPropertyValues(Starters.pkcs12(directory.resolve("keys.p12"))));
        assertThat(analysis.getDescription())
                .startsWith("The KEK store in table rowseal_kek of jdbc:h2:file:")
                .containsIgnoringCase("create table if not exists rowseal_kek (");
        assertThat(analysis.getAction()).contains("    rowseal.kek-store.jdbc.initialize-schema=always");
    }

    @Test
    void aMissingTableBeforeDeferredScriptsSaysThatTheyComeTooLate() {
        FailureAnalysis analysis = analysis(Starters.withDatabase()
                .withPropertyValues(Starters.pkcs12(directory.resolve("keys.p12")))
                .withPropertyValues(
                        "rowseal.kek-store.jdbc.initialize-schema=never",
                        "spring.jpa.defer-datasource-initialization=true"));
        assertThat(analysis.getAction()).contains("spring.jpa.defer-datasource-initialization=true makes");
    }

    @Test
    void noDataSourceSaysWhereToKeepTheTable() {
        FailureAnalysis analysis =
                analysis(Starters.rowseal().withPropertyValues(Starters.pkcs12(directory.resolve("keys.p12"))));
        assertThat(analysis.getDescription()).contains("the application has no data source");
        assertThat(analysis.getAction()).contains("    rowseal.kek-store.jdbc.url=jdbc:");
    }

    @Test
    void aDataSourceThatTellsNothingSaysWhereToKeepTheTable() {
        FailureAnalysis analysis = analysis(Starters.rowseal()
                .withBean(DataSource.class, () -> mock(DataSource.class))
                .withPropertyValues(Starters.pkcs12(directory.resolve("keys.p12"))));
        assertThat(analysis.getDescription()).contains("does not tell how it logs in");
        assertThat(analysis.getAction()).contains("    rowseal.kek-store.jdbc.url=jdbc:");
    }

    @Test
    void storesInMemoryAreRefusedBesideADatabaseThatLasts() {
        ApplicationContextRunner application = Starters.withDatabase("jdbc:h2:file:" + directory.resolve("data"));
        FailureAnalysis masterKeys =
                analysis(application.withPropertyValues("rowseal.master-key-store.type=in-memory"));
        assertThat(masterKeys.getDescription()).startsWith("rowseal.master-key-store.type is 'in-memory'");
        FailureAnalysis keks = analysis(application
                .withPropertyValues(Starters.pkcs12(directory.resolve("keys.p12")))
                .withPropertyValues("rowseal.kek-store.type=in-memory"));
        assertThat(keks.getDescription()).startsWith("rowseal.kek-store.type is 'in-memory'");
        assertThat(keks.getAction()).contains("    rowseal.in-memory=true");
    }

    @Test
    void anUnreachableDatabaseSaysSo() {
        FailureAnalysis analysis = analysis(Starters.rowseal()
                .withPropertyValues(Starters.pkcs12(directory.resolve("keys.p12")))
                .withPropertyValues("rowseal.kek-store.jdbc.url=jdbc:h2:tcp://localhost:1/app;PASSWORD=topsecret"));
        assertThat(analysis.getDescription()).contains("not be reached").doesNotContain("topsecret");
        assertThat(analysis.getAction()).contains("rowseal.kek-store.");
    }

    @Test
    void timesThatCanNotBeUsedNameTheirProperties() {
        FailureAnalysis analysis =
                analysis(Starters.rowseal().withPropertyValues("rowseal.in-memory=true", "rowseal.kek.period=0"));
        assertThat(analysis.getAction()).contains("rowseal.kek.period");
    }

    private static FailureAnalysis analysis(ApplicationContextRunner application) {
        FailureAnalysis[] found = new FailureAnalysis[1];
        Starters.needed(application).run(context -> {
            assertThat(context).hasFailed();
            found[0] = new KeyRingFailureAnalyzer().analyze(context.getStartupFailure());
        });
        assertThat(found[0]).isNotNull();
        return found[0];
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = {FlywayAutoConfiguration.class, LiquibaseAutoConfiguration.class})
    static class Application {}
}
