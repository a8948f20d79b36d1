package io.rowseal.boot.guide;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

// snippet
@Entity
class Customer {

    @Id
    @GeneratedValue
    Long id;

    String name;

    @Encrypted
    String notes;

    @Encrypted
    @BlindIndex
    @Column(unique = true)
    String email;
}
// end of snippet
