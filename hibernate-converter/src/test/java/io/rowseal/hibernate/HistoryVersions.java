package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Versions of one mapping over one table: an encrypted attribute and beside it its plain twin. */
final class HistoryVersions {

    static final List<Class<? extends Version>> ALL = List.of(
            Text.class,
            Indexed.class,
            OfEpoch2.class,
            OfDomain.class,
            Padded.class,
            Bytes.class,
            OfFormerColumn.class,
            OfFormerTable.class);

    private HistoryVersions() {}

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
