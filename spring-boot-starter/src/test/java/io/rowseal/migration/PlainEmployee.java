package io.rowseal.migration;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;

/** Before encryption. */
@Entity(name = "Employee")
class PlainEmployee {

    @Id
    Long id;

    @Column(name = "birth_date")
    LocalDate birthDate;
}
