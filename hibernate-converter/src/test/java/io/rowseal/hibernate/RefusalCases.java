package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mappings that stop the start: the encrypted attribute, what it cannot be combined with, and a way out are named. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RefusalCases {

    private final KeyRing ring = TestKeyRing.create();

    /** Mappings, each with an encrypted attribute whose name contains "secret". */
    abstract Stream<Refusal> refused();

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void stopsTheStartWithReasonAndWayOut(Refusal refusal) {
        assertThatThrownBy(() -> start(refusal.entities()).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(refusal.feature(), refusal.wayOut())
                .satisfies(refused -> assertThat(refused.getMessage().toLowerCase(Locale.ROOT))
                        .contains("secret"));
    }

    @AfterAll
    void closeRing() {
        ring.close();
    }

    final TestSessions start(Class<?>... entities) {
        return start(Map.of(), entities);
    }

    final TestSessions start(Map<String, Object> settings, Class<?>... entities) {
        return new TestSessions(TestDatabase.H2.newDatabase(), TestDatabase.H2.user(), ring, settings, entities);
    }

    static Refusal refusal(String feature, String wayOut, Class<?>... entities) {
        return new Refusal(feature, wayOut, entities);
    }

    record Refusal(String feature, String wayOut, Class<?>... entities) {

        @Override
        public String toString() {
            return feature + " "
                    + Arrays.stream(entities).map(Class::getSimpleName).collect(Collectors.joining(", "));
        }
    }
}
