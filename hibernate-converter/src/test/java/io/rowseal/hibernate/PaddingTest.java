package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PaddingTest extends DatabaseTest {

    @Entity(name = "Padded")
    @Table(name = "padded")
    static class Padded {
        @Id
        Long id;

        @Encrypted(padTo = 32)
        @BlindIndex
        String name;

        @Encrypted(padTo = 32, storage = Storage.TEXT)
        String note;

        @Encrypted(padTo = 32)
        byte[] photo;

        Padded() {}

        Padded(long id, String text) {
            this.id = id;
            this.name = text;
            this.note = text;
            this.photo = text.getBytes(StandardCharsets.UTF_8);
        }
    }

    @Entity(name = "Padded")
    @Table(name = "padded")
    static class OtherStep {
        @Id
        Long id;

        @Encrypted(padTo = 100)
        @BlindIndex
        String name;
    }

    @Entity(name = "Padded")
    @Table(name = "padded")
    static class NoPadding {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        @Column(length = 300)
        String name;
    }

    @Entity(name = "FixedSize")
    static class FixedSize {
        @Id
        Long id;

        @Encrypted(padTo = 32)
        UUID uuid;
    }

    @Entity(name = "WrongStep")
    static class WrongStep {
        @Id
        Long id;

        @Encrypted(padTo = 1)
        String name;
    }

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Padded.class};
    }

    @Test
    void attack17_textsThatNeedAsManyStepsHaveCiphertextsOfOneLength() {
        db.run(session -> {
            session.persist(new Padded(1, ""));
            session.persist(new Padded(2, "x".repeat(31)));
            session.persist(new Padded(3, "x".repeat(32)));
        });
        String lengths =
                "select distinct octet_length(name), octet_length(note), octet_length(photo) from padded where id ";
        assertThat(db.rows(lengths + "in (1, 2)")).hasSize(1);
        assertThat(db.rows(lengths + "in (1, 3)")).hasSize(2);
        assertThat(db.bytes("select photo from padded where id = 1")).hasSize(32 + 29);
        for (long id = 1; id <= 3; id++) {
            long row = id;
            Padded read = db.call(session -> session.find(Padded.class, row));
            assertThat(read.name).isEqualTo(read.note).hasSize(read.photo.length);
        }
    }

    @Test
    void findsPaddedValuesByTheirBlindIndex() {
        db.run(session -> session.persist(new Padded(10, "ada@example.org")));
        assertThat(db.<Long>call(session -> session.createQuery(
                                "select p.id from Padded p where p.name = 'ada@example.org'", Long.class)
                        .getSingleResult()))
                .isEqualTo(10L);
    }

    @Test
    void readsAndWritesSealedValuesWithPadding() {
        db.run(session -> session.persist(new Padded(20, "a")));
        db.run(session -> session.createMutationQuery("update Padded p set p.photo = :b where p.id = 20")
                .setParameter("b", new byte[] {1, (byte) 0x80, 0, 0})
                .executeUpdate());
        assertThat(db.bytes("select photo from padded where id = 20")).hasSize(32 + 99);
        assertThat(db.<Padded>call(session -> session.find(Padded.class, 20L)).photo)
                .containsExactly(1, 0x80, 0, 0);
    }

    @Test
    void readsWhatWasPaddedToAnotherStepButNothingWithoutPadding() {
        db.run(session -> session.persist(new Padded(30, "same")));
        Map<String, Object> keepTables = Map.of("hibernate.hbm2ddl.auto", "none", "rowseal.schema_check", "skip");
        try (TestSessions other = new TestSessions(db.url, db.user(), ring, keepTables, OtherStep.class)) {
            assertThat(other.<OtherStep>call(session -> session.find(OtherStep.class, 30L)).name)
                    .isEqualTo("same");
        }
        try (TestSessions none = new TestSessions(db.url, db.user(), ring, keepTables, NoPadding.class)) {
            assertThatThrownBy(() -> none.call(session -> session.find(NoPadding.class, 30L)))
                    .hasStackTraceContaining("TamperedException");
        }
    }

    @Test
    void isRefusedAtStartWhereItHidesNothingOrIsOutOfRange() {
        assertThatThrownBy(() -> new TestSessions(database, ring, FixedSize.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("leave padTo out");
        assertThatThrownBy(() -> new TestSessions(database, ring, WrongStep.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("2 to 1048576");
    }
}
