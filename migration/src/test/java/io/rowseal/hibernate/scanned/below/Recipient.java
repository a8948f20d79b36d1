package io.rowseal.hibernate.scanned.below;

import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Embeddable;

/** Found in a package below. */
@Embeddable
public class Recipient {
    @Encrypted
    String street;
}
