package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.hibernate.Clinic.Account;
import io.rowseal.hibernate.Clinic.Address;
import io.rowseal.hibernate.Clinic.Animal;
import io.rowseal.hibernate.Clinic.Dog;
import io.rowseal.hibernate.Clinic.Employee;
import io.rowseal.hibernate.Clinic.Giro;
import io.rowseal.hibernate.Clinic.Patient;
import io.rowseal.hibernate.Clinic.RandomNonce;
import io.rowseal.hibernate.Clinic.Savings;
import io.rowseal.hibernate.Clinic.TwoTables;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inheritance, embeddables, secondary tables and kinds of locking. */
@OnHibernate72
class EntityKindsTest extends DatabaseTest {

    @Override
    Class<?>[] entities() {
        return Clinic.all();
    }

    private Long patient(String ssn) {
        return db.call(session -> {
            Patient patient = new Patient("n", ssn, null);
            patient.address = new Address("street", "city");
            session.persist(patient);
            return patient.id;
        });
    }

    @Test
    void inheritedAndEmbeddedAttributesAreEncrypted() {
        Long id = patient("s");
        db.run(session -> session.persist(new Employee(1, "NID", "5")));

        assertThat(db.<String>call(session -> session.find(Employee.class, 1L).nationalId))
                .isEqualTo("NID");
        assertThat(db.bytes("select nationalid from Employee where id = 1")).hasSize(29 + 3);
        assertThat(db.<String>call(session -> session.find(Patient.class, id).address.street))
                .isEqualTo("street");
        assertThat(db.bytes("select street from patient where id = " + id)).hasSize(29 + 6);
        db.run(session -> session.find(Patient.class, id).address.street = "new");
        assertThat(db.<String>call(session -> session.find(Patient.class, id).address.street))
                .isEqualTo("new");
    }

    @Test
    void joinedTablesHaveRowKeysOfTheirOwn() {
        Long id = db.call(session -> {
            Dog dog = new Dog("TAG", "CHIP");
            session.persist(dog);
            return dog.id;
        });
        db.run(session -> session.find(Dog.class, id).chip = "C2");
        db.run(session -> session.find(Dog.class, id).plain = "p2");

        Dog found = (Dog) db.call(session -> session.find(Animal.class, id));
        assertThat(found.tag).isEqualTo("TAG");
        assertThat(found.chip).isEqualTo("C2");
        assertThat(db.bytes("select row_key from Animal where id = " + id))
                .isNotEqualTo(db.bytes("select row_key from Dog where id = " + id));
    }

    @Test
    void joinedEntitiesAreUpdatedInBulk() {
        Long id = db.call(session -> {
            Dog dog = new Dog("T1", "C1");
            dog.breed = "bulk";
            session.persist(dog);
            return dog.id;
        });

        db.run(session -> session.createMutationQuery("update Dog d set d.chip = :c, d.tag = :t where d.breed = 'bulk'")
                .setParameter("c", "C9")
                .setParameter("t", "T9")
                .executeUpdate());

        Dog found = db.call(session -> session.find(Dog.class, id));
        assertThat(found.chip).isEqualTo("C9");
        assertThat(found.tag).isEqualTo("T9");
    }

    @Test
    void singleTableSubclassesShareTheRowKeyColumn() {
        db.run(session -> {
            Savings savings = new Savings();
            savings.iban = "IB";
            session.persist(savings);
            Giro giro = new Giro();
            giro.pin = "PIN";
            session.persist(giro);
            session.persist(new Account());
        });

        List<Account> accounts = db.call(session ->
                session.createSelectionQuery("from Account", Account.class).list());

        assertThat(accounts).hasSize(3);
        assertThat(accounts)
                .filteredOn(Savings.class::isInstance)
                .allSatisfy(a -> assertThat(((Savings) a).iban).isEqualTo("IB"));
        assertThat(accounts)
                .filteredOn(Giro.class::isInstance)
                .allSatisfy(a -> assertThat(((Giro) a).pin).isEqualTo("PIN"));
    }

    @Test
    void secondaryTableHasARowKeyOfItsOwn() {
        db.run(session -> {
            TwoTables both = new TwoTables();
            both.id = 1L;
            both.a = "A";
            both.b = "B";
            session.persist(both);
        });
        db.run(session -> session.find(TwoTables.class, 1L).b = "B2");

        TwoTables found = db.call(session -> session.find(TwoTables.class, 1L));
        assertThat(found.a).isEqualTo("A");
        assertThat(found.b).isEqualTo("B2");
        assertThat(db.bytes("select row_key from second_table")).hasSize(83);
    }

    @Test
    void randomNoncesChangeTheBytesOfEqualValues() {
        db.run(session -> {
            RandomNonce locked = new RandomNonce();
            locked.id = 2L;
            locked.secret = "x";
            session.persist(locked);
        });
        byte[] before = db.bytes("select secret from RandomNonce where id = 2");
        db.run(session -> session.find(RandomNonce.class, 2L).secret = "y");
        db.run(session -> session.find(RandomNonce.class, 2L).secret = "x");

        assertThat(db.bytes("select secret from RandomNonce where id = 2")).isNotEqualTo(before);
    }
}
