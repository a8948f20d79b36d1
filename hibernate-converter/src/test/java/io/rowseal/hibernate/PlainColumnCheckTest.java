package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.EncryptedTextConverter;
import io.rowseal.persistence.Storage;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Ciphertext is never handed to an application because an annotation was removed. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
@OnHibernate72
class PlainColumnCheckTest {

    private static final KeyRing RING = TestKeyRing.create();

    @Entity(name = "Diary")
    @Table(name = "diary")
    static class Diary {
        @Id
        long id;

        @Encrypted(storage = Storage.TEXT)
        String entry;

        @Encrypted
        byte[] photo;

        @Encrypted
        @BlindIndex
        byte[] print;

        @ElementCollection
        @Encrypted
        List<byte[]> scans = new ArrayList<>();

        @Encrypted
        String mood;
    }

    @Entity(name = "Diary")
    @Table(name = "diary")
    static class WithoutText {
        @Id
        long id;

        String entry;

        @Encrypted
        String mood;
    }

    @Entity(name = "Diary")
    @Table(name = "diary")
    static class WithoutAny {
        @Id
        long id;

        byte[] photo;

        byte[] print;

        @ElementCollection
        List<byte[]> scans = new ArrayList<>();
    }

    @Entity(name = "Diary")
    @Table(name = "diary")
    static class ThatShowsWhatIsStored {
        @Id
        long id;

        @Encrypted(storage = Storage.TEXT)
        String entry;

        @Column(name = "entry", insertable = false, updatable = false)
        String storedEntry;
    }

    @Entity(name = "Note")
    @Table(name = "plain_note")
    static class Note {
        @Id
        long id;

        String text;

        byte[] hash;

        @Encrypted
        String secret;
    }

    @Entity(name = "ConverterNote")
    @Table(name = "converter_note")
    static class ConverterNote {
        @Id
        long id;

        @Convert(converter = Text.class)
        String text = "secret";
    }

    enum Mood {
        CALM
    }

    static class MoodNumber implements AttributeConverter<Mood, Integer> {

        @Override
        public Integer convertToDatabaseColumn(Mood attribute) {
            return attribute == null ? null : 1;
        }

        @Override
        public Mood convertToEntityAttribute(Integer column) {
            return column == null ? null : Mood.CALM;
        }
    }

    static class MoodName implements AttributeConverter<Mood, String> {

        @Override
        public String convertToDatabaseColumn(Mood attribute) {
            return attribute == null ? null : attribute.name();
        }

        @Override
        public Mood convertToEntityAttribute(String column) {
            return column == null ? null : Mood.valueOf(column);
        }
    }

    @Entity(name = "Diary")
    @Table(name = "diary")
    static class ConvertedToNumber {
        @Id
        long id;

        @Convert(converter = MoodNumber.class)
        Mood mood;
    }

    @Entity(name = "Diary")
    @Table(name = "diary")
    static class ConvertedToText {
        @Id
        long id;

        @Convert(converter = MoodName.class)
        Mood mood;
    }

    static class Text extends EncryptedTextConverter {

        Text() {
            super("converter_note", "text");
        }

        @Override
        protected KeyRing keyRing() {
            return RING;
        }
    }

    @Parameter
    TestDatabase database;

    private SchemaTables tables;

    @BeforeEach
    void newDatabase() {
        tables = new SchemaTables(database, RING);
    }

    @AfterAll
    static void closeRing() {
        RING.close();
    }

    @Test
    void f09a_removedFromATextColumn() {
        diary(1);

        ConfigurationException refusal = tables.refusal("none", WithoutText.class);

        assertThat(refusal)
                .hasMessageContainingAll(
                        "WithoutText.entry' (column 'entry' of table 'diary')",
                        "mapped without encryption",
                        "@Encrypted was removed",
                        "Put @Encrypted back",
                        "docs/migration.md",
                        "'rowseal.plain_column_check' to skip")
                .hasMessageNotContaining("rs1.");
        tables.start(Map.of(RowsealSettings.PLAIN_COLUMN_CHECK, "skip"), WithoutText.class)
                .close();
    }

    @Test
    void f09b_removedFromAllBinaryColumnsOfATable() {
        diary(3);

        assertThat(tables.refusal("none", WithoutAny.class))
                .hasMessageContainingAll("WithoutAny.photo'", "WithoutAny.print'", "WithoutAny.scans'", "are mapped");
    }

    @Test
    void f09c_oneRowIsEnoughWhereItsIndexColumnIsLeft() {
        diary(1);

        assertThat(tables.refusal("none", WithoutAny.class))
                .hasMessageContaining("WithoutAny.print'")
                .hasMessageNotContaining("WithoutAny.photo'");
    }

    @Test
    void f09d_anEncryptedColumnIsNotShownAsItIsBesides() {
        diary(1);

        assertThat(tables.refusal("none", ThatShowsWhatIsStored.class))
                .hasMessageContaining("cannot share column 'entry'");
    }

    @Test
    void f09e_textAndBytesThatOnlyBeginLikeCiphertextAreNone() {
        try (TestSessions sessions = tables.start("create", Note.class)) {
            sessions.run(session -> {
                for (int i = 1; i <= 3; i++) {
                    Note note = new Note();
                    note.id = i;
                    note.text = i == 1 ? "rs1." : "rs1.abc def, the first release";
                    note.hash = new byte[32];
                    note.hash[0] = (byte) (i == 1 ? 0x20 : 0xF9);
                    session.persist(note);
                }
            });
        }
        tables.start("none", Note.class).close();
    }

    @Test
    void f09f_columnsOfTheConvertersAreNoPlainOnes() {
        try (TestSessions sessions = tables.start("create", ConverterNote.class, Note.class)) {
            sessions.run(session -> session.persist(new ConverterNote()));
        }
        tables.start("none", ConverterNote.class, Note.class).close();
    }

    @Test
    void f09g_aConverterToAnotherTypeInsteadOfEncryption() {
        diary(1);

        for (Class<?> entity : List.of(ConvertedToNumber.class, ConvertedToText.class)) {
            for (String action : List.of("none", "validate", "update")) {
                assertThat(tables.refusal(action, entity))
                        .as(action)
                        .hasMessageContainingAll(
                                entity.getSimpleName() + ".mood' (column 'mood' of table 'diary'",
                                "to another type, but the first rows hold ciphertext",
                                "@Encrypted was removed");
            }
        }
    }

    @Test
    void f09g_aConverterOfAColumnOfItsTypeIsNotLookedAt() {
        for (Class<?> entity : List.of(ConvertedToNumber.class, ConvertedToText.class)) {
            tables.start("create", entity, Note.class).close();
            tables.start("none", entity, Note.class).close();
        }
    }

    private void diary(int rows) {
        try (TestSessions sessions = tables.start("create", Diary.class)) {
            sessions.run(session -> {
                for (long id = 1; id <= rows; id++) {
                    Diary diary = new Diary();
                    diary.id = id;
                    diary.entry = "entry " + id;
                    diary.photo = new byte[] {1, 2};
                    diary.print = new byte[] {3, (byte) id};
                    diary.scans.add(new byte[] {4});
                    diary.mood = "calm";
                    session.persist(diary);
                }
            });
        }
    }
}
