package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.hibernate.EntityShapes.Contact;
import io.rowseal.hibernate.EntityShapes.Draft;
import io.rowseal.hibernate.EntityShapes.Note;
import io.rowseal.hibernate.EntityShapes.Parcel;
import io.rowseal.hibernate.EntityShapes.ParcelId;
import io.rowseal.hibernate.EntityShapes.Payment;
import io.rowseal.hibernate.EntityShapes.Place;
import io.rowseal.hibernate.EntityShapes.Seat;
import io.rowseal.hibernate.EntityShapes.SeatId;
import io.rowseal.hibernate.EntityShapes.Size;
import jakarta.persistence.OptimisticLockException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Composite identifiers, embeddables, soft deletion, versions and natural ids. */
@OnHibernate72
class EntityShapesTest extends DatabaseTest {

    private static final int CELL_OVERHEAD = 29;

    @Override
    Class<?>[] entities() {
        return EntityShapes.all();
    }

    private ParcelId parcel(int number) {
        ParcelId id = new ParcelId("north", number);
        db.run(session -> {
            Parcel parcel = new Parcel("north", number);
            parcel.sender = new Place("same street", "Z-from-" + number);
            parcel.recipient = new Place("same street", "Z-to-" + number);
            parcel.payment = new Payment("4111", LocalDate.of(2030, 12, 31), "p");
            parcel.size = Size.SMALL;
            parcel.key = "k";
            parcel.ordering = "O-" + number;
            session.persist(parcel);
        });
        return id;
    }

    private Parcel find(ParcelId id) {
        return db.call(session -> session.find(Parcel.class, id));
    }

    @Test
    void twoEmbeddablesOfOneTypeKeepTheirColumnsApart() {
        ParcelId id = parcel(1);

        db.run(session -> session.find(Parcel.class, id).recipient.street = "new street");

        assertThat(find(id).sender.street).isEqualTo("same street");
        assertThat(find(id).recipient.street).isEqualTo("new street");
        assertThat(select("select p.sender.zip from Parcel p where p.recipient.zip = 'Z-to-1'"))
                .containsExactly("Z-from-1");
        assertThat(select("select p.id.number from Parcel p where p.sender.zip = 'Z-to-1'"))
                .isEmpty();
        assertThat(db.bytes("select from_street from parcel where number = 1"))
                .isNotEqualTo(db.bytes("select to_street from parcel where number = 1"));
    }

    @Test
    void aRecordIsEmbeddedReplacedAndEmptied() {
        ParcelId id = parcel(2);
        assertThat(find(id).payment).isEqualTo(new Payment("4111", LocalDate.of(2030, 12, 31), "p"));
        assertThat(db.bytes("select card from parcel where number = 2")).hasSize(CELL_OVERHEAD + 4);

        db.run(session -> session.find(Parcel.class, id).payment = new Payment("5", null, "q"));
        assertThat(find(id).payment).isEqualTo(new Payment("5", null, "q"));
        assertThat(select("select p.payment from Parcel p where p.id.number = 2"))
                .containsExactly(new Payment("5", null, "q"));

        db.run(session -> session.find(Parcel.class, id).payment = null);
        assertThat(find(id).payment).isNull();
        assertThat(db.stored("select card from parcel where number = 2")).isNull();
    }

    @Test
    void compositeIdentifiersEnumsAndQuotedNamesWork() {
        ParcelId id = parcel(3);
        db.run(session -> {
            Parcel parcel = session.find(Parcel.class, id);
            parcel.size = Size.EXTRA_LARGE;
            parcel.key = "k2";
        });

        assertThat(find(id).size).isEqualTo(Size.EXTRA_LARGE);
        assertThat(find(id).key).isEqualTo("k2");
        assertThat(select("select p.key from Parcel p where p.ordering = 'O-3'"))
                .containsExactly("k2");
        assertThat(db.<Parcel>call(session -> session.byMultipleIds(Parcel.class)
                                .multiLoad(id)
                                .get(0))
                        .ordering)
                .isEqualTo("O-3");
    }

