package io.rowseal.hibernate;

import io.rowseal.persistence.Encrypted;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Version;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.SecondaryRow;

/** Each shape of a mapping twice: with encrypted attributes, and with the same as plain ones. */
enum RowKeyTwins {
    SINGLE(Single.class, PlainSingle.class),
    DYNAMIC(Dynamic.class, PlainDynamic.class),
    VERSIONED(Versioned.class, PlainVersioned.class),
    JOINED(Puppy.class, PlainPuppy.class),
    OPTIONAL_TABLE(Optional.class, PlainOptional.class),
    REQUIRED_TABLE(Required.class, PlainRequired.class),
    DYNAMIC_TABLE(DynamicTables.class, PlainDynamicTables.class),
    TABLE_PER_CLASS(Ferry.class, PlainFerry.class);

    final Class<? extends Record> encrypted;
    final Class<? extends Record> plain;

    RowKeyTwins(Class<? extends Record> encrypted, Class<? extends Record> plain) {
        this.encrypted = encrypted;
        this.plain = plain;
    }

    static Class<?>[] all() {
        return Stream.concat(
                        Stream.of(Pet.class, PlainPet.class, Vessel.class, PlainVessel.class),
                        Stream.of(values()).flatMap(twins -> Stream.of(twins.encrypted, twins.plain)))
                .toArray(Class<?>[]::new);
    }

    /** Attributes by name, so that one test writes all classes. */
    @MappedSuperclass
    abstract static class Record {
        @Id
        Long id;

        abstract List<String> tags();

        Record with(Long newId, String value) {
            id = newId;
            for (String attribute : List.of("secret", "note", "extra", "remark")) {
                set(attribute, value);
            }
            return set("balance", 30);
        }

        Record set(String attribute, Object value) {
            try {
                field(attribute).set(this, value);
                return this;
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }

        Object get(String attribute) {
            try {
                return field(attribute).get(this);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }

        private Field field(String name) {
            for (Class<?> type = getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (field.getName().equals(name)) {
                        field.setAccessible(true);
                        return field;
                    }
                }
            }
            throw new AssertionError(name);
        }
    }

    @MappedSuperclass
    abstract static class Tagged extends Record {
        int balance;
        String note;
        String remark;

        @ElementCollection
        List<String> tags = new ArrayList<>();

        @Override
        List<String> tags() {
            return tags;
        }
    }

    @MappedSuperclass
    abstract static class EncryptedRecord extends Tagged {
        @Encrypted
        String secret;

        @Encrypted
        String extra;
    }

    @MappedSuperclass
    abstract static class PlainRecord extends Tagged {
        String secret;
        String extra;
    }

    @Entity(name = "Single")
    static class Single extends EncryptedRecord {}

    @Entity(name = "PlainSingle")
    static class PlainSingle extends PlainRecord {}

    @Entity(name = "Dynamic")
    @DynamicUpdate
    static class Dynamic extends EncryptedRecord {}

    @Entity(name = "PlainDynamic")
    @DynamicUpdate
    static class PlainDynamic extends PlainRecord {}

    @Entity(name = "Versioned")
    static class Versioned extends EncryptedRecord {
        @Version
        int version;
    }

    @Entity(name = "PlainVersioned")
    static class PlainVersioned extends PlainRecord {
        @Version
        int version;
    }

    @Entity(name = "Pet")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Pet extends Record {
        int balance;
        String note;

        @Encrypted
        String secret;

        @Version
        int version;

        @ElementCollection
        List<String> tags = new ArrayList<>();

        @Override
        List<String> tags() {
            return tags;
        }
    }

    @Entity(name = "Puppy")
    static class Puppy extends Pet {
        String remark;

        @Encrypted
        String extra;
    }

    @Entity(name = "PlainPet")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class PlainPet extends Record {
        int balance;
        String note;
        String secret;

        @Version
        int version;

        @ElementCollection
        List<String> tags = new ArrayList<>();

        @Override
        List<String> tags() {
            return tags;
        }
    }

    @Entity(name = "PlainPuppy")
    static class PlainPuppy extends PlainPet {
        String remark;
        String extra;
    }

    @MappedSuperclass
    abstract static class TwoTables extends Record {
        int balance;
        String note;

        @ElementCollection
        @CollectionTable
        List<String> tags = new ArrayList<>();

        @Override
        List<String> tags() {
            return tags;
        }
    }

    @Entity(name = "Optional")
    @SecondaryTable(name = "Optional_other")
    static class Optional extends TwoTables {
        @Encrypted
        String secret;

        @Encrypted
        @Column(table = "Optional_other")
        String extra;

        @Column(table = "Optional_other")
        String remark;
    }

    @Entity(name = "PlainOptional")
    @SecondaryTable(name = "PlainOptional_other")
    static class PlainOptional extends TwoTables {
        String secret;

        @Column(table = "PlainOptional_other")
        String extra;

        @Column(table = "PlainOptional_other")
        String remark;
    }

    @Entity(name = "Required")
    @SecondaryTable(name = "Required_other")
    @SecondaryRow(table = "Required_other", optional = false)
    static class Required extends TwoTables {
        @Encrypted
        String secret;

        @Encrypted
        @Column(table = "Required_other")
        String extra;

        @Column(table = "Required_other")
        String remark;
    }

    @Entity(name = "PlainRequired")
    @SecondaryTable(name = "PlainRequired_other")
    @SecondaryRow(table = "PlainRequired_other", optional = false)
    static class PlainRequired extends TwoTables {
        String secret;

        @Column(table = "PlainRequired_other")
        String extra;

        @Column(table = "PlainRequired_other")
        String remark;
    }

    @Entity(name = "DynamicTables")
    @DynamicUpdate
    @SecondaryTable(name = "DynamicTables_other")
    static class DynamicTables extends TwoTables {
        @Encrypted
        String secret;

        @Encrypted
        @Column(table = "DynamicTables_other")
        String extra;

        @Column(table = "DynamicTables_other")
        String remark;
    }

    @Entity(name = "PlainDynamicTables")
    @DynamicUpdate
    @SecondaryTable(name = "PlainDynamicTables_other")
    static class PlainDynamicTables extends TwoTables {
        String secret;

        @Column(table = "PlainDynamicTables_other")
        String extra;

        @Column(table = "PlainDynamicTables_other")
        String remark;
    }

    @Entity(name = "Vessel")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Vessel extends Record {
        int balance;
        String note;

        @Encrypted
        String secret;

        @ElementCollection
        List<String> tags = new ArrayList<>();

        @Override
        List<String> tags() {
            return tags;
        }
    }

    @Entity(name = "Ferry")
    static class Ferry extends Vessel {
        String remark;

        @Encrypted
        String extra;
    }

    @Entity(name = "PlainVessel")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class PlainVessel extends Record {
        int balance;
        String note;
        String secret;

        @ElementCollection
        List<String> tags = new ArrayList<>();

        @Override
        List<String> tags() {
            return tags;
        }
    }

    @Entity(name = "PlainFerry")
    static class PlainFerry extends PlainVessel {
        String remark;
        String extra;
    }
}
