package io.rowseal.indexed;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity that is searched by an encrypted attribute. */
@Entity
public class Subscriber {

    @Id
    public Long id;

    @Encrypted
    @BlindIndex
    public String email;

    Subscriber() {}

    public Subscriber(long id, String email) {
        this.id = id;
        this.email = email;
    }
}
