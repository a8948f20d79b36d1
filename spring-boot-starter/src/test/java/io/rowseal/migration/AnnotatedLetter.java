package io.rowseal.migration;

import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.EncryptionMode;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity(name = "Letter")
class AnnotatedLetter {

    @Id
    Long id;

    // snippet
    @Encrypted(storage = Storage.TEXT, mode = EncryptionMode.WRITE_CIPHERTEXT, until = "2027-06-30")
    String body;
    // end of snippet
}
