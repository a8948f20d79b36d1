package io.rowseal.examples.clinic.proof;

import io.rowseal.RowsealException;
import io.rowseal.examples.clinic.patient.Patient;
import io.rowseal.examples.clinic.patient.PatientField;
import io.rowseal.examples.clinic.patient.Patients;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Moves ciphertext by SQL, as whoever can write the database may, and reads through the application: it must refuse. Then the
 * bytes are put back, and everything must read as before.
 */
public final class SwapProof {

    private final Patients patients;
    private final StoredPatients stored;

    /**
     * Creates the proof.
     *
     * @param patients the application's way to the table
     * @param stored the attacker's way to the same table
     */
    public SwapProof(Patients patients, StoredPatients stored) {
        this.patients = patients;
        this.stored = stored;
    }

    /**
     * Swaps the cells of two rows in one column.
     *
     * @param one a patient with a value in the field
     * @param other another patient with a value in the field
     * @param field the column
     * @return PASS if both rows were refused, and both read as before after the bytes were put back
     */
    public Verdict swapRows(Patient one, Patient other, PatientField field) {
        return swap(
                "the " + field + " of rows " + one.id() + " and " + other.id(),
                new Cell(one, field),
                new Cell(other, field));
    }

    /**
     * Swaps two cells of one row.
     *
     * @param patient a patient with a value in both fields
     * @param one a column
     * @param other another column
     * @return PASS if the row was refused, and read as before after the bytes were put back
     */
    public Verdict swapColumns(Patient patient, PatientField one, PatientField other) {
        return swap(
                one + " and " + other + " of row " + patient.id(), new Cell(patient, one), new Cell(patient, other));
    }

    private Verdict swap(String what, Cell one, Cell other) {
        byte[] first = stored.bytes(one.id(), one.field());
        byte[] second = stored.bytes(other.id(), other.field());
        List<String> details = new ArrayList<>();
        put(one, second, other, first);
        boolean held;
        try {
            held = refused(one, details);
            if (one.id() != other.id()) {
                held &= refused(other, details);
            }
        } finally {
            put(one, first, other, second);
        }
        boolean restored = one.readsAsBefore(patients) && other.readsAsBefore(patients);
        details.add("put back: " + (restored ? "reads as before" : "does not read as before"));
        return new Verdict(held && restored, "swapping " + what + " by SQL is refused on reading", details);
    }

    /** Null goes first: at no time do two rows hold the same unique value. */
    private void put(Cell one, byte @Nullable [] first, Cell other, byte @Nullable [] second) {
        stored.put(one.id(), one.field(), null);
        stored.put(other.id(), other.field(), second);
        stored.put(one.id(), one.field(), first);
    }

    private boolean refused(Cell cell, List<String> details) {
        try {
            cell.read(patients);
            details.add("row " + cell.id() + " was read as if nothing had happened");
            return false;
        } catch (RuntimeException e) {
            // Hibernate and Spring may have wrapped it.
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof RowsealException) {
                    details.add(
                            "row " + cell.id() + ": " + cause.getClass().getSimpleName() + ": " + cause.getMessage());
                    return true;
                }
            }
            details.add(
                    "row " + cell.id() + ": " + e.getClass().getSimpleName() + ", which is not a refusal by Rowseal");
            return false;
        }
    }

    /** One value: whose, and which. */
    private record Cell(Patient patient, PatientField field) {

        long id() {
            return Objects.requireNonNull(patient.id(), "the patient is not stored");
        }

        @Nullable
        Object read(Patients patients) {
            return field.get(patients.findById(id()).orElseThrow());
        }

        boolean readsAsBefore(Patients patients) {
            return Objects.equals(field.get(patient), read(patients));
        }
    }
}
