package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.rowseal.ConfigurationException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What an application with encrypted entities prints when it does not start. */
@ExtendWith(OutputCaptureExtension.class)
@OnSpringBoot40
class RefusedStartTests {

    @TempDir
    Path directory;

    private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    @Test
    void f20_disabledRowsealNamesTheAttributeAndTheProperty(CapturedOutput output) {
        start("rowseal.enabled=false");
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .containsPattern(
                        "attributes '[A-Za-z.]+', '[A-Za-z.', ]+ are @Encrypted, but there is no key ring: Rowseal is"
                                + " disabled by rowseal.enabled=false, and nothing is written in plaintext instead")
                .contains("Remove rowseal.enabled=false")
                .doesNotContain("ddl-auto");
        String description = output.getOut().substring(output.getOut().indexOf("APPLICATION FAILED TO START"));
        assertThat(description.split("is disabled by", -1)).hasSize(2);
    }

    @Test
    void f20_aKeyFileInADirectoryThatDoesNotExistNamesTheDirectory(CapturedOutput output) {
        start(Starters.pkcs12(directory.resolve("no-directory/keys.p12")));
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(directory.resolve("no-directory/keys.p12") + " ")
                .contains("because its directory does not exist")
                .contains("mkdir -m 700")
                .doesNotContain("ddl-auto");
    }

    @Test
    void f20_missingTablesAreLeftToMigrations(CapturedOutput output) {
        start("rowseal.in-memory=true", "spring.jpa.hibernate.ddl-auto=none");
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Action:")
                .doesNotContain("ddl-auto=update");
    }

    @Test
    void f20_plainTextInTheTableIsNoReasonToUpdateIt(CapturedOutput output) {
        JdbcClient client = JdbcClient.create(new DriverManagerDataSource(database, "sa", ""));
        client.sql("create table customer (id bigint primary key, notes varchar(255))")
                .update();
        client.sql("insert into customer values (1, 'plain')").update();
        start("rowseal.in-memory=true", "spring.jpa.hibernate.ddl-auto=update");
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .containsIgnoringCase("customer")
                .doesNotContain("ddl-auto=update");
    }

    @Test
    void f20_theActionForWhatHasStatementsIsToMigrate() {
        FailureAnalysis analysis = new KeyRingFailureAnalyzer()
                .analyze(new ConfigurationException(
                        "columns do not fit; apply the statements with your migration tool and start again: …"));
        assertThat(analysis.getAction()).contains("migrations").doesNotContain("ddl-auto");
    }

    private void start(String... properties) {
        String[] arguments = Stream.concat(
                        Stream.of("spring.datasource.url=" + database, "spring.data.jpa.repositories.enabled=false"),
                        Stream.of(properties))
                .map(property -> "--" + property)
                .toArray(String[]::new);
        assertThatException()
                .isThrownBy(() -> new SpringApplicationBuilder(UnneededKeyRingTests.WithDatabase.class).run(arguments));
    }
}
