package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.NaturalId;

/** Entities all of whose values are a canary, and what became of their classes later. */
final class Vaults {

    static final String CANARY = "ThrownCanary9";

    /** Written in all its digits, so that no other number looks like it. */
    static final long NUMBER = 7_306_644_107_209_151_813L;

    private Vaults() {}

    enum Mood {
        ThrownCanary9
    }

    enum LaterMood {
        OTHER
    }

    record Note(String text) {}

    record LaterNote(int text) {}

    /** Jackson writes it and cannot read it again. */
    static final class Unreadable {
        private final String content;

        Unreadable(String first, String second) {
            this.content = first + second;
        }

        public String getContent() {
            return content;
        }
    }

    /** Fails with its content in the message. */
    static final class Failing {
        private final String content;

        Failing(String content) {
            this.content = content;
        }

        public String getContent() {
            throw new IllegalStateException(content);
        }
    }

    @Entity(name = "Vault")
    @Table(name = "vault")
    static class Vault {
        @Id
        Long id;

        @Version
        int version;

        @Encrypted
        @Column(length = 40)
        String song;

        @Encrypted
        @Column(length = 40)
        String other;

        @Encrypted(storage = Storage.TEXT)
        @Column(length = 40)
        String city;

        @Encrypted
        @Column(name = "amount")
        Long number;

        @Encrypted
        byte[] egg;

        @Encrypted
        Mood mood;

        @Encrypted(json = true)
        Note note;

        @Encrypted
        @Column(nullable = false)
        String required;

        @Encrypted
        @BlindIndex
        @Column(unique = true)
        String email;

        @NaturalId
        @Encrypted
        @BlindIndex
        String name;

        @ElementCollection
        @Encrypted
        List<String> feathers = new ArrayList<>();

        Vault() {}

        Vault(long id) {
            this.id = id;
            this.song = CANARY;
            this.other = CANARY;
            this.city = CANARY;
            this.number = NUMBER;
            this.egg = CANARY.getBytes(StandardCharsets.UTF_8);
            this.mood = Mood.ThrownCanary9;
            this.note = new Note(CANARY);
            this.required = CANARY;
            this.email = CANARY + "-mail" + id;
            this.name = CANARY + "-name" + id;
            this.feathers.add(CANARY);
        }
    }

    /** A version of the class that cannot read what the former one wrote. */
    @Entity(name = "LaterVault")
    @Table(name = "vault")
    static class LaterVault {
        @Id
        Long id;

        @Encrypted
        @Column(name = "amount")
        Integer number;

        @Encrypted
        LaterMood mood;

        @Encrypted(json = true)
        LaterNote note;

        @Encrypted
        Long egg;
    }

    @Entity(name = "JsonVault")
    @Table(name = "json_vault")
    static class JsonVault {
        @Id
        Long id;

        @Encrypted(json = true)
        Unreadable unreadable;

        @Encrypted(json = true)
        Failing failing;

        JsonVault() {}

        JsonVault(long id, Unreadable unreadable, Failing failing) {
            this.id = id;
            this.unreadable = unreadable;
            this.failing = failing;
        }
    }

    @Entity(name = "PartialVault")
    @Table(name = "partial_vault")
    @DynamicUpdate
    static class PartialVault {
        @Id
        Long id;

        @Encrypted
        String song = CANARY;

        String plain;
    }
}
