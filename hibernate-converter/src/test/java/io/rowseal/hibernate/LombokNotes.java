package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import lombok.AllArgsConstructor;
import lombok.Builder;
import lombok.Data;
import lombok.EqualsAndHashCode;
import lombok.Getter;
import lombok.NoArgsConstructor;
import lombok.ToString;

/** Entities whose accessors Lombok writes. */
final class LombokNotes {

    private LombokNotes() {}

    @Entity(name = "ByField")
    @Data
    @Builder
    @NoArgsConstructor
    @AllArgsConstructor
    static class ByField {
        @Id
        private Long id;

        @Encrypted
        @ToString.Exclude
        private String text;

        @Encrypted
        @BlindIndex
        @Column(unique = true)
        private String author;

        @Encrypted
        @EqualsAndHashCode.Exclude
        private LocalDate written;

        @Encrypted
        private boolean urgent;
    }

    /** Annotations that Lombok copies to the getters, which are what Hibernate reads here. */
    @Entity(name = "ByProperty")
    @Access(AccessType.PROPERTY)
    @Data
    @NoArgsConstructor
    @AllArgsConstructor
    static class ByProperty {
        @Getter(onMethod_ = @Id)
        private Long id;

        @Getter(onMethod_ = @Encrypted)
        private String text;
    }

    /** Lombok leaves the annotation on the field, which Hibernate does not look at here. */
    @Entity(name = "NotCopied")
    @Access(AccessType.PROPERTY)
    @Data
    static class NotCopied {
        @Getter(onMethod_ = @Id)
        private Long id;

        @Encrypted
        private String secret;
    }
}
