package io.rowseal.migration;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Was the table client, with a column mail. */
@Entity
@Table(name = "customer")
class RenamedCustomer {

    @Id
    long id;

    // snippet
    @Encrypted(table = "client", column = "mail")
    @BlindIndex
    String email;
    // end of snippet
}
