package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.util.Date;
import java.util.UUID;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.DynamicUpdate;

/** Entities with encrypted attributes and their plain twins: the same fields, with the same names. */
enum Twins {
    /** Updates write all columns; in the second-level cache. */
    WHOLE("Whole", WholePlain.class, WholeSecret.class, true, false),
    /** Updates write what changed. */
    PARTIAL("Partial", PartialPlain.class, PartialSecret.class, true, true),
    /** Updates write what changed, and nobody asks whether another session was there before. */
    LOOSE("Loose", LoosePlain.class, LooseSecret.class, false, true);

    final String entityName;
    final boolean versioned;
    final boolean partial;
    private final Class<?> plain;
    private final Class<?> secret;

    Twins(String entityName, Class<?> plain, Class<?> secret, boolean versioned, boolean partial) {
        this.entityName = entityName;
        this.plain = plain;
        this.secret = secret;
        this.versioned = versioned;
        this.partial = partial;
    }

    Class<?> type(boolean ofSecret) {
        return ofSecret ? secret : plain;
    }

    static Class<?>[] types(boolean ofSecret) {
        return java.util.Arrays.stream(values())
                .map(twins -> twins.type(ofSecret))
                .toArray(Class<?>[]::new);
    }

    enum Kind {
        RED,
        GREEN,
        BLUE
    }

    @MappedSuperclass
    abstract static class Plain {
        @Id
        Long id;

        String open;
        String text;

        @Column(unique = true)
        String email;

        Long number;
        String letter;
        UUID code;
        byte[] bytes;
        Date changed;
        Kind kind;
        boolean flag;
        PlainNest nest;
    }

    @Embeddable
    static class PlainNest {
        String tree;
    }

    @MappedSuperclass
    abstract static class Secret {
        @Id
        Long id;

        String open;

        @Encrypted
        String text;

        @Encrypted
        @BlindIndex
        @Column(unique = true)
        String email;

        @Encrypted
        @BlindIndex
        Long number;

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex
        String letter;

        @Encrypted
        UUID code;

        @Encrypted
        byte[] bytes;

        @Encrypted
        Date changed;

        @Encrypted
        Kind kind;

        @Encrypted
        boolean flag;

        SecretNest nest;
    }

    @Embeddable
    static class SecretNest {
        @Encrypted
        String tree;
    }

    @Entity(name = "Whole")
    @Cacheable
    @org.hibernate.annotations.Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    static class WholePlain extends Plain {
        @Version
        Integer version;
    }

    @Entity(name = "Whole")
    @Cacheable
    @org.hibernate.annotations.Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    static class WholeSecret extends Secret {
        @Version
        Integer version;
    }

    @Entity(name = "Partial")
    @DynamicUpdate
    static class PartialPlain extends Plain {
        @Version
        Integer version;
    }

    @Entity(name = "Partial")
    @DynamicUpdate
    static class PartialSecret extends Secret {
        @Version
        Integer version;
    }

    @Entity(name = "Loose")
    @DynamicUpdate
    static class LoosePlain extends Plain {}

    @Entity(name = "Loose")
    @DynamicUpdate
    static class LooseSecret extends Secret {}
}
