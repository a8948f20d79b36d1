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
        assertThat(Options.parse()).isEqualTo(new Options(null, null, Path.of("target", "clinic-data"), false));
    }

    @Test
    void readsAllArguments() {
        assertThat(Options.parse("--csv=a b.csv", "--map=name=Name,fee=Fare", "--dir=x", "--help"))
                .isEqualTo(new Options(Path.of("a b.csv"), "name=Name,fee=Fare", Path.of("x"), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--cvs=a.csv", "a.csv", "--csv", "--csv=", "--map= "})
    void unknownAndEmptyArgumentsAreRefusedWithTheUsage(String argument) {
        assertThatThrownBy(() -> Options.parse(argument))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(Options.USAGE);
    }

    @Test
    void argumentGivenTwiceIsRefused() {
        assertThatThrownBy(() -> Options.parse("--dir=a", "--dir=b"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("--dir is given twice");
    }
}
