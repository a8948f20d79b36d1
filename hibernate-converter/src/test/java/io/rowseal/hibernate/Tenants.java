package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SecondaryTable;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.TenantId;

/** Entities of tenants, and one that all of them share. */
final class Tenants {

    private Tenants() {}

    static Class<?>[] all() {
        return new Class<?>[] {Member.class, PayingMember.class, Note.class, Agency.class};
    }

    @Entity(name = "Member")
    @Inheritance(strategy = InheritanceType.JOINED)
    @SecondaryTable(name = "MemberFile")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    static class Member {
        @Id
        Long id;

        @TenantId
        String tenant;

        @Encrypted
        String notes;

        @Encrypted
        @BlindIndex(domain = "mail")
        @Column(unique = true)
        String mail;

        @NaturalId
        @Encrypted
        @BlindIndex
        String number;

        @Encrypted
        @Column(table = "MemberFile", name = "contents")
        String file;

        @ElementCollection
        @OrderColumn
        @Encrypted
        @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
        List<String> phones = new ArrayList<>();

        Member() {}

        Member(long id, String name) {
            this.id = id;
            this.notes = name + " notes";
            this.mail = name + "@example.org";
            this.number = name + " number";
            this.file = name + " file";
            this.phones.add(name + " phone");
        }
    }

    @Entity(name = "PayingMember")
    static class PayingMember extends Member {
        @Encrypted
        String iban;

        PayingMember() {}

        PayingMember(long id, String name) {
            super(id, name);
            this.iban = name + " iban";
        }
    }

    @Entity(name = "Note")
    static class Note {
        @Id
        Long id;

        @TenantId
        String tenant;

        @Encrypted
        String content;

        @Encrypted
        @BlindIndex
        String word;

        Note() {}

        Note(long id, String content) {
            this.id = id;
            this.content = content;
            this.word = content;
        }
    }

    /** Shared by all tenants. */
    @Entity(name = "Agency")
    static class Agency {
        @Id
        Long id;

        @Encrypted
        @BlindIndex(domain = "mail")
        String mail;

        Agency() {}

        Agency(long id, String mail) {
            this.id = id;
            this.mail = mail;
        }
    }
}
