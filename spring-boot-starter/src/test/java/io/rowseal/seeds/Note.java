package io.rowseal.seeds;

import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity with encrypted columns of text and of bytes, into which scripts write. */
@Entity
public class Note {

    @Id
    public Long id;

    public String author;

    @Encrypted(storage = Storage.TEXT)
    public String text;

    @Encrypted
    public String secret;
}
