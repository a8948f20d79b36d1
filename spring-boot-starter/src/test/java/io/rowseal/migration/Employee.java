package io.rowseal.migration;

import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;

@Entity
class Employee {

    @Id
    Long id;

    // snippet
    @Column(name = "birth_date")
    private LocalDate plainBirthDate;

    @Encrypted
    @Column(name = "birth_date_enc")
    private LocalDate birthDate;

    LocalDate getBirthDate() {
        return plainBirthDate;
    }

    void setBirthDate(LocalDate value) {
        plainBirthDate = value;
        birthDate = value;
    }
    // end of snippet
}
