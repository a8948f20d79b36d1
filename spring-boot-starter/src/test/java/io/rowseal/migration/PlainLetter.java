package io.rowseal.migration;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Before encryption. */
@Entity(name = "Letter")
class PlainLetter {

    @Id
    Long id;

    String body;
}
