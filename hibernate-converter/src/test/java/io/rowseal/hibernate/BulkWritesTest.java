package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.hibernate.Clinic.Employee;
import io.rowseal.hibernate.Clinic.Patient;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.Session;
import org.hibernate.annotations.DynamicUpdate;
import org.junit.jupiter.api.Test;

/** Statements that bind no row key write sealed values; rows without row key keep none. */
@OnHibernate72
class BulkWritesTest extends DatabaseTest {

    private static final byte CELL = (byte) 0xF9;
    private static final byte SEALED_VALUE = (byte) 0xFE;

    @Entity(name = "Note")
    @DynamicUpdate
    static class Note {
        @Id
        Long id;

        @Encrypted
        String head;

        @Encrypted
        String tail;

        String plain;
    }

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Patient.class, Clinic.Visit.class, Employee.class, Note.class};
    }

    private Long patient(String ssn, String email) {
        return db.call(session -> {
            Patient patient = new Patient("n", ssn, email);
            patient.note = "note";
            session.persist(patient);
            return patient.id;
        });
    }

    private Patient find(Long id) {
        return db.call(session -> session.find(Patient.class, id));
    }

    private byte[] ssn(Long id) {
        return db.bytes("select ssn from patient where id = " + id);
    }

    private static void setSsn(Session session, Long id, String value) {
        session.createMutationQuery("update Patient p set p.ssn = :x where p.id = :i")
                .setParameter("x", value)
                .setParameter("i", id)
                .executeUpdate();
    }

    @Test
    void bulkUpdateWritesASealedValueThatTheEntityReadsAndKeeps() {
        Long id = patient("s1", null);

        db.run(session -> setSsn(session, id, "bulk"));

        assertThat(ssn(id)[0]).isEqualTo(SEALED_VALUE);
        assertThat(find(id).ssn).isEqualTo("bulk");
        assertThat(find(id).note).isEqualTo("note");
        db.run(session -> session.find(Patient.class, id).note = "after");
        assertThat(find(id).ssn).isEqualTo("bulk");
        assertThat(find(id).note).isEqualTo("after");
    }

    @Test
    void bulkUpdateAfterAnEntityWriteOfTheSameSessionDoesNotTakeItsRowKey() {
        Long first = patient("s1", null);
        Long second = patient("s2", null);

        db.run(session -> {
            session.find(Patient.class, first).ssn = "same";
            session.flush();
            setSsn(session, second, "same");
        });

        assertThat(ssn(second)[0]).isEqualTo(SEALED_VALUE);
        assertThat(find(first).ssn).isEqualTo("same");
        assertThat(find(second).ssn).isEqualTo("same");
        assertThat(find(second).note).isEqualTo("note");
    }

    @Test
    void bulkUpdateTakesLiteralsSealedAnewEachTime() {
        Long first = patient("s1", null);
        Long second = patient("s2", null);
        for (Long id : new Long[] {first, second}) {
            db.run(session -> session.createMutationQuery("update Patient p set p.ssn = 'literal' where p.id = :i")
                    .setParameter("i", id)
                    .executeUpdate());
        }

        assertThat(find(first).ssn).isEqualTo("literal");
        assertThat(ssn(first)).isNotEqualTo(ssn(second));
        assertThat(db.statements("update")).noneMatch(sql -> sql.contains("literal"));
    }

    @Test
    void bulkUpdateTakesNull() {
        Long id = patient("s1", null);
        db.run(session -> session.createMutationQuery("update Patient p set p.ssn = null where p.id = :i")
                .setParameter("i", id)
                .executeUpdate());
        assertThat(find(id).ssn).isNull();
        db.run(session -> setSsn(session, id, null));
        assertThat(find(id).ssn).isNull();

        db.run(session -> session.find(Patient.class, id).ssn = "back");

        assertThat(find(id).ssn).isEqualTo("back");
        assertThat(ssn(id)[0]).isEqualTo(CELL);
    }

    @Test
    void rowsInsertedInBulkHaveNoRowKeyAndNeverGetOneByAnUpdate() {
        db.run(session -> session.createMutationQuery("insert into Employee (id, salary, dept) values (801, :s, 'd')")
                .setParameter("s", "77")
                .executeUpdate());
        assertThat(db.stored("select row_key from Employee where id = 801")).isNull();

        db.run(session -> session.find(Employee.class, 801L).dept = "d2");
        db.run(session -> session.find(Employee.class, 801L).nationalId = "late");
        db.factory.inStatelessTransaction(session -> {
            Employee employee = session.get(Employee.class, 801L);
            employee.dept = "d3";
            session.update(employee);
        });

        Employee found = db.call(session -> session.find(Employee.class, 801L));
        assertThat(found.salary).isEqualTo("77");
        assertThat(found.nationalId).isEqualTo("late");
        assertThat(found.dept).isEqualTo("d3");
        assertThat(db.stored("select row_key from Employee where id = 801")).isNull();
        assertThat(db.bytes("select nationalid from Employee where id = 801")[0])
                .isEqualTo(SEALED_VALUE);
    }

    @Test
    void attack08_twoConcurrentPartialUpdatesOfARowWithoutRowKeyLoseNothing() {
        db.run(session -> session.createMutationQuery("insert into Note (id, head, tail) values (1, 'a', 'b')")
                .executeUpdate());

        try (Session one = db.factory.openSession();
                Session other = db.factory.openSession()) {
            one.beginTransaction();
            other.beginTransaction();
            Note noteOfOne = one.find(Note.class, 1L);
            Note noteOfOther = other.find(Note.class, 1L);
            noteOfOne.head = "A";
            one.getTransaction().commit();
            noteOfOther.tail = "B";
            other.getTransaction().commit();
        }

        Note found = db.call(session -> session.find(Note.class, 1L));
        assertThat(found.head).isEqualTo("A");
        assertThat(found.tail).isEqualTo("B");
        assertThat(db.stored("select row_key from Note where id = 1")).isNull();
    }

    @Test
    void nativeUpdateOfAPlainColumnLeavesTheRestReadable() {
        Long id = patient("s1", null);
        db.run(session -> session.createNativeMutationQuery("update patient set name = 'zz' where id = " + id)
                .executeUpdate());

        assertThat(find(id).ssn).isEqualTo("s1");
        assertThat(find(id).name).isEqualTo("zz");
    }

    @Test
    void aFailedFlushLeavesNoRowKeyForTheNextStatement() {
        patient("s", "duplicate@example.org");
        assertThatThrownBy(() -> patient("s", "duplicate@example.org")).isInstanceOf(RuntimeException.class);
        Long id = patient("keep", null);

        assertThatThrownBy(() -> patient("s", "duplicate@example.org")).isInstanceOf(RuntimeException.class);
        db.run(session -> setSsn(session, id, "bulk"));

        assertThat(ssn(id)[0]).isEqualTo(SEALED_VALUE);
        assertThat(find(id).ssn).isEqualTo("bulk");
        assertThat(find(id).note).isEqualTo("note");
    }
}
