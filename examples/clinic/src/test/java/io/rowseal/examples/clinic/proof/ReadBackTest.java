package io.rowseal.examples.clinic.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.examples.clinic.patient.Patient;
import io.rowseal.examples.clinic.patient.PatientField;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.util.ReflectionTestUtils;

class ReadBackTest {

    private final List<Patient> expected = List.of(canary(1), canary(2));

    @Test
    void holdsForTheSameValuesInAnyOrder() {
        assertThat(ReadBack.compare(expected, List.of(canary(2), canary(1))).held())
                .isTrue();
    }

    @Test
    void failsForEveryFieldThatDiffers() {
        for (PatientField field : PatientField.all()) {
            Patient changed = canary(2);
            field.parse(changed, "");

            Verdict verdict = ReadBack.compare(expected, List.of(canary(1), changed));

            assertThat(verdict.held()).as(field.name()).isFalse();
            assertThat(verdict.details()).contains("row 2 has another " + field);
        }
    }

    @Test
    void failsForRowsTooFewAndTooMany() {
        assertThat(ReadBack.compare(expected, List.of(canary(1))).details()).contains("row 2 is missing");
        assertThat(ReadBack.compare(expected, List.of(canary(1))).held()).isFalse();
        assertThat(ReadBack.compare(expected, List.of(canary(1), canary(2), canary(3)))
                        .held())
                .isFalse();
    }

    private static Patient canary(long id) {
        Patient canary = Canary.patient();
        ReflectionTestUtils.setField(canary, "id", id);
        return canary;
    }
}
