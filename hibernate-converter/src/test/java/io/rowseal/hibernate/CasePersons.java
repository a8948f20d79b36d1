package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.OptimisticLockType;
import org.hibernate.annotations.OptimisticLocking;
import org.hibernate.envers.Audited;

/** The entities of {@link ConverterCasesTest}. */
final class CasePersons {

    private CasePersons() {}

    @Embeddable
    static class Place {
        @Encrypted
        String street;

        @Encrypted
        @BlindIndex
        String zip;
    }

    @Entity(name = "Person")
    @Table(name = "case_person")
    static class Person {
        @Id
        Long id;

        @NaturalId(mutable = true)
        @Encrypted
        @BlindIndex
        String login;

        @Encrypted
        @Column(length = 20)
        String name;

        @Encrypted
        @BlindIndex
        String email;

        @Encrypted
        LocalDate born;

        @Encrypted(json = true)
        List<String> words;

        @Embedded
        Place place;

        @ElementCollection
        @Encrypted
        List<String> phones = new ArrayList<>();

        @ElementCollection
        @Encrypted
        Map<String, String> answers = new HashMap<>();

        String plain;

        Person() {}

        Person(long id, String name) {
            this.id = id;
            this.name = name;
            login = "login-" + name;
            email = name + "@example.org";
            born = LocalDate.of(1990, 1, 2);
            words = new ArrayList<>(List.of("w", name));
            place = new Place();
            place.street = "street-" + name;
            place.zip = "zip-" + name;
        }
    }

    @Entity(name = "CachedPerson")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE, region = "case_persons")
    static class CachedPerson {
        @Id
        Long id;

        @Encrypted
        String name;

        @Encrypted
        LocalDate born;

        CachedPerson() {}

        CachedPerson(long id, String name) {
            this.id = id;
            this.name = name;
            born = LocalDate.of(1990, 1, 2);
        }
    }

    @Entity(name = "WithSet")
    static class WithSet {
        @Id
        Long id;

        @ElementCollection
        @Encrypted
        Set<String> phones;
    }

    @Embeddable
    record Key(@Encrypted String part) {}

    @Entity(name = "WithMapKey")
    static class WithMapKey {
        @Id
        Long id;

        @ElementCollection
        Map<Key, String> answers;
    }

    @Entity(name = "LockedByState")
    @DynamicUpdate
    @OptimisticLocking(type = OptimisticLockType.ALL)
    static class LockedByState {
        @Id
        Long id;

        @Encrypted
        String name;
    }

    @Entity(name = "AuditedPerson")
    @Audited
    static class AuditedPerson {
        @Id
        Long id;

        @Encrypted
        String name;

        String plain;
    }

    @Entity(name = "IdentifiedBySecret")
    static class IdentifiedBySecret {
        @Id
        @Encrypted
        String name;
    }
}
