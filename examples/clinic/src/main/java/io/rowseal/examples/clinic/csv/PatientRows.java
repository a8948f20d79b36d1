package io.rowseal.examples.clinic.csv;

import io.rowseal.examples.clinic.BadInputException;
import io.rowseal.examples.clinic.patient.Patient;
import io.rowseal.examples.clinic.patient.PatientField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;

/** Makes patients of the rows of a file. All rows are read before any is stored, so that a bad one leaves nothing behind. */
public final class PatientRows {

    private PatientRows() {}

    /**
     * Reads all rows.
     *
     * @param table the file
     * @param mapping which column is which field; the other fields stay null, as does an empty value
     * @return one new patient per row, in the order of the file
     * @throws BadInputException if a value is not of its field's type, with row, line and column but not the value; or if no
     *     encrypted field has a value in any row
     */
    public static List<Patient> read(CsvTable table, FieldMapping mapping) {
        List<Patient> patients = new ArrayList<>(table.rows().size());
        for (CsvTable.Row row : table.rows()) {
            patients.add(patient(table, mapping, row));
        }
        if (patients.stream().allMatch(PatientRows::holdsNothingEncrypted)) {
            throw new BadInputException(table.name() + " gives no value for an encrypted field: map a column to one of "
                    + PatientField.encryptedOnes());
        }
        return patients;
    }

    private static boolean holdsNothingEncrypted(Patient patient) {
        return PatientField.encryptedOnes().stream().allMatch(field -> field.get(patient) == null);
    }

    private static Patient patient(CsvTable table, FieldMapping mapping, CsvTable.Row row) {
        Patient patient = new Patient();
        for (Entry<PatientField, Integer> entry : mapping.columns().entrySet()) {
            PatientField field = entry.getKey();
            try {
                field.parse(patient, row.values().get(entry.getValue()));
            } catch (IllegalArgumentException e) {
                throw new BadInputException(
                        table.name() + ", " + row.place() + ", column '"
                                + table.header().get(entry.getValue()) + "' (field " + field.name() + ") "
                                + e.getMessage() + "; nothing was imported",
                        e);
            }
        }
        return patient;
    }
}
