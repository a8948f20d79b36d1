package io.rowseal.boot.application;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.LocalDate;

@Entity
class Patient {

    @Id
    @GeneratedValue
    Long id;

    String name;

    @Encrypted
    String notes;

    @Encrypted
    LocalDate birthDate;

    @Encrypted
    BloodGroup bloodGroup;

    @Embedded
    Address address;

    @Encrypted
    @BlindIndex
    @Column(unique = true)
    String email;

    Patient() {}

    Patient(String name, String email) {
        this.name = name;
        this.email = email;
        this.notes = "notes of " + name;
        this.birthDate = LocalDate.of(1980, 2, 29);
        this.bloodGroup = BloodGroup.AB;
        this.address = new Address("1 Main Street", "Springfield");
    }

    String getName() {
        return name;
    }

    String getEmail() {
        return email;
    }
}