    @Test
    void anEntityWithAnIdClassIsWrittenAndRead() {
        db.run(session -> {
            Seat seat = new Seat();
            seat.hall = "h";
            seat.number = 7;
            seat.guest = "ada";
            session.persist(seat);
        });
        db.run(session -> session.find(Seat.class, new SeatId("h", 7)).guest = "eve");

        assertThat(db.<String>call(session -> session.find(Seat.class, new SeatId("h", 7)).guest))
                .isEqualTo("eve");
    }

    @Test
    void aSoftlyDeletedEntityIsGoneForQueriesAndLeavesTheRestReadable() {
        db.run(session -> {
            session.persist(new Note(1, "first", "secret"));
            session.persist(new Note(2, "second", "other"));
        });
        db.run(session -> session.find(Note.class, 1L).plain = "changed");
        assertThat(db.<String>call(session -> session.find(Note.class, 1L).body))
                .isEqualTo("secret");

        db.run(session -> session.remove(session.find(Note.class, 1L)));
        assertThat(db.<Note>call(session -> session.find(Note.class, 1L))).isNull();
        assertThat(select("select n.body from SoftNote n where n.title in ('first', 'second')"))
                .containsExactly("other");
        assertThat(db.rows("select body from soft_note")).hasSize(2).noneMatch(row -> row[0] == null);

        db.run(session -> session.createMutationQuery("delete from SoftNote n where n.title = 'second'")
                .executeUpdate());
        assertThat(select("select n.id from SoftNote n")).isEmpty();
        assertThat(db.rows("select body from soft_note")).hasSize(2);
    }

    @Test
    void dynamicInsertsWriteTheRowKeyAndLaterColumnsUseIt() {
        db.run(session -> session.persist(new Draft(1, null)));
        byte[] rowKey = db.bytes("select row_key from Draft where id = 1");
        assertThat(rowKey).hasSize(83);

        db.run(session -> session.find(Draft.class, 1L).head = "h");
        db.run(session -> session.find(Draft.class, 1L).tail = "t");

        assertThat(db.bytes("select row_key from Draft where id = 1")).isEqualTo(rowKey);
        assertThat(db.bytes("select tail from Draft where id = 1")).hasSize(CELL_OVERHEAD + 1);
        Draft found = db.call(session -> session.find(Draft.class, 1L));
        assertThat(found.head).isEqualTo("h");
        assertThat(found.tail).isEqualTo("t");
        assertThat(found.version).isEqualTo(2);
    }

    @Test
    void aVersionThatIsOldIsRefusedAndOnlyChangesIncrementIt() {
        db.run(session -> session.persist(new Draft(2, "one")));
        Draft stale = db.call(session -> session.find(Draft.class, 2L));
        db.run(session -> session.find(Draft.class, 2L).head = "one");
        assertThat(db.<Integer>call(session -> session.find(Draft.class, 2L).version))
                .isZero();
        db.run(session -> session.find(Draft.class, 2L).head = "two");

        stale.tail = "lost";
        assertThatThrownBy(() -> db.run(session -> session.merge(stale)))
                .isInstanceOf(OptimisticLockException.class)
                .hasMessageNotContaining("lost");
        assertThat(db.<String>call(session -> session.find(Draft.class, 2L).tail))
                .isNull();
    }

    @Test
    void aNaturalIdCanChange() {
        db.run(session -> session.persist(new Contact(1, "old@example.org", "s")));
        db.run(session -> session.bySimpleNaturalId(Contact.class).load("old@example.org").mail = "new@example.org");

        assertThat(db.<Contact>call(
                        session -> session.bySimpleNaturalId(Contact.class).load("old@example.org")))
                .isNull();
        assertThat(db.<String>call(
                        session -> session.bySimpleNaturalId(Contact.class).load("new@example.org").secret))
                .isEqualTo("s");
    }

    private List<Object> select(String hql) {
        return db.call(
                session -> session.createSelectionQuery(hql, Object.class).list());
    }
}
