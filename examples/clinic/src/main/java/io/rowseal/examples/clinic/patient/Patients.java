package io.rowseal.examples.clinic.patient;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

/** The stored patients. A derived query over an encrypted field reads like any other. */
public interface Patients extends JpaRepository<Patient, Long> {

    /**
     * Searches by the blind index of the email address.
     *
     * @param email the address
     * @return the patient who has it
     */
    Optional<Patient> findByEmail(String email);

    /**
     * Searches by the blind index of the ticket.
     *
     * @param ticket the ticket; several patients may share one
     * @return the patients who have it
     */
    List<Patient> findByTicket(String ticket);
}
