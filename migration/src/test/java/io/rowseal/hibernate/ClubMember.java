package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What migrations are generated for. */
@Entity(name = "ClubMember")
@Table(name = "club_member")
class ClubMember {
    @Id
    Long id;

    String name;

    @Encrypted
    @Column(length = 100)
    String notes;

    @Encrypted
    @BlindIndex
    @Column(unique = true)
    String email;

    @Encrypted(storage = Storage.TEXT)
    @BlindIndex
    String city;
}
