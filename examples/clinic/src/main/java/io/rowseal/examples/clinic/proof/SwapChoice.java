package io.rowseal.examples.clinic.proof;

import io.rowseal.examples.clinic.patient.Patient;
import io.rowseal.examples.clinic.patient.PatientField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Chooses what to swap: whatever columns a file has, some of its values can be. */
public final class SwapChoice {

    /** Both cells must fit into both columns; the narrowest one is made for 255 characters. */
    private static final int LONGEST_TEXT = 100;

    /** Text without an index first: it shows best. */
    private static final Comparator<PatientField> ORDER =
            Comparator.comparing(PatientField::searchable).thenComparing(field -> !field.text());

    private SwapChoice() {}

    /**
     * Two rows and one column.
     *
     * @param one a patient
     * @param other another patient
     * @param field a field that both have
     */
    public record Rows(Patient one, Patient other, PatientField field) {}

    /**
     * One row and two columns.
     *
     * @param patient a patient
     * @param one a field he has
     * @param other another field he has
     */
    public record Columns(Patient patient, PatientField one, PatientField other) {}

    /**
     * Chooses two rows.
     *
     * @param patients in order of preference
     * @return nothing if no two patients have the same encrypted field
     */
    public static Optional<Rows> rows(List<Patient> patients) {
        for (PatientField field : fields()) {
            List<Patient> having = patients.stream()
                    .filter(patient -> field.get(patient) != null)
                    .limit(2)
                    .toList();
            if (having.size() == 2) {
                return Optional.of(new Rows(having.get(0), having.get(1), field));
            }
        }
        return Optional.empty();
    }

    /**
     * Chooses two columns.
     *
     * @param patients in order of preference
     * @return nothing if no patient has two encrypted texts without index
     */
    public static Optional<Columns> columns(List<Patient> patients) {
        for (Patient patient : patients) {
            List<PatientField> having = new ArrayList<>(fields());
            having.removeIf(field -> field.searchable() || !field.text() || !fits(patient, field));
            if (having.size() >= 2) {
                return Optional.of(new Columns(patient, having.get(0), having.get(1)));
            }
        }
        return Optional.empty();
    }

    private static List<PatientField> fields() {
        return PatientField.encryptedOnes().stream().sorted(ORDER).toList();
    }

    private static boolean fits(Patient patient, PatientField field) {
        String text = field.textOf(patient);
        return text != null && text.length() <= LONGEST_TEXT;
    }
}
