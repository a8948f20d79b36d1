package io.rowseal.examples.clinic.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.examples.clinic.patient.Patient;
import io.rowseal.examples.clinic.patient.PatientField;
import java.io.IOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InventedPatientsTest {

    private final CsvTable table = bundled();
    private final List<Patient> patients = PatientRows.read(table, FieldMapping.of(null, table));

    private static CsvTable bundled() {
        try (var in = InventedPatientsTest.class.getResourceAsStream("/patients.csv")) {
            return CsvTable.read("patients.csv", in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void bundledFileIsWhatTheGeneratorMakes() throws IOException {
        try (var in = getClass().getResourceAsStream("/patients.csv")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(InventedPatients.csv());
        }
    }

    @Test
    void everyFieldHasValuesAndAllPatientsDiffer() {
        assertThat(patients).hasSize(240);
        assertThat(FieldMapping.of(null, table).columns().keySet())
                .containsExactlyInAnyOrderElementsOf(PatientField.all());
        for (PatientField field : PatientField.all()) {
            assertThat(patients).as(field.name()).anyMatch(patient -> field.get(patient) != null);
        }
        assertThat(texts("name")).doesNotHaveDuplicates();
        assertThat(texts("email")).hasSize(240).doesNotHaveDuplicates();
    }

    @Test
    void namesAreInManyScripts() {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        texts("name").forEach(name -> name.codePoints().forEach(c -> scripts.add(UnicodeScript.of(c))));

        assertThat(scripts)
                .contains(
                        UnicodeScript.LATIN,
                        UnicodeScript.CYRILLIC,
                        UnicodeScript.GREEK,
                        UnicodeScript.HAN,
                        UnicodeScript.HIRAGANA,
                        UnicodeScript.KATAKANA,
                        UnicodeScript.ARABIC,
                        UnicodeScript.HEBREW,
                        UnicodeScript.DEVANAGARI,
                        UnicodeScript.THAI,
                        UnicodeScript.HANGUL,
                        UnicodeScript.GEORGIAN);
    }

    @Test
    void someValuesNeedQuotesInTheFile() {
        assertThat(texts("notes")).anyMatch(note -> note.contains("\n")).anyMatch(note -> note.contains("\""));
        assertThat(texts("notes")).anyMatch(note -> note.codePoints().anyMatch(Character::isSupplementaryCodePoint));
        assertThat(texts("name")).anyMatch(name -> name.contains(","));
    }

    private List<String> texts(String name) {
        PatientField field = FieldMappingTest.field(name);
        return patients.stream().map(field::textOf).filter(Objects::nonNull).toList();
    }
}
