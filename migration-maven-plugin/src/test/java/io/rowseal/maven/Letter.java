package io.rowseal.maven;

import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** What migrations are generated for. */
@Entity(name = "Letter")
class Letter {
    @Id
    Long id;

    @Encrypted
    String body;
}
