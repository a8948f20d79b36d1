package io.rowseal.examples.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.examples.clinic.patient.Patient;
import io.rowseal.examples.clinic.patient.PatientField;
import io.rowseal.examples.clinic.proof.StoredPatients;
import io.rowseal.examples.clinic.proof.SwapChoice;
import io.rowseal.examples.clinic.proof.SwapProof;
import io.rowseal.examples.clinic.proof.Verdict;
import io.rowseal.examples.clinic.show.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SwapProofTest {

    private final Patient one = patient("One", "one@example.org", "17.5", "Alpha");
    private final Patient other = patient("Two", "two@example.org", "71", "Beta");
    private OpenClinic clinic;
    private StoredPatients stored;
    private SwapProof proof;

    @BeforeAll
    void open(@TempDir Path directory) {
        DataDirectory data = DataDirectory.prepare(directory.resolve("data"));
        clinic = OpenClinic.open(data, KeyPassword.of(null, data.passwordFile()));
        clinic.patientImport().store(List.of(one, other), new Progress(new Output().console(false), "imported", 2));
        stored = clinic.stored();
        proof = new SwapProof(clinic.patients(), stored);
    }

    @AfterAll
    void close() {
        clinic.close();
    }

    @Test
    void everyEncryptedFieldRefusesTheCellOfAnotherRowAndIsRestored() {
        byte[] before = stored.fingerprint();
        for (String name : List.of("name", "email", "age")) {
            Verdict verdict = proof.swapRows(one, other, field(name));

            assertThat(verdict.held()).as(verdict.lines().toString()).isTrue();
            assertThat(verdict.details())
                    .hasSize(3)
                    .anyMatch(line -> line.startsWith("row " + one.id() + ": TamperedException: "))
                    .contains("put back: reads as before");
        }
        assertThat(stored.fingerprint()).isEqualTo(before);
    }

    @Test
    void cellsOfAnotherColumnAreRefused() {
        Verdict verdict = proof.swapColumns(one, field("name"), field("age"));

        assertThat(verdict.held()).as(verdict.lines().toString()).isTrue();
    }

    @Test
    void plainColumnsCanBeSwappedUnnoticedAndFailTheProof() {
        Verdict verdict = proof.swapRows(one, other, field("ward"));

        assertThat(verdict.held()).isFalse();
        assertThat(verdict.details())
                .contains("row " + one.id() + " was read as if nothing had happened", "put back: reads as before");
        assertThat(verdict.lines().get(verdict.lines().size() - 1)).startsWith("FAIL");
    }

    @Test
    void choosesWhatCanBeSwapped() {
        Patient sparse = patient("Three", "", "", "Gamma");

        assertThat(SwapChoice.rows(List.of(sparse, one, other)))
                .hasValue(new SwapChoice.Rows(sparse, one, field("name")));
        assertThat(SwapChoice.rows(List.of(sparse))).isEmpty();
        assertThat(SwapChoice.columns(List.of(sparse, one, other))).isEmpty();
        field("room").parse(other, "R 1");
        assertThat(SwapChoice.columns(List.of(sparse, one, other)))
                .hasValue(new SwapChoice.Columns(other, field("name"), field("room")));
        field("room").parse(other, "");
    }

    private static Patient patient(String name, String email, String age, String ward) {
        Patient patient = new Patient();
        field("name").parse(patient, name);
        field("email").parse(patient, email);
        field("age").parse(patient, age);
        field("ward").parse(patient, ward);
        return patient;
    }

    private static PatientField field(String name) {
        return PatientField.named(name);
    }
}
