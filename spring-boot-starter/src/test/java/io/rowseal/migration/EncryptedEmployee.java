package io.rowseal.migration;

import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;

/** After encryption. */
@Entity(name = "Employee")
class EncryptedEmployee {

    @Id
    Long id;

    @Encrypted
    @Column(name = "birth_date_enc")
    LocalDate birthDate;
}
