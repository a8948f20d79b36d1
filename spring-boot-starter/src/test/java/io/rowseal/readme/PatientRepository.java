package io.rowseal.readme;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

// snippet
interface PatientRepository extends JpaRepository<Patient, Long> {

    Optional<Patient> findByEmail(String email);
}
// end of snippet
