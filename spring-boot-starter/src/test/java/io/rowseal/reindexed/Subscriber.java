package io.rowseal.reindexed;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The same table after its blind index got another epoch. */
@Entity
public class Subscriber {

    @Id
    public Long id;

    @Encrypted
    @BlindIndex(epoch = 2)
    public String email;
}
