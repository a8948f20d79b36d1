package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.TamperedException;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.annotations.DynamicUpdate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that were there before they had a key get one, and who read them before loses nothing. */
class RowKeysTest extends DatabaseTest {

    private static final int CELL = 0xF9;
    private static final int PREFIX = 0xF7;
    private static final int ROWS = 7;

    @MappedSuperclass
    abstract static class Row {
        @Id
        Long id;

        @Encrypted
        String first;

        @Encrypted
        @BlindIndex
        String middle;

        @Encrypted(storage = Storage.TEXT)
        String third;

        String plain;

        <R extends Row> R filled(Class<R> type, long newId) {
            id = newId;
            first = "first" + newId;
            middle = "middle" + newId;
            third = "third" + newId;
            return type.cast(this);
        }
    }

    @Entity(name = "WholeRow")
    static class WholeRow extends Row {}

    @Entity(name = "PartialRow")
    @DynamicUpdate
    static class PartialRow extends Row {}

    @Entity(name = "VersionedRow")
    static class VersionedRow extends Row {
        @Version
        int version;
    }

    @Entity(name = "PlainRow")
    static class PlainRow {
        @Id
        Long id;
    }

    private static final List<Class<? extends Row>> TYPES =
            List.of(WholeRow.class, PartialRow.class, VersionedRow.class);

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {WholeRow.class, PartialRow.class, VersionedRow.class, PlainRow.class};
    }

    @BeforeEach
    void keylessRows() {
        for (Class<? extends Row> type : TYPES) {
            db.execute("delete from " + type.getSimpleName());
            db.run(session -> {
                for (long id = 1; id <= ROWS; id++) {
                    session.persist(created(type).filled(type, id));
                }
            });
            KeylessRows.make(db, type);
        }
        db.forgetStatements();
    }

    private static Row created(Class<? extends Row> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] rowKey(Class<?> type, long id) {
        return db.bytes("select row_key from " + type.getSimpleName() + " where id = " + id);
    }

    private void give(Class<?> type, long id) {
        assertThat(db.<Integer>call(session -> RowKeys.of(session.getFactory()).give(session, type, List.of(id))))
                .isEqualTo(1);
    }

    private void requireCells(Class<? extends Row> type, long id, String first, String middle, String third) {
        String where = " from " + type.getSimpleName() + " where id = " + id;
        assertThat(rowKey(type, id)).as(type.getSimpleName()).hasSize(83);
        assertThat(db.bytes("select first" + where)).startsWith(CELL).hasSize(29 + first.length());
        assertThat(db.bytes("select middle" + where)).startsWith(PREFIX).hasSize(18 + 29 + middle.length());
        assertThat((String) db.stored("select third" + where)).startsWith("rs1.-");
        Row found = db.call(session -> session.find(type, id));
        assertThat(List.of(found.first, found.middle, found.third)).containsExactly(first, middle, third);
        assertThat(db.<List<Long>>call(session -> session.createSelectionQuery(
                                "select id from " + type.getSimpleName() + " where middle = :middle", Long.class)
                        .setParameter("middle", middle)
                        .list()))
                .containsExactly(id);
    }

    @Test
    void f07b_whatATransactionGivesItCanTakeBack() {
        assertThatThrownBy(() -> {
                    try (Session session = db.factory.openSession()) {
                        RowKeys.of(session.getFactory()).give(session, WholeRow.class, List.of(1L));
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("begin one");
        try (Session session = db.factory.openSession()) {
            session.beginTransaction();
            assertThat(RowKeys.of(session.getFactory()).give(session, WholeRow.class, List.of(1L, 2L, 999L)))
                    .isEqualTo(2);
            session.getTransaction().rollback();
        }
        assertThat(db.rows("select 1 from WholeRow where row_key is not null")).isEmpty();
        assertThatThrownBy(() ->
                        db.run(session -> RowKeys.of(session.getFactory()).give(session, PlainRow.class, List.of(1L))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PlainRow");
        assertThatThrownBy(() ->
                        db.run(session -> RowKeys.of(session.getFactory()).give(session, String.class, List.of(1L))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void f07c_batchesAreBoundedAndGoOnWhereTheyStopped() throws Exception {
        RowKeys.Batch first =
                db.call(session -> RowKeys.of(session.getFactory()).giveNext(session, WholeRow.class, null, 3));
        assertThat(first.given()).isEqualTo(3);
        assertThat(db.rows("select id from WholeRow where row_key is not null order by id"))
                .extracting(row -> row[0])
                .containsExactly(1L, 2L, 3L);
        RowKeys.Position stored = copied(first.next());
        db.execute("delete from WholeRow where id = 5");

        RowKeys.Batch again =
                db.call(session -> RowKeys.of(session.getFactory()).giveNext(session, WholeRow.class, stored, 3));
        assertThat(again.given()).isEqualTo(3);
        RowKeys.Batch last =
                db.call(session -> RowKeys.of(session.getFactory()).giveNext(session, WholeRow.class, again.next(), 3));
        assertThat(last).isEqualTo(new RowKeys.Batch(0, null));
        assertThat(db.rows("select id from WholeRow where row_key is null")).isEmpty();
        assertThat(RowKeys.of(db.factory).giveAll(WholeRow.class, 2)).isZero();
        assertThatThrownBy(() -> db.run(
                        session -> RowKeys.of(session.getFactory()).giveNext(session, PartialRow.class, stored, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WholeRow");
        assertThatThrownBy(() ->
                        db.run(session -> RowKeys.of(session.getFactory()).giveNext(session, WholeRow.class, null, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RowKeys.Position copied(RowKeys.Position position) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(position);
        }
        try (ObjectInputStream input = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (RowKeys.Position) input.readObject();
        }
    }

    @Test
    void f07d_aSessionThatReadTheRowBeforeWritesUnderItsKey() {
        for (Class<? extends Row> type : TYPES) {
            byte[] rowKey;
            try (Session session = db.factory.openSession()) {
                session.beginTransaction();
                Row loaded = session.find(type, 1L);
                give(type, 1);
                rowKey = rowKey(type, 1);
                loaded.first = "stale";
                session.getTransaction().commit();
            }
            requireCells(type, 1, "stale", "middle1", "third1");
            assertThat(rowKey(type, 1)).isEqualTo(rowKey);
        }
    }

    @Test
    void f07d_aSessionThatChangesSomethingElseKeepsTheKey() {
        for (Class<? extends Row> type : TYPES) {
            try (Session session = db.factory.openSession()) {
                session.beginTransaction();
                Row loaded = session.find(type, 1L);
                give(type, 1);
                loaded.plain = "stale";
                session.flush();
                loaded.plain = "again";
                session.getTransaction().commit();
            }
            requireCells(type, 1, "first1", "middle1", "third1");
        }
    }

    @Test
    void f07d_detachedAndStatelessEntitiesAreWrittenUnderTheKey() {
        for (Class<? extends Row> type : TYPES) {
            Row detached = db.call(session -> session.find(type, 2L));
            Row stateless = db.call(session -> session.find(type, 3L));
            Row upserted = db.call(session -> session.find(type, 4L));
            for (long id : new long[] {2, 3, 4}) {
                give(type, id);
            }
            detached.third = "detached";
            db.run(session -> session.merge(detached));
            requireCells(type, 2, "first2", "middle2", "detached");

            stateless.middle = "stateless";
            db.factory.inStatelessTransaction(session -> session.update(stateless));
            requireCells(type, 3, "first3", "stateless", "third3");

            upserted.first = "upserted";
            db.factory.inStatelessTransaction(session -> session.upsert(upserted));
            requireCells(type, 4, "upserted", "middle4", "third4");
        }
    }

    @Test
    void f07d_sealedValuesBesideAKeyBecomeCells() {
        for (Class<? extends Row> type : TYPES) {
            give(type, 5);
            byte[] rowKey = rowKey(type, 5);
            db.run(session -> session.createMutationQuery(
                            "update " + type.getSimpleName() + " set first = 'bulk', third = 'bulk' where id = 5")
                    .executeUpdate());
            give(type, 5);
            requireCells(type, 5, "bulk", "middle5", "bulk");
            assertThat(rowKey(type, 5)).isEqualTo(rowKey);
        }
    }

    @Test
    void f07e_withRejectedSealedValuesTheMessageNamesTheCallThatHelps() {
        try (TestSessions strict = new TestSessions(
                db.url,
                db.user(),
                ring,
                Map.of(
                        "rowseal.sealed_values",
                        "reject",
                        "rowseal.data_check",
                        "skip",
                        "hibernate.hbm2ddl.auto",
                        "none"),
                entities())) {
            assertThatThrownBy(() -> strict.run(session -> session.find(WholeRow.class, 6L)))
                    .rootCause()
                    .isInstanceOf(TamperedException.class)
                    .hasMessageContaining("RowKeys.give");
            assertThat(RowKeys.of(strict.factory).giveAll(WholeRow.class, 100)).isEqualTo(ROWS);
            assertThat(strict.<String>call(session -> session.find(WholeRow.class, 6L).first))
                    .isEqualTo("first6");
            strict.run(session -> session.find(WholeRow.class, 6L).first = "changed");
        }
        requireCells(WholeRow.class, 6, "changed", "middle6", "third6");
    }

    @Test
    void f07e_aStartThatRejectsStoredSealedValuesNamesTheCallThatHelps() {
        assertThatThrownBy(() -> new TestSessions(
                        db.url,
                        db.user(),
                        ring,
                        Map.of("rowseal.sealed_values", "reject", "hibernate.hbm2ddl.auto", "none"),
                        entities()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("RowKeys.giveAll")
                .hasMessageContaining("'rowseal.sealed_values'")
                .hasMessageNotContaining("renamed");
    }

    @Test
    void f07e_aDamagedValueFailsTheCallAndChangesNothing() {
        db.execute("update WholeRow set third = 'plain text' where id = 3");
        assertThatThrownBy(() -> RowKeys.of(db.factory).giveAll(WholeRow.class, 100))
                .isInstanceOf(UnreadableAttributeException.class)
                .hasMessageContaining("third")
                .hasMessageNotContaining("plain text");
        assertThat(db.rows("select 1 from WholeRow where row_key is not null")).isEmpty();
    }

    @Test
    void f07e_plaintextBecomesCellsWhereTheModeWritesCiphertextAndStaysWhereItWritesPlaintext() {
        db.execute("update WholeRow set third = 'plain' where id = 1");
        try (TestSessions writing = migrating("write-plaintext")) {
            assertThat(RowKeys.of(writing.factory).giveAll(WholeRow.class, 100)).isEqualTo(ROWS);
            assertThat(writing.<String>call(session -> session.find(WholeRow.class, 1L).third))
                    .isEqualTo("plain");
        }
        assertThat(db.stored("select third from WholeRow where id = 1")).isEqualTo("plain");
        try (TestSessions writing = migrating("write-ciphertext")) {
            assertThat(writing.<Integer>call(
                            session -> RowKeys.of(session.getFactory()).give(session, WholeRow.class, List.of(1L))))
                    .isEqualTo(1);
        }
        requireCells(WholeRow.class, 1, "first1", "middle1", "plain");
    }

    private TestSessions migrating(String mode) {
        return new TestSessions(
                db.url,
                db.user(),
                ring,
                Map.of(
                        "rowseal.mode." + WholeRow.class.getName() + ".third",
                        mode + " until 2999-12-31",
                        "hibernate.hbm2ddl.auto",
                        "none"),
                entities());
    }
}
