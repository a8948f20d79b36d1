package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Objects;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.SoftDelete;

/** Entities of less common shapes, for {@link EntityShapesTest}. */
final class EntityShapes {

    private EntityShapes() {}

    static Class<?>[] all() {
        return new Class<?>[] {Parcel.class, Note.class, Seat.class, Draft.class, Contact.class};
    }

    enum Size {
        SMALL,
        EXTRA_LARGE
    }

    @Embeddable
    static class ParcelId implements Serializable {
        String region;
        int number;

        ParcelId() {}

        ParcelId(String region, int number) {
            this.region = region;
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ParcelId id && id.region.equals(region) && id.number == number;
        }

        @Override
        public int hashCode() {
            return Objects.hash(region, number);
        }
    }

    @Embeddable
    static class Place {
        @Encrypted
        String street;

        @Encrypted
        @BlindIndex
        String zip;

        Place() {}

        Place(String street, String zip) {
            this.street = street;
            this.zip = zip;
        }
    }

    @Embeddable
    record Payment(@Encrypted String card, @Encrypted LocalDate until, String provider) {}

    /** A composite identifier, two embeddables of one type, a record, and names that are words of SQL. */
    @Entity(name = "Parcel")
    @Table(name = "parcel")
    static class Parcel {
        @EmbeddedId
        ParcelId id;

        @Embedded
        @AttributeOverride(name = "street", column = @Column(name = "from_street"))
        @AttributeOverride(name = "zip", column = @Column(name = "from_zip"))
        Place sender;

        @Embedded
        @AttributeOverride(name = "street", column = @Column(name = "to_street"))
        @AttributeOverride(name = "zip", column = @Column(name = "to_zip"))
        Place recipient;

        @Embedded
        Payment payment;

        @Encrypted
        Size size;

        @Encrypted
        @Column(name = "`key`")
        String key;

        @Encrypted
        @BlindIndex
        @Column(name = "`Order by`")
        String ordering;

        Parcel() {}

        Parcel(String region, int number) {
            this.id = new ParcelId(region, number);
        }
    }

    @Entity(name = "SoftNote")
    @Table(name = "soft_note")
    @SoftDelete
    static class Note {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        String title;

        @Encrypted
        String body;

        String plain;

        Note() {}

        Note(long id, String title, String body) {
            this.id = id;
            this.title = title;
            this.body = body;
        }
    }

    static class SeatId implements Serializable {
        String hall;
        int number;

        SeatId() {}

        SeatId(String hall, int number) {
            this.hall = hall;
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof SeatId id && id.hall.equals(hall) && id.number == number;
        }

        @Override
        public int hashCode() {
            return Objects.hash(hall, number);
        }
    }

    @Entity(name = "Seat")
    @IdClass(SeatId.class)
    static class Seat {
        @Id
        String hall;

        @Id
        int number;

        @Encrypted
        String guest;
    }

    @Entity(name = "Draft")
    @DynamicInsert
    @DynamicUpdate
    static class Draft {
        @Id
        Long id;

        @Version
        int version;

        @Encrypted
        String head;

        @Encrypted
        String tail;

        String plain;

        Draft() {}

        Draft(long id, String head) {
            this.id = id;
            this.head = head;
        }
    }

    @Entity(name = "Contact")
    static class Contact {
        @Id
        Long id;

        @NaturalId(mutable = true)
        @Encrypted
        @BlindIndex
        String mail;

        @Encrypted
        String secret;

        Contact() {}

        Contact(long id, String mail, String secret) {
            this.id = id;
            this.mail = mail;
            this.secret = secret;
        }
    }
}
