package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import io.rowseal.row.RowKeyBlock;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SecondaryTable;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HSQLDB is used like H2, but for columns of text, which it cannot read as bytes. */
@OnHibernate72
class HsqldbTest {

    private final KeyRing ring = TestKeyRing.create();
    private TestSessions db;

    @BeforeEach
    void open() {
        db = new TestSessions(TestDatabase.HSQLDB, ring, Owner.class, Pet.class, Dog.class);
    }

    @AfterEach
    void close() {
        db.close();
        ring.close();
    }

    @Test
    void f15_valuesAreReadAsTheyWereWritten() {
        Long id = db.call(session -> {
            Owner owner = owner("ada@example.org");
            session.persist(owner);
            return owner.id;
        });
        db.run(session -> {
            Owner found = session.find(Owner.class, id);
            assertThat(found)
                    .extracting(each -> each.email, each -> each.born, each -> each.notes, each -> each.extra)
                    .containsExactly("ada@example.org", LocalDate.of(1815, 12, 10), "häß", "second table");
            assertThat(found.phones).containsExactlyInAnyOrder("1", "2");
            found.notes = null;
            found.extra = "changed";
        });
        db.run(session -> assertThat(session.createQuery("from Owner o where o.notes is null", Owner.class)
                        .getSingleResult()
                        .extra)
                .isEqualTo("changed"));
    }

    @Test
    void f15_aColumnHoldsNoPlainText() throws Exception {
        db.run(session -> session.persist(owner("ada@example.org")));
        try (Connection connection = DriverManager.getConnection(db.url, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select email, email_bidx, row_key from owner")) {
            assertThat(row.next()).isTrue();
            assertThat(new String(row.getBytes(1), StandardCharsets.ISO_8859_1)).doesNotContain("ada@example.org");
            assertThat(row.getBytes(2)).hasSize(17);
            assertThat(row.getBytes(3)).hasSize(RowKeyBlock.BYTES);
        }
    }

    @Test
    void f15_theBlindIndexFindsAndIsUnique() {
        db.run(session -> {
            session.persist(owner("ada@example.org"));
            session.persist(owner("bob@example.org"));
        });
        db.run(session -> {
            assertThat(count("o.email = 'ada@example.org'")).isOne();
            assertThat(count("o.email <> 'ada@example.org'")).isOne();
            assertThat(count("o.email in ('ada@example.org', 'bob@example.org', 'nobody')"))
                    .isEqualTo(2);
            assertThat(count("o.email is null")).isZero();
        });
        assertThatThrownBy(() -> db.run(session -> session.persist(owner("ada@example.org"))))
                .isInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void f15_bulkStatementsAndProjectionsWork() {
        db.run(session -> session.persist(owner("ada@example.org")));
        db.run(session -> assertThat(
                        session.createMutationQuery("update Owner o set o.notes = :notes where o.email = :email")
                                .setParameter("notes", "bulk")
                                .setParameter("email", "ada@example.org")
                                .executeUpdate())
                .isOne());
        db.run(session -> assertThat(session.createQuery("select o.notes from Owner o", String.class)
                        .getResultList())
                .containsExactly("bulk"));
        db.run(session -> assertThat(session.createMutationQuery("delete Pet p where p.name = 'none'")
                        .executeUpdate())
                .isZero());
    }

    @Test
    void f15_hierarchiesJoinsAndPagesWork() {
        db.run(session -> {
            Owner owner = owner("ada@example.org");
            session.persist(owner);
            for (String name : List.of("rex", "fido")) {
                Dog dog = new Dog();
                dog.name = name;
                dog.chip = "chip of " + name;
                dog.owner = owner;
                session.persist(dog);
            }
        });
        db.run(session -> {
            assertThat(session.createQuery("from Dog d where d.name = 'rex'", Dog.class)
                            .getSingleResult()
                            .chip)
                    .isEqualTo("chip of rex");
            assertThat(session.createQuery("from Owner o left join fetch o.pets p where p.name = 'fido'", Owner.class)
                            .getResultList())
                    .hasSize(1);
            assertThat(session.createQuery("from Pet p order by p.id", Pet.class)
                            .setMaxResults(1)
                            .getResultList())
                    .extracting(pet -> pet.name)
                    .containsExactly("rex");
        });
    }

    @Test
    void f15_aSecondStartFindsTheColumnsAndAMissingOneIsToldWithAStatementThatWorks() throws Exception {
        db.run(session -> session.persist(owner("ada@example.org")));
        restart().close();
        execute("alter table owner drop column email_bidx cascade");
        assertThatThrownBy(this::restart)
                .hasMessageContaining(
                        "alter table Owner add column email_bidx varbinary(17) generated always as (substring(email from 2"
                                + " for 17));");
        execute("alter table owner add column email_bidx varbinary(17) generated always as (substring(email from 2 for"
                + " 17))");
        execute("alter table Owner add constraint uk_Owner_email_bidx unique (email_bidx)");
        try (TestSessions again = restart()) {
            again.run(session -> assertThat(
                            session.createQuery("from Owner o where o.email = 'ada@example.org'", Owner.class)
                                    .getResultList())
                    .hasSize(1));
        }
    }

    @Test
    void f15_storageOfTextIsRefusedWithTheWayOut() {
        assertThatThrownBy(() -> new TestSessions(TestDatabase.HSQLDB, ring, TextNote.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("HSQLDB cannot read a column of text as bytes")
                .hasMessageContaining("leave out storage = TEXT");
    }

    private long count(String condition) {
        return db.call(session -> session.createQuery("select count(*) from Owner o where " + condition, Long.class)
                .getSingleResult());
    }

    private TestSessions restart() {
        return new TestSessions(
                db.url, "sa", ring, Map.of("hibernate.hbm2ddl.auto", "none"), Owner.class, Pet.class, Dog.class);
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(db.url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Owner owner(String email) {
        Owner owner = new Owner();
        owner.email = email;
        owner.born = LocalDate.of(1815, 12, 10);
        owner.notes = "häß";
        owner.extra = "second table";
        owner.phones.addAll(List.of("1", "2"));
        return owner;
    }

    @Entity(name = "Owner")
    @SecondaryTable(name = "owner_extra")
    static class Owner {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @Encrypted
        @BlindIndex
        @Column(unique = true)
        String email;

        @Encrypted
        LocalDate born;

        @Encrypted
        String notes;

        @Encrypted
        @Column(table = "owner_extra")
        String extra;

        @Encrypted
        @ElementCollection(fetch = FetchType.EAGER)
        List<String> phones = new ArrayList<>();

        @OneToMany(mappedBy = "owner")
        List<Pet> pets = new ArrayList<>();
    }

    @Entity(name = "Pet")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Pet {
        @Id
        @GeneratedValue
        Long id;

        @Encrypted
        @BlindIndex
        String name;

        @ManyToOne
        Owner owner;
    }

    @Entity(name = "Dog")
    static class Dog extends Pet {
        @Encrypted
        String chip;
    }

    @Entity(name = "TextNote")
    static class TextNote {
        @Id
        Long id;

        @Encrypted(storage = Storage.TEXT)
        String text;
    }
}
