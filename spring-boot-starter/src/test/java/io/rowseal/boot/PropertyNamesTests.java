package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A property that nobody reads must not look as if it were set. */
@ExtendWith(OutputCaptureExtension.class)
@OnSpringBoot40
class PropertyNamesTests {

    private final ApplicationContextRunner runner = Starters.rowseal().withPropertyValues("rowseal.in-memory=true");

    @ParameterizedTest
    @CsvSource({
        "rowseal.kek-store.jdbc.initialise-schema, rowseal.kek-store.jdbc.initialize-schema",
        "rowseal.sealed-value, rowseal.sealed-values",
        "rowseal.masterkeystore.pkcs12.pasword, rowseal.master-key-store.pkcs12.password",
        "rowseal.pkcs12.file, rowseal.master-key-store.pkcs12.file",
        "rowseal.enable, rowseal.enabled",
        "rowseal.kek.periods, rowseal.kek.period"
    })
    void f20_aMisspelledPropertyIsRefusedWithTheNearestName(String misspelled, String meant) {
        runner.withPropertyValues(misspelled + "=topsecret").run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = new KeyRingFailureAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains(misspelled).doesNotContain("topsecret");
            assertThat(analysis.getAction())
                    .contains(misspelled + " (" + meant + "?)")
                    .doesNotContain("topsecret");
        });
    }

    @Test
    void f20_aMisspelledPropertyIsRefusedWhereRowsealIsDisabledToo() {
        runner.withPropertyValues("rowseal.enabled=false", "rowseal.shcema-check=skip")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void f20_allMisspelledPropertiesAreNamedAtOnce() {
        runner.withPropertyValues("rowseal.shcema-check=skip", "rowseal.dta-check=skip")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("rowseal.dta-check, rowseal.shcema-check"));
    }

    @Test
    void f20_everySpellingThatSpringBootBindsIsAccepted(CapturedOutput output) {
        runner.withPropertyValues(
                        "rowseal.schemaCheck=skip",
                        "rowseal.data_check=skip",
                        "rowseal.mode.Patient.notes=strict",
                        "rowseal.mode[Memo.text]=strict",
                        "rowseal.kek.allow-new-index-root[0]=default")
                .withInitializer(environment(Map.of(
                        "ROWSEAL_MASTERKEYSTORE_PKCS12_FILE", "/none.p12",
                        "ROWSEAL_KEK_STORE_JDBC_TABLE", "t",
                        "ROWSEAL_MODE_ALL", "strict")))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output).doesNotContain("There is no property");
                });
    }

    @Test
    void f20_aVariableThatMayBeSomebodyElsesIsWarnedOf(CapturedOutput output) {
        runner.withInitializer(environment(Map.of("ROWSEAL_SHCEMACHECK", "topsecret")))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output)
                            .containsPattern("WARN.*There is no property rowseal.shcemacheck")
                            .contains("(rowseal.schema-check?)")
                            .doesNotContain("topsecret");
                });
    }

    private static ApplicationContextInitializer<ConfigurableApplicationContext> environment(
            Map<String, Object> variables) {
        return context -> {
            MutablePropertySources sources = context.getEnvironment().getPropertySources();
            // The build has properties of its own there, for tests.
            sources.remove("systemProperties");
            sources.replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", variables));
        };
    }
}
