package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.Version;
import java.util.function.BiFunction;
import org.hibernate.Session;
import org.hibernate.StaleObjectStateException;
import org.hibernate.annotations.DynamicUpdate;
import org.junit.jupiter.api.Test;

/** A row that was replaced while a session had it keeps the key of the new row: the cells that an update leaves out need it. */
@OnHibernate72
class StaleRowKeyTest extends DatabaseTest {

    @MappedSuperclass
    static class Note {
        @Id
        Long id;

        @Version
        int version;

        @Encrypted
        String first;
    }

    @Entity(name = "DynamicNote")
    @DynamicUpdate
    static class DynamicNote extends Note {
        @Encrypted
        String other;

        DynamicNote() {}

        DynamicNote(Long id, String value) {
            this.id = id;
            this.first = value;
            this.other = value;
        }
    }

    @Entity(name = "FixedNote")
    static class FixedNote extends Note {
        @Encrypted
        @Column(updatable = false)
        String other;

        FixedNote() {}

        FixedNote(Long id, String value) {
            this.id = id;
            this.first = value;
            this.other = value;
        }
    }

    @Entity(name = "WholeNote")
    static class WholeNote extends Note {
        @Encrypted
        String other;

        WholeNote() {}

        WholeNote(Long id, String value) {
            this.id = id;
            this.first = value;
            this.other = value;
        }
    }

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {DynamicNote.class, FixedNote.class, WholeNote.class};
    }

    private <N extends Note> void replace(Class<N> type, long id, BiFunction<Long, String, N> note) {
        db.run(session -> session.remove(session.find(type, id)));
        db.run(session -> session.persist(note.apply(id, "new")));
    }

    private <N extends Note> void requireRefused(Class<N> type, long id, BiFunction<Long, String, N> note) {
        db.run(session -> session.persist(note.apply(id, "old")));
        try (Session session = db.factory.openSession()) {
            session.beginTransaction();
            session.find(type, id).first = "changed";
            replace(type, id, note);
            assertThatThrownBy(session::flush)
                    .isInstanceOf(OptimisticLockException.class)
                    .hasCauseInstanceOf(StaleObjectStateException.class);
            session.getTransaction().rollback();
        }
    }

    @Test
    void aDynamicUpdateOfAReplacedRowIsRefusedAndTheNewRowStaysReadable() {
        requireRefused(DynamicNote.class, 1, DynamicNote::new);

        DynamicNote found = db.call(session -> session.find(DynamicNote.class, 1L));
        assertThat(found.first).isEqualTo("new");
        assertThat(found.other).isEqualTo("new");
    }

    @Test
    void anUpdateThatLeavesOutAnAttributeIsRefusedInAReplacedRow() {
        requireRefused(FixedNote.class, 1, FixedNote::new);

        FixedNote found = db.call(session -> session.find(FixedNote.class, 1L));
        assertThat(found.first).isEqualTo("new");
        assertThat(found.other).isEqualTo("new");
    }

    @Test
    void aRowWhoseKeyIsGoneIsRefused() {
        db.run(session -> session.persist(new DynamicNote(2L, "old")));
        try (Session session = db.factory.openSession()) {
            session.beginTransaction();
            session.find(DynamicNote.class, 2L).first = "changed";
            db.execute("update DynamicNote set row_key = null, first = null, other = null where id = 2");
            assertThatThrownBy(session::flush).hasCauseInstanceOf(StaleObjectStateException.class);
            session.getTransaction().rollback();
        }
    }

    /** What is written is under the key of the row as it is now, so that the column that is left out stays readable. */
    @Test
    void aRowWhoseKeyCameSinceIsWrittenUnderIt() {
        db.run(session -> session.persist(new DynamicNote(3L, "old")));
        db.execute("update DynamicNote set row_key = null, first = null, other = null where id = 3");
        try (Session session = db.factory.openSession()) {
            session.beginTransaction();
            session.find(DynamicNote.class, 3L).first = "changed";
            db.run(later -> later.remove(later.find(DynamicNote.class, 3L)));
            db.run(later -> later.persist(new DynamicNote(3L, "new")));
            session.getTransaction().commit();
        }
        DynamicNote found = db.call(session -> session.find(DynamicNote.class, 3L));
        assertThat(found.first).isEqualTo("changed");
        assertThat(found.other).isEqualTo("new");
    }

    @Test
    void aRowKeyWrappedAnewMeanwhileIsTheSame() {
        db.run(session -> session.persist(new DynamicNote(4L, "old")));
        try (Session session = db.factory.openSession()) {
            session.beginTransaction();
            DynamicNote loaded = session.find(DynamicNote.class, 4L);
            ring.rotateKek("default");
            try (io.rowseal.row.TableKeys keys = io.rowseal.row.TableKeys.of(ring, "default", "dynamicnote")) {
                db.execute(
                        "update DynamicNote set row_key = ? where id = 4",
                        keys.current(db.bytes("select row_key from DynamicNote where id = 4")));
            }
            loaded.first = "changed";
            session.getTransaction().commit();
        }
        DynamicNote found = db.call(session -> session.find(DynamicNote.class, 4L));
        assertThat(found.first).isEqualTo("changed");
        assertThat(found.other).isEqualTo("old");
    }

    @Test
    void aRowInsertedInTheSameFlushIsUpdated() {
        db.run(session -> {
            DynamicNote note = new DynamicNote(5L, "old");
            session.persist(note);
            note.first = "persisted";
            session.flush();
            note.first = "flushed";
        });

        DynamicNote found = db.call(session -> session.find(DynamicNote.class, 5L));
        assertThat(found.first).isEqualTo("flushed");
        assertThat(found.other).isEqualTo("old");
    }

    @Test
    void onlyUpdatesThatLeaveOutColumnsAskForTheStoredRowKey() {
        db.run(session -> session.persist(new WholeNote(1L, "old")));
        db.run(session -> session.persist(new DynamicNote(6L, "old")));
        WholeNote whole = db.call(session -> session.find(WholeNote.class, 1L));
        DynamicNote dynamic = db.call(session -> session.find(DynamicNote.class, 6L));
        assertThat(whole.first).isEqualTo(dynamic.first);

        db.forgetStatements();
        db.run(session -> session.find(WholeNote.class, 1L).first = "changed");
        assertThat(db.statements("select")).hasSize(1);
        db.forgetStatements();
        db.run(session -> session.find(DynamicNote.class, 6L).first = "changed");
        assertThat(db.statements("select")).hasSize(2);
        assertThat(db.statements("update")).hasSize(1);
    }
}
