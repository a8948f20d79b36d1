package io.rowseal.examples.clinic.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.examples.clinic.csv.CsvTable;
import io.rowseal.examples.clinic.csv.FieldMapping;
import io.rowseal.examples.clinic.csv.PatientRows;
import io.rowseal.examples.clinic.patient.Patient;
import io.rowseal.examples.clinic.patient.PatientField;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NothingInClearTest {

    @TempDir
    private Path directory;

    private final Patient canary = Canary.patient();
    private final List<Patient> imported = bundled();

    @Test
    void everySingleValueOfADatabaseInClearIsFound() throws Exception {
        store(imported, field -> true);
        store(List.of(canary), field -> true);
        Set<String> expected = new HashSet<>();
        for (PatientField field : PatientField.encryptedOnes()) {
            imported.forEach(patient -> addIfFindable(field.textOf(patient), expected));
            addIfFindable(field.textOf(canary), expected);
        }

        Verdict verdict = new NothingInClear(imported, canary).search(directory);

        assertThat(verdict.held()).isFalse();
        assertThat(verdict.details()).contains("found of encrypted fields: " + expected.size() + " values");
        assertThat(verdict.lines().get(verdict.lines().size() - 1)).startsWith("FAIL");
    }

    @Test
    void holdsWhereOnlyPlainFieldsAreStored() throws Exception {
        store(imported, field -> !field.encrypted());
        store(List.of(canary), field -> !field.encrypted());

        Verdict verdict = new NothingInClear(imported, canary).search(directory);

        assertThat(verdict.held()).as(verdict.details().toString()).isTrue();
    }

    @Test
    void oneFieldInClearIsEnoughToFail() throws Exception {
        store(imported, field -> field.name().equals("diagnosis"));
        store(List.of(canary), field -> !field.encrypted());

        Verdict verdict = new NothingInClear(imported, canary).search(directory);

        assertThat(verdict.held()).isFalse();
        assertThat(verdict.details())
                .anyMatch(line -> line.startsWith("found diagnosis of imported row 1 as UTF-8 at byte "));
        assertThat(verdict.details()).noneMatch(line -> line.contains("Lumbar"));
    }

    @Test
    void controlThatIsNotFoundFailsTheProof() throws IOException {
        Verdict verdict = new NothingInClear(imported, canary).search(directory);

        assertThat(verdict.held()).isFalse();
        assertThat(verdict.details()).contains("control, a text in a plain column: not found");
    }

    @Test
    void valuesThatPlainColumnsHoldAsWellAreLeftOutAndCounted() throws Exception {
        List<Patient> twice = new ArrayList<>();
        for (Patient patient : imported) {
            PatientField ward = PatientField.named("ward");
            ward.parse(patient, "ward of " + PatientField.named("diagnosis").textOf(patient));
            twice.add(patient);
        }
        store(twice, field -> !field.encrypted());
        store(List.of(canary), field -> !field.encrypted());

        Verdict verdict = new NothingInClear(twice, canary).search(directory);

        assertThat(verdict.held()).as(verdict.details().toString()).isTrue();
        assertThat(verdict.details()).contains("14 more values also stand in plain columns and were not searched for");
    }

    private static void addIfFindable(String text, Set<String> expected) {
        // H2 writes ASCII as it is, and other text in its own encoding.
        if (text != null && Needles.encodedByH2(text).length >= Needle.SHORTEST) {
            expected.add(text);
        }
    }

    /** Every chosen field as text, in one row per value. */
    private void store(List<Patient> patients, Predicate<PatientField> chosen) throws SQLException {
        Set<String> stored = new HashSet<>();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + directory.resolve("plain"))) {
            connection.createStatement().execute("create table if not exists plain(text varchar)");
            try (PreparedStatement insert = connection.prepareStatement("insert into plain values (?)")) {
                for (Patient patient : patients) {
                    for (PatientField field : PatientField.all()) {
                        String text = field.textOf(patient);
                        if (text != null && chosen.test(field) && stored.add(text)) {
                            insert.setString(1, text);
                            insert.executeUpdate();
                        }
                    }
                }
            }
        }
    }

    private static List<Patient> bundled() {
        try (var in = NothingInClearTest.class.getResourceAsStream("/patients.csv")) {
            CsvTable table = CsvTable.read("patients.csv", in);
            return PatientRows.read(table, FieldMapping.of(null, table));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
