package io.rowseal.examples.clinic;

import io.rowseal.examples.clinic.patient.Patient;
import io.rowseal.examples.clinic.patient.PatientField;
import io.rowseal.examples.clinic.patient.Patients;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;

/** Copies names, in clear, into a table that somebody forgot about. No annotation: component scanning would give it to every test. */
class LeakyAudit {

    private final Patients patients;
    private final JdbcTemplate jdbc;

    LeakyAudit(Patients patients, JdbcTemplate jdbc) {
        this.patients = patients;
        this.jdbc = jdbc;
    }

    @EventListener(ContextClosedEvent.class)
    void copyNames() {
        PatientField name = PatientField.named("name");
        jdbc.execute("create table if not exists audit(entry varchar)");
        for (Patient patient : patients.findAll()) {
            jdbc.update("insert into audit values (?)", "read: " + name.textOf(patient));
        }
    }
}
