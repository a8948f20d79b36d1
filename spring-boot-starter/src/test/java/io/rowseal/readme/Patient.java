package io.rowseal.readme;

// snippet
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
// pause of snippet
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.LocalDate;

// snippet continues
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
