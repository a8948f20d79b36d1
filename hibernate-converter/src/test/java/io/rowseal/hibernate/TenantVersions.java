package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.TenantId;

/** Other mappings of the tables of {@link Tenants}, and a hierarchy with a table for each class. */
final class TenantVersions {

    private TenantVersions() {}

    @Entity(name = "Note")
    @Table(name = "Note")
    static class OfOtherType {
        @Id
        Long id;

        @TenantId
        String tenant;

        @Encrypted
        Integer content;
    }

    @Entity(name = "Note")
    @Table(name = "Note")
    static class OfOtherEpoch {
        @Id
        Long id;

        @TenantId
        String tenant;

        @Encrypted
        @BlindIndex(epoch = 2)
        String word;
    }

    @Entity(name = "Note")
    @Table(name = "Remark")
    static class OfRenamedTable {
        @Id
        Long id;

        @TenantId
        String tenant;

        @Encrypted
        String content;
    }

    @Entity(name = "Member")
    @Table(name = "Member")
    @SecondaryTable(name = "MemberFile")
    static class WithOtherFile {
        @Id
        Long id;

        @TenantId
        String tenant;

        @Encrypted
        @Column(table = "MemberFile", name = "contents")
        Integer file;
    }

    @Entity(name = "Member")
    @Table(name = "Member")
    static class WithOtherPhones {
        @Id
        Long id;

        @TenantId
        String tenant;

        @ElementCollection
        @CollectionTable(name = "Member_phones")
        @OrderColumn
        @Encrypted
        List<Integer> phones;
    }

    @Entity(name = "Member")
    @Table(name = "Member")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class PlainMember {
        @Id
        Long id;

        @TenantId
        String tenant;
    }

    @Entity(name = "PayingMember")
    @Table(name = "PayingMember")
    static class WithOtherIban extends PlainMember {
        @Encrypted
        Integer iban;
    }

    @Entity(name = "Vehicle")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Vehicle {
        @Id
        Long id;

        @TenantId
        String tenant;
    }

    @Entity(name = "Car")
    @Table(name = "tenant_car")
    static class Car extends Vehicle {
        @Encrypted
        String plate;
    }

    @Entity(name = "Car")
    @Table(name = "tenant_car")
    static class CarOfOtherType extends Vehicle {
        @Encrypted
        Integer plate;
    }
}
