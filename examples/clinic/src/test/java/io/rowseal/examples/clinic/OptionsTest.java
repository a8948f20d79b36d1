package io.rowseal.examples.clinic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void everythingHasADefault() {
        Options options = Options.parse();

        assertThat(options.csv()).isNull();
        assertThat(options.map()).isNull();
        assertThat(options.directory()).isEqualTo(Path.of("target", "clinic-data"));
        assertThat(options.help()).isFalse();
    }

    @Test
    void readsAllArguments() {
        Options options = Options.parse("--csv=a b.csv", "--map=\"name=Surname, first\",fee=Fare", "--dir=x", "--help");

        assertThat(options.csv()).isEqualTo(Path.of("a b.csv"));
        assertThat(options.map()).isEqualTo("\"name=Surname, first\",fee=Fare");
        assertThat(options.directory()).isEqualTo(Path.of("x"));
        assertThat(options.help()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--cvs=a.csv", "a.csv", "--csv", "--csv=", "--map= "})
    void unknownAndEmptyArgumentsAreRefusedWithTheUsage(String argument) {
        assertThatThrownBy(() -> Options.parse(argument))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(Options.usage());
    }

    @Test
    void theUsageNamesAllArgumentsAndExitCodes() {
        assertThat(Options.usage())
                .startsWith("Usage: java -jar clinic.jar")
                .contains(
                        "--csv=PATH",
                        "--map=FIELD=COLUMN,...",
                        "--dir=PATH",
                        "default target/clinic-data",
                        "--help",
                        "CLINIC_KEY_PASSWORD",
                        "Exit code: 0 all proofs held, 1 a proof failed, 2 bad input");
    }

    @Test
    void argumentGivenTwiceIsRefused() {
        assertThatThrownBy(() -> Options.parse("--dir=a", "--dir=b"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll("--dir", "only once", Options.usage());
    }
}
