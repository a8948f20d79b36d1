package io.rowseal.migration;

import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
class Letter {

    @Id
    Long id;

    // snippet
    @Encrypted(storage = Storage.TEXT)
    String body;
    // end of snippet
}
