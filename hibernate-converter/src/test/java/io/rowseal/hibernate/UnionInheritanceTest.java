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
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.validation.constraints.Min;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Inheritance TABLE_PER_CLASS: each table has row keys, and one query reads all tables. */
@OnHibernate72
class UnionInheritanceTest extends DatabaseTest {

    private long nextId;

    @Entity(name = "Vessel")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Vessel {
        @Id
        Long id;

        @Encrypted
        String secret;

        @Encrypted
        @BlindIndex
        String mail;

        @Encrypted
        @Min(1)
        Integer length = 7;

        String plain;
    }

    @Entity(name = "Boat")
    static class Boat extends Vessel {
        @Encrypted
        String engine;

        @Encrypted(storage = Storage.TEXT)
        String letter;

        @Encrypted
        Integer crew;
    }

    @Entity(name = "Ferry")
    static class Ferry extends Boat {
        @Encrypted
        @Column(updatable = false)
        String route;
    }

    @Entity(name = "Shape")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Shape {
        @Id
        Long id;

        String plain;
    }

    @Entity(name = "Circle")
    static class Circle extends Shape {
        @Encrypted
        String secret;
    }

    @Entity(name = "Square")
    static class Square extends Shape {
        String other;
    }

    @Entity(name = "Ring")
    static class Ring extends Shape {
        @Encrypted
        @Column(name = "secret")
        String shown;
    }

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {
            Vessel.class, Boat.class, Ferry.class, Shape.class, Circle.class, Square.class, Ring.class
        };
    }

    private <T extends Vessel> T stored(T vessel, String secret) {
        vessel.id = ++nextId;
        vessel.secret = secret;
        vessel.mail = secret + "@example.org";
        if (vessel instanceof Boat boat) {
            boat.engine = "E" + secret;
            boat.letter = "L" + secret;
            boat.crew = 3;
        }
        if (vessel instanceof Ferry ferry) {
            ferry.route = "R" + secret;
        }
        db.run(session -> session.persist(vessel));
        return vessel;
    }

    @Test
    void everyClassIsReadByItsOwnAndByPolymorphicQueries() {
        Vessel vessel = stored(new Vessel(), "v1");
        Boat boat = stored(new Boat(), "b1");
        Ferry ferry = stored(new Ferry(), "f1");

        List<Vessel> all = db.call(
                session -> session.createSelectionQuery("from Vessel where id in (:ids) order by id", Vessel.class)
                        .setParameterList("ids", List.of(vessel.id, boat.id, ferry.id))
                        .list());
        assertThat(all).extracting(found -> found.secret).containsExactly("v1", "b1", "f1");
        assertThat(all.get(1)).isInstanceOfSatisfying(Boat.class, found -> {
            assertThat(found.engine).isEqualTo("Eb1");
            assertThat(found.letter).isEqualTo("Lb1");
            assertThat(found.crew).isEqualTo(3);
        });
        assertThat(all.get(2))
                .isInstanceOfSatisfying(
                        Ferry.class, found -> assertThat(found.route).isEqualTo("Rf1"));
        assertThat(((Ferry) db.call(session -> session.find(Vessel.class, ferry.id))).engine)
                .isEqualTo("Ef1");
        for (Vessel each : all) {
            String where = each.getClass().getSimpleName() + " where id = " + each.id;
            assertThat(db.bytes("select row_key from " + where)).hasSize(83);
            assertThat(db.bytes("select secret from " + where)).startsWith(0xF9);
        }
    }

    @Test
    void indexedAttributesAreFoundInEveryTable() {
        stored(new Vessel(), "v2");
        Ferry ferry = stored(new Ferry(), "f2");

        List<String> found = db.call(
                session -> session.createSelectionQuery("select v.secret from Vessel v where v.mail = :m", String.class)
                        .setParameter("m", "f2@example.org")
                        .list());
        assertThat(found).containsExactly("f2");
        List<Long> ofBoats = db.call(session -> session.createSelectionQuery(
                        "select b.id from Boat b where b.mail in ('f2@example.org', 'v2@example.org')", Long.class)
                .list());
        assertThat(ofBoats).containsExactly(ferry.id);
    }

    @Test
    void updatesKeepTheRowKeyAndTheOtherCells() {
        Ferry ferry = stored(new Ferry(), "f3");
        byte[] rowKey = db.bytes("select row_key from Ferry where id = " + ferry.id);
        byte[] route = db.bytes("select route from Ferry where id = " + ferry.id);

        db.run(session -> session.find(Ferry.class, ferry.id).engine = "new");
        db.run(session -> session.find(Vessel.class, ferry.id).secret = "also new");

        assertThat(db.bytes("select row_key from Ferry where id = " + ferry.id)).isEqualTo(rowKey);
        assertThat(db.bytes("select route from Ferry where id = " + ferry.id)).isEqualTo(route);
        Ferry found = db.call(session -> session.find(Ferry.class, ferry.id));
        assertThat(List.of(found.secret, found.engine, found.letter, found.route))
                .containsExactly("also new", "new", "Lf3", "Rf3");
    }

    @Test
    void bulkUpdatesReachEveryTable() {
        Vessel vessel = stored(new Vessel(), "v4");
        Ferry ferry = stored(new Ferry(), "f4");

        int rows = db.call(session -> session.createMutationQuery(
                        "update Vessel set secret = :s where mail in ('v4@example.org', 'f4@example.org')")
                .setParameter("s", "bulk")
                .executeUpdate());

        assertThat(rows).isEqualTo(2);
        assertThat(db.<String>call(session -> session.find(Vessel.class, vessel.id).secret))
                .isEqualTo("bulk");
        assertThat(db.<String>call(session -> session.find(Vessel.class, ferry.id).secret))
                .isEqualTo("bulk");
    }

    @Test
    void aCellMovedToARowOfAnotherTableOfTheHierarchyIsRefused() {
        Vessel vessel = stored(new Vessel(), "v5");
        Boat boat = stored(new Boat(), "b5");
        db.execute(
                "update Boat set secret = (select secret from Vessel where id = ?) where id = ?", vessel.id, boat.id);

        assertThatThrownBy(() -> db.run(session -> session.find(Boat.class, boat.id)))
                .isInstanceOf(UnreadableAttributeException.class);
    }

    @Test
    void aRowMovedToASiblingDoesNotOpenAsItsAttributeOfTheSameColumnName() {
        db.run(session -> {
            Circle circle = new Circle();
            circle.id = 7L;
            circle.secret = "round";
            session.persist(circle);
            Ring shown = new Ring();
            shown.id = 8L;
            shown.shown = "of gold";
            session.persist(shown);
        });
        db.execute("update Ring set row_key = (select row_key from Circle where id = 7),"
                + " secret = (select secret from Circle where id = 7) where id = 8");

        assertThatThrownBy(() -> db.run(session -> session.find(Ring.class, 8L)))
                .isInstanceOf(UnreadableAttributeException.class);
        db.execute("delete from Circle where id = 7");
        db.execute("delete from Ring where id = 8");
    }

    @Test
    void anUpsertStoresATextColumnOfASubclass() {
        for (String text : List.of("inserted", "updated")) {
            Boat boat = new Boat();
            boat.id = 77L;
            boat.letter = text;
            db.factory.inStatelessTransaction(session -> session.upsert(boat));
            assertThat(db.<String>call(session -> session.find(Boat.class, 77L).letter))
                    .isEqualTo(text);
        }
        db.run(session -> session.remove(session.find(Boat.class, 77L)));
    }

    @Test
    void anUpsertOfARowThatIsNotThereAndHasAFixedColumnIsRefused() {
        Ferry ferry = new Ferry();
        ferry.id = 78L;
        ferry.route = "fixed";
        assertThatThrownBy(() -> db.factory.inStatelessTransaction(session -> session.upsert(ferry)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContainingAll("Ferry", "Insert it instead");
        assertThat(db.<Ferry>call(session -> session.find(Ferry.class, 78L))).isNull();
    }

    @Test
    void anAbstractRootNeedsNoAttributeOfItsOwn() {
        db.run(session -> {
            Circle circle = new Circle();
            circle.id = 1L;
            circle.secret = "round";
            session.persist(circle);
            Square square = new Square();
            square.id = 2L;
            session.persist(square);
        });
        db.run(session -> session.find(Circle.class, 1L).plain = "changed");
        db.run(session -> ((Square) session.find(Shape.class, 2L)).other = "changed");

        List<Shape> shapes = db.call(session -> session.createSelectionQuery("from Shape order by id", Shape.class)
                .list());
        assertThat(((Circle) shapes.get(0)).secret).isEqualTo("round");
        assertThat(((Square) shapes.get(1)).other).isEqualTo("changed");
    }

    @Test
    void statelessSessionsReadAndWrite() {
        Ferry ferry = stored(new Ferry(), "f6");
        db.factory.inStatelessTransaction(session -> {
            Ferry found = (Ferry) session.get(Vessel.class, ferry.id);
            found.secret = "stateless";
            session.update(found);
        });
        Ferry found = db.call(session -> session.find(Ferry.class, ferry.id));
        assertThat(Arrays.asList(found.secret, found.route)).containsExactly("stateless", "Rf6");
    }

    @Entity(name = "CheckedRoot")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class CheckedRoot {
        @Id
        Long id;
    }

    @Entity(name = "CheckedLeaf")
    static class CheckedLeaf extends CheckedRoot {
        @Encrypted
        @Min(1)
        Integer secret;
    }

    @Test
    void aValidationConstraintThatWouldCheckCiphertextOfASubclassIsRefusedWithTheWayOut() {
        assertThatThrownBy(() -> new TestSessions(TestDatabase.H2, ring, CheckedRoot.class, CheckedLeaf.class).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("CheckedLeaf.secret", "hibernate.validator.apply_to_ddl");
        new TestSessions(
                        TestDatabase.H2.newDatabase(),
                        TestDatabase.H2.user(),
                        ring,
                        Map.of("hibernate.validator.apply_to_ddl", "false"),
                        CheckedRoot.class,
                        CheckedLeaf.class)
                .close();
    }

    @Test
    void theSchemaCheckCoversEveryTable() {
        try (TestSessions own = new TestSessions(database, ring, entities())) {
            own.execute("alter table Ferry drop column secret");
            own.execute("alter table Boat drop column row_key");

            assertThatThrownBy(() -> new TestSessions(
                                    own.url, own.user(), ring, Map.of("hibernate.hbm2ddl.auto", "none"), entities())
                            .close())
                    .isInstanceOf(ConfigurationException.class)
                    .message()
                    .containsIgnoringCase("ferry add column secret")
                    .containsIgnoringCase("boat add column row_key");
        }
    }
}
