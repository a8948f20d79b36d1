package io.rowseal.hibernate.scanned;

import io.rowseal.hibernate.scanned.below.Recipient;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Found in its package. */
@Entity
public class Parcel {
    @Id
    long id;

    @Embedded
    Recipient recipient;
}
