package io.rowseal.boot.aot;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

@Entity
class Account {

    @Id
    @GeneratedValue
    Long id;

    @Encrypted
    @BlindIndex
    @Column(unique = true)
    String email;

    @Encrypted
    String notes;

    Account() {}

    Account(String email, String notes) {
        this.email = email;
        this.notes = notes;
    }
}
