package io.rowseal.readme;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.LocalDate;

// snippet
@Entity
class Patient {

    @Id
    @GeneratedValue
    Long id;

    @Encrypted
    String notes;

    @Encrypted
    LocalDate birthDate;

    @Encrypted
    @BlindIndex
    @Column(unique = true)
    String email;
}
// end of snippet
