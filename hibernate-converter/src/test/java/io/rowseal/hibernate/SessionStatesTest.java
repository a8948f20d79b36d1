package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.hibernate.Clinic.Dog;
import io.rowseal.hibernate.Clinic.Employee;
import io.rowseal.hibernate.Clinic.Member;
import io.rowseal.hibernate.Clinic.TwoTables;
import io.rowseal.hibernate.Clinic.Visit;
import java.util.List;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Read-only, detached and locked entities, sessions without state, and bulk statements over several tables. */
@OnHibernate72
class SessionStatesTest extends DatabaseTest {

    private long id = 5000;

    @Override
    Class<?>[] entities() {
        return Clinic.all();
    }

    @BeforeEach
    void insert() {
        id++;
        db.run(session -> session.persist(new Employee(id, "national", "salary")));
        db.forgetStatements();
    }

    private Employee find() {
        return db.call(session -> session.find(Employee.class, id));
    }

    private byte[] rowKey() {
        return db.bytes("select row_key from Employee where id = " + id);
    }

    @Test
    void whatIsReadOnlyIsReadAndNeverWritten() {
        db.run(session -> {
            session.setDefaultReadOnly(true);
            Employee loaded = session.find(Employee.class, id);
            assertThat(loaded.salary).isEqualTo("salary");
            loaded.salary = "changed";
        });
        db.run(session -> {
            Employee loaded = session.createSelectionQuery("from Employee where id = " + id, Employee.class)
                    .setReadOnly(true)
                    .getSingleResult();
            loaded.salary = "changed";
        });
        db.run(session -> {
            Employee loaded = session.find(Employee.class, id);
            session.setReadOnly(loaded, true);
            loaded.salary = "changed";
        });

        assertThat(db.statements("update")).isEmpty();
        assertThat(find().salary).isEqualTo("salary");
    }

    @Test
    void whatWasReadOnlyCanBeChangedLater() {
        byte[] rowKey = rowKey();
        db.run(session -> {
            session.setDefaultReadOnly(true);
            Employee loaded = session.find(Employee.class, id);
            session.setReadOnly(loaded, false);
            loaded.salary = "changed";
        });

        assertThat(find().salary).isEqualTo("changed");
        assertThat(find().nationalId).isEqualTo("national");
        assertThat(rowKey()).isEqualTo(rowKey);
    }

    @Test
    void aDetachedEntityIsWrittenByMergeOnly() {
        byte[] rowKey = rowKey();
        Employee detached = db.call(session -> {
            Employee loaded = session.find(Employee.class, id);
            session.detach(loaded);
            loaded.salary = "detached";
            return loaded;
        });
        assertThat(find().salary).isEqualTo("salary");

        db.run(session -> session.merge(detached));

        assertThat(find().salary).isEqualTo("detached");
        assertThat(rowKey()).isEqualTo(rowKey);
        db.forgetStatements();
        db.run(session -> session.merge(detached));
        assertThat(db.statements("update")).isEmpty();
    }

    @Test
    void aLockedAndRefreshedEntityIsReadAnew() {
        db.run(session -> {
            Employee locked = session.find(Employee.class, id, LockMode.PESSIMISTIC_WRITE);
            assertThat(locked.salary).isEqualTo("salary");
            locked.salary = "forgotten";
            session.refresh(locked);
            assertThat(locked.salary).isEqualTo("salary");
            locked.salary = "kept";
        });

        assertThat(find().salary).isEqualTo("kept");
    }

    @Test
    void aRemovedEntityCanBePersistedAgainWithARowKeyOfItsOwn() {
        byte[] rowKey = rowKey();
        db.run(session -> {
            session.remove(session.find(Employee.class, id));
            session.flush();
            session.persist(new Employee(id, "again", "again"));
        });

        assertThat(find().salary).isEqualTo("again");
        assertThat(rowKey()).isNotEqualTo(rowKey);
    }

    @Test
    void aStatelessSessionWritesSeveralTablesAndDeletes() {
        db.factory.inStatelessTransaction(session -> {
            TwoTables both = new TwoTables();
            both.id = id;
            both.a = "A";
            both.b = "B";
            session.insert(both);
        });
        db.factory.inStatelessTransaction(session -> {
            TwoTables both = session.get(TwoTables.class, id);
            both.b = "B2";
            session.update(both);
        });
        TwoTables found = db.call(session -> session.find(TwoTables.class, id));
        assertThat(found.a).isEqualTo("A");
        assertThat(found.b).isEqualTo("B2");

        db.factory.inStatelessTransaction(session -> session.delete(session.get(TwoTables.class, id)));
        assertThat(db.rows("select 1 from second_table where id = " + id)).isEmpty();
    }

    @Test
    void f25c_anUpsertOfASearchedEntityIsFoundByItsIndex() {
        for (String secret : List.of("one", "two")) {
            Member member = new Member();
            member.id = id;
            member.mail = secret + id + "@example.org";
            member.secret = secret;
            db.factory.inStatelessTransaction(session -> session.upsert(member));

            List<String> found = db.call(session -> session.createSelectionQuery(
                            "select m.secret from Member m where m.mail = :mail", String.class)
                    .setParameter("mail", member.mail)
                    .list());
            assertThat(found).containsExactly(secret);
            assertThat(db.rows("select 1 from Member where id = " + id)).hasSize(1);
        }
    }

    @Test
    void anUpsertOfADynamicUpdateEntityWritesAllOfIt() {
        Visit visit = new Visit(null, "flu");
        visit.id = id;
        db.run(session -> session.createMutationQuery(
                        "insert into Visit (id, version, room) values (" + id + ", 0, 'r')")
                .executeUpdate());

        visit.room = "upserted";
        db.factory.inStatelessTransaction(session -> session.upsert(visit));

        Visit found = db.call(session -> session.find(Visit.class, id));
        assertThat(found.room).isEqualTo("upserted");
        assertThat(found.diagnosis).isEqualTo("flu");
        assertThat(found.therapy).isEqualTo("T-flu");
    }

    @Test
    void f25e_joinedEntitiesAreNotInsertedInBulk() {
        db.forgetStatements();
        assertThatThrownBy(() -> db.run(session -> session.createMutationQuery(
                                "insert into Dog (tag, chip, breed) values ('t', 'c', 'inserted')")
                        .executeUpdate()))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContainingAll("Animal.tag", "several tables");

        assertThat(db.statements("")).isEmpty();
        assertThat(db.rows("select 1 from Dog where breed = 'inserted'")).isEmpty();
    }

    @Test
    void joinedEntitiesAreDeletedInBulk() {
        Long gone = db.call(session -> {
            Dog dog = new Dog("t", "c");
            dog.breed = "deleted";
            session.persist(dog);
            return dog.id;
        });

        db.run(session -> session.createMutationQuery("delete from Dog where breed = 'deleted'")
                .executeUpdate());

        assertThat(db.rows("select 1 from Dog where id = " + gone)).isEmpty();
        assertThat(db.rows("select 1 from Animal where id = " + gone)).isEmpty();
    }

    @Test
    void anEntityLoadedInOneSessionIsNotSeenChangedInAnother() {
        try (Session one = db.factory.openSession()) {
            Employee loaded = one.find(Employee.class, id);
            db.run(session -> session.find(Employee.class, id).salary = "changed");
            assertThat(loaded.salary).isEqualTo("salary");
            one.clear();
            assertThat(one.find(Employee.class, id).salary).isEqualTo("changed");
        }
    }
}
