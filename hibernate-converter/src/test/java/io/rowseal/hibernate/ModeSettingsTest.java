package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.Modes.Chart;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.EncryptionMode;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.NaturalId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which mode an attribute has, and which modes stop the start. */
class ModeSettingsTest {

    private final KeyRing ring = Modes.ring(() -> Modes.TODAY);

    @Entity(name = "Annotated")
    static class Annotated {
        @Id
        Long id;

        @Encrypted(storage = Storage.TEXT, mode = EncryptionMode.WRITE_PLAINTEXT, until = "2027-06-30")
        String notes;

        @Encrypted
        String strict;
    }

    @Entity(name = "WithoutEnd")
    static class WithoutEnd {
        @Id
        Long id;

        @Encrypted(storage = Storage.TEXT, mode = EncryptionMode.WRITE_CIPHERTEXT)
        String notes;
    }

    @Entity(name = "NoDate")
    static class NoDate {
        @Id
        Long id;

        @Encrypted(storage = Storage.TEXT, mode = EncryptionMode.WRITE_CIPHERTEXT, until = "June 2027")
        String notes;
    }

    @Entity(name = "EndOfStrict")
    static class EndOfStrict {
        @Id
        Long id;

        @Encrypted(until = "2027-06-30")
        String notes;
    }

    @Entity(name = "Born")
    static class Born {
        @Id
        Long id;

        @Encrypted(mode = EncryptionMode.WRITE_CIPHERTEXT, until = "2027-06-30")
        LocalDate birthDate;
    }

    @Entity(name = "Binary")
    static class Binary {
        @Id
        Long id;

        @Encrypted(mode = EncryptionMode.WRITE_CIPHERTEXT, until = "2027-06-30")
        String notes;
    }

    @Entity(name = "UniqueMail")
    static class UniqueMail {
        @Id
        Long id;

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex
        @Column(unique = true)
        String mail;
    }

    @Entity(name = "NaturalMail")
    static class NaturalMail {
        @Id
        Long id;

        @NaturalId
        @Encrypted(storage = Storage.TEXT)
        @BlindIndex
        String mail;
    }

    @Entity(name = "Tagged")
    static class Tagged {
        @Id
        Long id;

        @ElementCollection
        @Encrypted(storage = Storage.TEXT)
        List<String> tags;
    }

    private TestSessions start(Map<String, Object> settings, Class<?>... entities) {
        return start(ring, settings, entities);
    }

    private static TestSessions start(KeyRing ring, Map<String, Object> settings, Class<?>... entities) {
        return new TestSessions(TestDatabase.H2.newDatabase(), "sa", ring, settings, entities);
    }

