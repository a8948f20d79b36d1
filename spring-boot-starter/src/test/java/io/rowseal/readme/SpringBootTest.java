package io.rowseal.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.jdbc.core.JdbcTemplate;

/** The quick start of the README, as an application that is started twice on the same files. */
class SpringBootTest {

    @SpringBootApplication
    static class Application {}

    @TempDir
    Path directory;

    @Test
    void theQuickStartEncryptsAndFindsAfterARestart() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            Patient patient = new Patient();
            patient.notes = "allergic to penicillin";
            patient.birthDate = LocalDate.of(1815, 12, 10);
            patient.email = "ada@example.org";
            context.getBean(PatientRepository.class).save(patient);

            List<byte[]> stored = context.getBean(JdbcTemplate.class)
                    .query("select notes from patient", (row, number) -> row.getBytes(1));
            assertThat(stored)
                    .singleElement()
                    .satisfies(notes -> assertThat(notes).startsWith(0xF9).hasSize(patient.notes.length() + 29));
        }
        try (ConfigurableApplicationContext context = start()) {
            Patient found = context.getBean(PatientRepository.class)
                    .findByEmail("ada@example.org")
                    .orElseThrow();
            assertThat(found.notes).isEqualTo("allergic to penicillin");
            assertThat(found.birthDate).isEqualTo(LocalDate.of(1815, 12, 10));
        }
    }

    private ConfigurableApplicationContext start() throws Exception {
        Properties readme =
                PropertiesLoaderUtils.loadProperties(new ClassPathResource("readme/application.properties"));
        readme.putAll(PropertiesLoaderUtils.loadProperties(new ClassPathResource("readme/development.properties")));
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                .properties(readme)
                .run(
                        "--rowseal.master-key-store.pkcs12.file="
                                + directory.resolve(readme.getProperty("rowseal.master-key-store.pkcs12.file")),
                        "--MASTER_KEY_PASSWORD=only for this test",
                        "--spring.datasource.url=jdbc:h2:file:" + directory.resolve("clinic"),
                        "--spring.flyway.enabled=false",
                        "--spring.liquibase.enabled=false");
    }
}
