package io.rowseal.examples.clinic.proof;

import io.rowseal.examples.clinic.patient.Patient;
import io.rowseal.examples.clinic.patient.PatientField;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A patient whose every field is recognizable, also where an imported file leaves fields empty. Its one plain field shows that the
 * search finds what is there to be found. A flag is too short to be searched for.
 */
public final class Canary {

    /** The field that is not encrypted, in several scripts, each of which H2 writes differently. */
    static final String PLAIN_FIELD = "ward";

    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("name", "Canary Ñame Ωμέγα Имя 名前 🐤"),
            Map.entry("birthDate", "1923-11-17"),
            Map.entry("age", "102.0471982365"),
            Map.entry("email", "canary.yellow.7f3a@example.org"),
            Map.entry("ticket", "CANARY-TICKET-55102937"),
            Map.entry("phone", "+00 555 013 7742 canary"),
            Map.entry("diagnosis", "canary-diagnosis чахотка 結核"),
            Map.entry("bloodGroup", "AB_NEGATIVE"),
            Map.entry("room", "canary-room-Ü17"),
            Map.entry("fee", "90210.7734518"),
            Map.entry("insured", "true"),
            Map.entry("notes", "canary-notes σημείωση कैनरी หมายเหตุ 메모 🐤🐤"),
            Map.entry("sex", "canary-sex"),
            Map.entry("admissionClass", "canary-class"),
            Map.entry(PLAIN_FIELD, "plain canary ward Grüße Ελλάδα Палата 病棟 병동 🐤"));

    private Canary() {}

    /**
     * A new canary, not stored.
     *
     * @return the patient
     */
    public static Patient patient() {
        Patient canary = new Patient();
        for (PatientField field : PatientField.all()) {
            @Nullable String value = VALUES.get(field.name());
            if (value == null) {
                throw new IllegalStateException("the canary has no value for the field " + field.name());
            }
            field.parse(canary, value);
        }
        return canary;
    }
}