    private void assertRefused(Map<String, Object> settings, Class<?> entity, String... message) {
        assertThatThrownBy(() -> start(settings, entity).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(message);
    }

    private static Map<String, EncryptionMode> modes(TestSessions sessions) {
        return PlaintextCounters.of(sessions.factory).counts().stream()
                .collect(java.util.stream.Collectors.toMap(
                        PlaintextCounters.Counts::attribute, PlaintextCounters.Counts::mode));
    }

    @Test
    void anAnnotationGivesTheModeAndAllOthersAreStrict() {
        try (TestSessions sessions = start(Map.of(), Annotated.class)) {
            assertThat(modes(sessions)).containsExactly(Map.entry("notes", EncryptionMode.WRITE_PLAINTEXT));
        }
    }

    @Test
    void aSettingWinsOverTheAnnotation() {
        for (String key : new String[] {
            "rowseal.mode.Annotated.notes",
            "rowseal.mode.annotated.NOTES",
            "rowseal.mode." + Annotated.class.getName() + ".notes",
            "rowseal.mode.all"
        }) {
            try (TestSessions sessions = start(Map.of(key, "Write_Ciphertext  until 2027-07-01"), Annotated.class)) {
                assertThat(modes(sessions))
                        .as(key)
                        .containsExactly(Map.entry("notes", EncryptionMode.WRITE_CIPHERTEXT));
            }
            try (TestSessions sessions = start(Map.of(key, "strict"), Annotated.class)) {
                assertThat(modes(sessions)).as(key).isEmpty();
            }
        }
    }

    @Test
    void theSettingOfAnAttributeWinsOverThatOfAll() {
        try (TestSessions sessions =
                start(Map.of("rowseal.mode.Chart.email", "strict", "rowseal.mode.all", Modes.PLAINTEXT), Chart.class)) {
            assertThat(modes(sessions)).containsExactly(Map.entry("notes", EncryptionMode.WRITE_PLAINTEXT));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"write", "migrate until 2027-06-30", "", "strict until 2027-06-30", "write-ciphertext 2027-06-30"
            })
    void anythingElseInASettingStopsTheStart(String value) {
        assertRefused(Map.of("rowseal.mode.Chart.notes", value), Chart.class, "rowseal.mode.Chart.notes", "strict");
    }

    @Test
    void aModeWithoutAnEndStopsTheStart() {
        assertRefused(Map.of(), WithoutEnd.class, "WithoutEnd.notes", "WRITE_CIPHERTEXT", "until = ");
        assertRefused(
                Map.of("rowseal.mode.Chart.notes", "write-plaintext"),
                Chart.class,
                "rowseal.mode.Chart.notes",
                "until");
        assertRefused(Map.of(), NoDate.class, "NoDate.notes", "not a date", "2027-06-30");
        assertRefused(Map.of("rowseal.mode.all", "write-plaintext until 2027-02-30"), Chart.class, "not a date");
        assertRefused(Map.of(), EndOfStrict.class, "EndOfStrict.notes", "remove it");
    }

    @Test
    void attack23_aModeStartsOnItsLastDayInUtcAndNotAfterIt() {
        start(Map.of(), Annotated.class).close();

        Instant tomorrow = Modes.TOMORROW;
        assertThatThrownBy(() -> start(Modes.ring(() -> tomorrow), Map.of(), Annotated.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("Annotated.notes", "WRITE_PLAINTEXT until 2027-06-30", "over", "STRICT");
        start(Modes.ring(() -> tomorrow), Map.of("rowseal.mode.Annotated.notes", "strict"), Annotated.class)
                .close();
    }

    @Test
    void aSettingThatNamesNoAttributeStopsTheStart() {
        assertRefused(
                Map.of("rowseal.mode.Chart.note", Modes.PLAINTEXT),
                Chart.class,
                "'rowseal.mode.Chart.note'",
                "rowseal.mode.Chart.notes");
        assertRefused(Map.of("rowseal.mode", Modes.PLAINTEXT), Chart.class, "'rowseal.mode'", "rowseal.mode.all");
    }

    @Test
    void otherTypesAndBinaryColumnsAreRefusedWithTheWayOut() {
        assertRefused(Map.of(), Born.class, "Born.birthDate", "only a String", "docs/migration.md");
        assertRefused(Map.of(), Binary.class, "Binary.notes", "storage = TEXT");
    }

    @Test
    void elementsOfCollectionsStayStrict() {
        assertRefused(
                Map.of("rowseal.mode.Tagged.tags", Modes.CIPHERTEXT), Tagged.class, "Tagged.tags", "have no modes");
        try (TestSessions sessions = start(Map.of("rowseal.mode.all", Modes.CIPHERTEXT), Tagged.class)) {
            assertThat(modes(sessions)).isEmpty();
        }
    }

    @Test
    void sealedValuesCanNotBeRejectedMeanwhile() {
        assertRefused(Map.of("rowseal.sealed_values", "reject"), Annotated.class, "Annotated.notes", "allow");
    }

    @Test
    void whatOnlyTheIndexCouldKeepUniqueIsRefusedUntilStrict() {
        Map<String, Object> writingCiphertext = Map.of("rowseal.mode.all", Modes.CIPHERTEXT);
        assertRefused(writingCiphertext, UniqueMail.class, "UniqueMail.mail", "unique", "until the mode is STRICT");
        assertRefused(
                writingCiphertext, NaturalMail.class, "NaturalMail.mail", "natural id", "until the mode is STRICT");
    }

    @Test
    void aListenerOfAnotherClassStopsTheStart() {
        assertRefused(
                Map.of("rowseal.plaintext_listener", "audit"), Annotated.class, "rowseal.plaintext_listener", "String");
    }
}
