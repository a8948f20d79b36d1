package io.rowseal.hibernate;

import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OrderColumn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An entity with an encrypted collection of each kind. */
final class Folders {

    private Folders() {}

    enum Colour {
        RED,
        GREEN
    }

    @Embeddable
    static class Place {
        @Encrypted
        String street;

        String city;

        Place() {}

        Place(String street, String city) {
            this.street = street;
            this.city = city;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Place that
                    && Objects.equals(street, that.street)
                    && Objects.equals(city, that.city);
        }

        @Override
        public int hashCode() {
            return Objects.hash(street, city);
        }
    }

    @Embeddable
    static class Contact {
        @Encrypted
        String phone;

        @Column(name = "kind_of")
        String kind;

        @Embedded
        Place place;

        Contact() {}

        Contact(String phone, String kind, String street) {
            this.phone = phone;
            this.kind = kind;
            this.place = new Place(street, "city");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Contact that
                    && Objects.equals(phone, that.phone)
                    && Objects.equals(kind, that.kind)
                    && Objects.equals(place, that.place);
        }

        @Override
        public int hashCode() {
            return Objects.hash(phone, kind, place);
        }

        @Override
        public String toString() {
            return phone + "/" + kind;
        }
    }

    @Entity(name = "Folder")
    static class Folder {
        @Id
        Long id;

        String name;

        @ElementCollection
        @Encrypted
        List<String> tags = new ArrayList<>();

        @ElementCollection
        @OrderColumn(name = "position")
        @Encrypted
        List<String> pages = new ArrayList<>();

        @ElementCollection
        @Encrypted
        Map<String, String> answers = new HashMap<>();

        @ElementCollection
        @Encrypted
        Collection<LocalDate> days = new ArrayList<>();

        @ElementCollection
        @OrderColumn
        @Encrypted
        List<Colour> colours = new ArrayList<>();

        @ElementCollection
        @Encrypted(storage = Storage.TEXT, padTo = 16)
        List<String> letters = new ArrayList<>();

        @ElementCollection
        @OrderColumn
        @Encrypted
        String[] codes = {};

        @ElementCollection
        List<Contact> contacts = new ArrayList<>();

        @ElementCollection
        @OrderColumn
        List<Contact> queue = new ArrayList<>();

        @ElementCollection
        Map<Integer, Contact> byNumber = new HashMap<>();

        Folder() {}

        Folder(long id) {
            this.id = id;
            this.name = "n";
        }
    }
}
