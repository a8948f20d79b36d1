package io.rowseal.examples.quickstart;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.LocalDate;

/** A patient. The database stores the fields marked {@code @Encrypted} as ciphertext, under a key of this row. */
@Entity
class Patient {

    @Id
    @GeneratedValue
    Long id;

    String ward;

    @Encrypted
    LocalDate birthDate;

    @Encrypted
    @BlindIndex
    @Column(unique = true)
    String email;

    /** For JPA only. */
    protected Patient() {}

    Patient(String ward, LocalDate birthDate, String email) {
        this.ward = ward;
        this.birthDate = birthDate;
        this.email = email;
    }
}
