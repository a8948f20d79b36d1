package io.rowseal.testing;

import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity as an application has them. */
@Entity
class Patient {

    @Id
    long id;

    @Encrypted
    String name;

    String city;
}
