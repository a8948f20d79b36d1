package io.rowseal.boot.modes;

import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity whose column may hold plaintext. */
@Entity
public class Memo {

    @Id
    public Long id;

    @Encrypted(storage = Storage.TEXT)
    public String text;

    Memo() {}

    public Memo(long id, String text) {
        this.id = id;
        this.text = text;
    }
}
