package io.rowseal.examples.clinic.proof;

import io.rowseal.examples.clinic.patient.Patient;
import io.rowseal.examples.clinic.patient.PatientField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compares what is read with what was imported. */
public final class ReadBack {

    private static final int SHOWN = 5;

    private ReadBack() {}

    /**
     * Compares all fields of all patients.
     *
     * @param expected the patients as they were imported
     * @param read the patients as they are now
     * @return PASS if there are the same patients with equal values in all fields
     */
    public static Verdict compare(List<Patient> expected, List<Patient> read) {
        Map<Object, Patient> byId = new HashMap<>();
        read.forEach(patient -> byId.put(Objects.requireNonNull(patient.id()), patient));
        List<String> different = new ArrayList<>();
        long values = 0;
        for (Patient patient : expected) {
            Patient now = byId.get(Objects.requireNonNull(patient.id()));
            if (now == null) {
                different.add("row " + patient.id() + " is missing");
                continue;
            }
            for (PatientField field : PatientField.all()) {
                Object value = field.get(patient);
                values += value == null ? 0 : 1;
                if (!Objects.equals(value, field.get(now))) {
                    different.add("row " + patient.id() + " has another " + field);
                }
            }
        }
        List<String> details = new ArrayList<>(different.subList(0, Math.min(SHOWN, different.size())));
        details.add(String.format(
                "%d rows read, %d expected; %d values compared, %d different",
                read.size(), expected.size(), values, different.size()));
        return new Verdict(
                different.isEmpty() && read.size() == expected.size(),
                "after everything was closed and opened again, every value reads as it was imported",
                details);
    }
}
