package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.NonceMode;
import io.rowseal.persistence.Storage;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.NaturalId;

/** Entities for tests. */
final class Clinic {

    private Clinic() {}

    static Class<?>[] all() {
        return new Class<?>[] {
            Patient.class,
            Visit.class,
            Employee.class,
            Animal.class,
            Dog.class,
            Account.class,
            Savings.class,
            Giro.class,
            TwoTables.class,
            RandomNonce.class,
            Member.class,
            Letter.class
        };
    }

    enum BloodGroup {
        A,
        B,
        AB,
        ZERO
    }

    @Embeddable
    static class Address {
        @Encrypted
        String street;

        String city;

        Address() {}

        Address(String street, String city) {
            this.street = street;
            this.city = city;
        }
    }

    @Entity(name = "Patient")
    @Table(name = "patient")
    static class Patient {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        String name;

        @Encrypted
        String ssn;

        @Encrypted
        String note;

        @Encrypted
        LocalDate birthDate;

        @Encrypted
        Integer score;

        @Encrypted
        int weight;

        @Encrypted
        boolean insured;

        @Encrypted
        BloodGroup bloodGroup;

        @Encrypted
        UUID externalId;

        @Encrypted
        BigDecimal balance;

        @Encrypted
        Instant lastSeen;

        @Encrypted
        byte[] photo;

        @Encrypted
        Date changed;

        @Encrypted
        @BlindIndex
        @Column(unique = true)
        String email;

        @Embedded
        Address address;

        @OneToMany(mappedBy = "patient", cascade = CascadeType.ALL)
        List<Visit> visits = new ArrayList<>();

        Patient() {}

        Patient(String name, String ssn, String email) {
            this.name = name;
            this.ssn = ssn;
            this.email = email;
            this.birthDate = LocalDate.of(1980, 1, 2);
        }
    }

    @Entity(name = "Visit")
    @Table(name = "visit")
    @DynamicUpdate
    static class Visit {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        @Version
        int version;

        @ManyToOne(fetch = FetchType.LAZY)
        Patient patient;

        @Encrypted
        String diagnosis;

        @Encrypted
        String therapy;

        String room;

        @Encrypted
        @BlindIndex(domain = "contact")
        String contactEmail;

        @Encrypted
        @BlindIndex(domain = "contact")
        String referredBy;

        Visit() {}

        Visit(Patient patient, String diagnosis) {
            this.patient = patient;
            this.diagnosis = diagnosis;
            this.therapy = "T-" + diagnosis;
        }
    }

    @MappedSuperclass
    static class Person {
        @Encrypted
        String nationalId;
    }

    @Entity(name = "Employee")
    static class Employee extends Person {
        @Id
        Long id;

        @Encrypted
        String salary;

        String dept;

        Employee() {}

        Employee(long id, String nationalId, String salary) {
            this.id = id;
            this.nationalId = nationalId;
            this.salary = salary;
        }
    }

    @Entity(name = "Animal")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Animal {
        @Id
        @GeneratedValue
        Long id;

        @Encrypted
        String tag;

        String plain;
    }

    @Entity(name = "Dog")
    static class Dog extends Animal {
        @Encrypted
        String chip;

        String breed;

        Dog() {}

        Dog(String tag, String chip) {
            this.tag = tag;
            this.chip = chip;
        }
    }

    @Entity(name = "Account")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    static class Account {
        @Id
        @GeneratedValue
        Long id;

        String plain;
    }

    @Entity(name = "Savings")
    static class Savings extends Account {
        @Encrypted
        String iban;
    }

    @Entity(name = "Giro")
    static class Giro extends Account {
        @Encrypted
        String pin;
    }

    @Entity(name = "TwoTables")
    @SecondaryTable(name = "second_table")
    static class TwoTables {
        @Id
        Long id;

        @Encrypted
        String a;

        @Encrypted
        @Column(table = "second_table")
        String b;

        String plain;
    }

    @Entity(name = "RandomNonce")
    static class RandomNonce {
        @Id
        Long id;

        @Encrypted(nonce = NonceMode.RANDOM)
        String secret;
    }

    @Entity(name = "Member")
    static class Member {
        @Id
        Long id;

        @NaturalId(mutable = true)
        @Encrypted
        @BlindIndex
        String mail;

        @Encrypted
        String secret;
    }

    /** Text columns, and getters. */
    @Entity(name = "Letter")
    static class Letter {
        private Long id;
        private String sender;
        private String body;
        private String key;

        @Id
        public Long getId() {
            return id;
        }

        public void setId(Long id) {
            this.id = id;
        }

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex
        public String getSender() {
            return sender;
        }

        public void setSender(String sender) {
            this.sender = sender;
        }

        @Encrypted(storage = Storage.TEXT)
        public String getBody() {
            return body;
        }

        public void setBody(String body) {
            this.body = body;
        }

        @Encrypted
        @Column(name = "e")
        public String getKey() {
            return key;
        }

        public void setKey(String key) {
            this.key = key;
        }
    }
}
