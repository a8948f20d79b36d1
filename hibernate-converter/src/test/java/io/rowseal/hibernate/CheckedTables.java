package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Entities whose tables are compared with the mapping. */
final class CheckedTables {

    private CheckedTables() {}

    @Entity(name = "Member")
    @Table(name = "club_member")
    static class Member {
        @Id
        Long id;

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

    @Entity(name = "Quoted")
    @Table(name = "\"Order\"", schema = "other")
    static class Quoted {
        @Id
        Long id;

        @Encrypted
        @Column(name = "\"Group\"")
        String group;
    }

    @Entity(name = "Archive")
    static class Archive {
        @Id
        Long id;

        @Encrypted
        @Column(length = 2_000_000)
        String scan;

        @Encrypted(storage = Storage.TEXT)
        @Column(length = 2_000_000)
        String transcript;
    }

    @Entity(name = "Wide")
    static class Wide {
        @Id
        Long id;

        @Encrypted
        @Column(length = 7000)
        String first;

        @Encrypted
        @Column(length = 7000)
        String other;

        @Encrypted
        @Column(length = 7000)
        String last;

        @Encrypted(storage = Storage.TEXT)
        @Column(length = 3000)
        String text;

        @Encrypted
        @BlindIndex
        @Column(length = 7000)
        String mail;
    }
}
