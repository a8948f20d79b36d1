package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Table;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Versions of one mapping over one table: an encrypted attribute and beside it its plain twin. */
final class HistoryVersions {

    static final List<Class<? extends Version>> ALL = List.of(
            Text.class,
            Indexed.class,
            OfEpoch2.class,
            OfDomain.class,
            Padded.class,
            Bytes.class,
            Whole.class,
            Fraction.class,
            OfFormerColumn.class,
            OfFormerTable.class);

    /** What the attribute may hold; types that are no text have a number for each. */
    static final List<String> VALUES = List.of("a", "b", "Berlin", "");

    /** What can be another between two starts. */
    enum Change {
        /** A blind index was added or removed. */
        INDEX,
        EPOCH,
        DOMAIN,
        TYPE,
        PADDING,
        /** The former column or table. */
        PLACE,
        /** The table itself was altered. */
        DDL
    }

    private HistoryVersions() {}

    /** What two versions differ in. */
    static Set<Change> changes(Class<? extends Version> from, Class<? extends Version> to) {
        Set<Change> changes = EnumSet.noneOf(Change.class);
        Encrypted before = content(from).getAnnotation(Encrypted.class);
        Encrypted after = content(to).getAnnotation(Encrypted.class);
        BlindIndex indexBefore = content(from).getAnnotation(BlindIndex.class);
        BlindIndex indexAfter = content(to).getAnnotation(BlindIndex.class);
        if (indexBefore == null || indexAfter == null) {
            note(changes, Change.INDEX, isIndexed(from), isIndexed(to));
        } else {
            note(changes, Change.EPOCH, indexBefore.epoch(), indexAfter.epoch());
            note(changes, Change.DOMAIN, indexBefore.domain(), indexAfter.domain());
        }
        note(changes, Change.TYPE, content(from).getType(), content(to).getType());
        note(changes, Change.PADDING, before.padTo(), after.padTo());
        note(changes, Change.PLACE, before.column(), after.column());
        note(changes, Change.PLACE, before.table(), after.table());
        return changes;
    }

    private static void note(Set<Change> changes, Change change, Object before, Object after) {
        if (!before.equals(after)) {
            changes.add(change);
        }
    }

    static boolean isIndexed(Class<? extends Version> version) {
        return content(version).isAnnotationPresent(BlindIndex.class);
    }

    private static Field content(Class<? extends Version> version) {
        try {
            return version.getDeclaredField("content");
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    @MappedSuperclass
    abstract static class Version {
        @Id
        long id;

        String plain;

        /** The value of the type of this version. */
        Object typed(String value) {
            return value;
        }

        abstract void write(Object value);

        abstract String read();

        void set(String value) {
            plain = value;
            write(typed(value));
        }
    }

    @Entity(name = "Text")
    @Table(name = "history")
    static class Text extends Version {
        @Encrypted
        String content;

        @Override
        void write(Object value) {
            content = (String) value;
        }

        @Override
        String read() {
            return content;
        }
    }

    @Entity(name = "Indexed")
    @Table(name = "history")
    static class Indexed extends Version {
        @Encrypted
        @BlindIndex
        String content;

        @Override
        void write(Object value) {
            content = (String) value;
        }

        @Override
        String read() {
            return content;
        }
    }

    @Entity(name = "OfEpoch2")
    @Table(name = "history")
    static class OfEpoch2 extends Version {
        @Encrypted
        @BlindIndex(epoch = 2)
        String content;

        @Override
        void write(Object value) {
            content = (String) value;
        }

        @Override
        String read() {
            return content;
        }
    }

    @Entity(name = "OfDomain")
    @Table(name = "history")
    static class OfDomain extends Version {
        @Encrypted
        @BlindIndex(domain = "shared")
        String content;

        @Override
        void write(Object value) {
            content = (String) value;
        }

        @Override
        String read() {
            return content;
        }
    }

    @Entity(name = "Padded")
    @Table(name = "history")
    static class Padded extends Version {
        @Encrypted(padTo = 16)
        @Column(length = 300)
        String content;

        @Override
        void write(Object value) {
            content = (String) value;
        }

        @Override
        String read() {
            return content;
        }
    }

    @Entity(name = "Bytes")
    @Table(name = "history")
    static class Bytes extends Version {
        @Encrypted
        @BlindIndex
        byte[] content;

        @Override
        Object typed(String value) {
            return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        void write(Object value) {
            content = (byte[]) value;
        }

        @Override
        String read() {
            return content == null ? null : new String(content, StandardCharsets.UTF_8);
        }
    }

    @Entity(name = "Whole")
    @Table(name = "history")
    static class Whole extends Version {
        @Encrypted
        @BlindIndex
        Integer content;

        @Override
        Object typed(String value) {
            return value == null ? null : VALUES.indexOf(value);
        }

        @Override
        void write(Object value) {
            content = (Integer) value;
        }

        @Override
        String read() {
            return content == null ? null : VALUES.get(content);
        }
    }

    /** As wide as a whole number. */
    @Entity(name = "Fraction")
    @Table(name = "history")
    static class Fraction extends Version {
        @Encrypted
        Float content;

        @Override
        Object typed(String value) {
            return value == null ? null : (float) VALUES.indexOf(value);
        }

        @Override
        void write(Object value) {
            content = (Float) value;
        }

        @Override
        String read() {
            if (content == null) {
                return null;
            }
            int number = content.intValue();
            return number == content && number < VALUES.size() ? VALUES.get(number) : "garbage";
        }
    }

    @Entity(name = "OfFormerColumn")
    @Table(name = "history")
    static class OfFormerColumn extends Version {
        @Encrypted(column = "former")
        @BlindIndex
        String content;

        @Override
        void write(Object value) {
            content = (String) value;
        }

        @Override
        String read() {
            return content;
        }
    }

    @Entity(name = "OfFormerTable")
    @Table(name = "history")
    static class OfFormerTable extends Version {
        @Encrypted(table = "former")
        @BlindIndex
        @Column(name = "content")
        String content;

        @Override
        void write(Object value) {
            content = (String) value;
        }

        @Override
        String read() {
            return content;
        }
    }
}
