package io.rowseal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReportTest {

    @TempDir
    private Path directory;

    private ConfigurationReport report(String url, String more) throws Exception {
        Files.writeString(directory.resolve("secret.txt"), "correct horse battery staple");
        return ConfigurationReport.of(
                Files.writeString(directory.resolve("rowseal.properties"), """
                        master-key-store.pkcs12.file = masters.p12
                        master-key-store.pkcs12.password-file = secret.txt
                        kek-store.jdbc.url = %s
                        %s
                        """.formatted(url, more))
                        .toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:h2:file:/data/keks | jdbc:h2:file:/data/keks;IFEXISTS=TRUE;ACCESS_MODE_DATA=r",
                "jdbc:h2:~/keks;MODE=PostgreSQL | jdbc:h2:~/keks;MODE=PostgreSQL;IFEXISTS=TRUE;ACCESS_MODE_DATA=r",
                "jdbc:h2:/data/keks;ifexists=true | jdbc:h2:/data/keks;ifexists=true;ACCESS_MODE_DATA=r",
                "jdbc:h2:/data/keks;AUTO_SERVER=TRUE | jdbc:h2:/data/keks;AUTO_SERVER=TRUE;IFEXISTS=TRUE",
                "jdbc:h2:tcp://host/keks | jdbc:h2:tcp://host/keks",
                "jdbc:h2:ssl://host/keks | jdbc:h2:ssl://host/keks",
                "jdbc:postgresql://host/app | jdbc:postgresql://host/app"
            })
    void anEmbeddedDatabaseIsOpenedForReadingAndOnlyIfItExists(String configured, String opened) {
        assertThat(ConfigurationReport.existingOnly(configured)).isEqualTo(opened);
    }

    @Test
    void twoMissingStoresAreTwoProblemsAndNothingIsCreated() throws Exception {
        ConfigurationReport report = report("jdbc:h2:file:" + directory.resolve("keks"), "");
        assertThat(report.problems()).hasSize(2);
        assertThat(report.problems().get(0)).contains("the database does not exist");
        assertThat(report.problems().get(1))
                .contains("masters.p12 is missing: make the KEK store reachable first")
                .doesNotContain("there are KEK records");
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("secret.txt", "rowseal.properties");
        }
    }

    @Test
    void aDatabaseWithoutDriverIsTold() throws Exception {
        ConfigurationReport report = report("jdbc:unheard-of://user:hunter2@host/app?password=hunter2", "");
        assertThat(report.problems())
                .anySatisfy(problem -> assertThat(problem).contains("put the database's driver on the class path"));
        assertThat(report.problems() + " " + report.facts()).doesNotContain("hunter2");
    }

    @Test
    void aMissingPasswordIsToldBeforeTheFileIsCreated() throws Exception {
        ConfigurationReport report = report("jdbc:h2:file:" + directory.resolve("keks"), """
                master-key-store.pkcs12.create-if-missing = true
                kek-store.jdbc.create-if-missing = true
                kek-store.jdbc.password-env = ROWSEAL_NOT_SET
                """);
        assertThat(report.problems()).hasSize(2);
        assertThat(report.problems().get(0)).contains("environment variable ROWSEAL_NOT_SET is not set");
        assertThat(report.problems().get(1)).contains("make the KEK store reachable first");
    }

    @Test
    void theConfiguredPrimitivesAreTested() throws Exception {
        assertThat(report("jdbc:h2:file:" + directory.resolve("keks"), "").facts())
                .containsEntry("self test", "passed");
        assertThat(ConfigurationReport.withoutFile().facts())
                .containsEntry("self test", "passed")
                .containsKey("primitives");
        ConfigurationReport report =
                report("jdbc:h2:file:" + directory.resolve("keks"), "primitives.provider = Unheard-of");
        assertThat(report.problems().get(0)).contains("Unheard-of");
        assertThat(report.facts()).doesNotContainKey("self test");
    }
}
