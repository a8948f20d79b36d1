package io.rowseal.examples.quickstart;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

/** The stored patients. */
interface Patients extends JpaRepository<Patient, Long> {

    /** Searches by the blind index, so the database never sees the address. */
    Optional<Patient> findByEmail(String email);
}
