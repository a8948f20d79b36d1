package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Session;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries for some classes of a hierarchy with a table for each class, and of a joined one, beside plain twins. */
class UnionQueriesTest {

    private static final KeyRing RING = TestKeyRing.create();

    @Entity(name = "SecretAnimal")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class SecretAnimal {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        String name;
    }

    @Entity(name = "SecretDog")
    static class SecretDog extends SecretAnimal {
        @Encrypted
        @BlindIndex
        String chip;
    }

    @Entity(name = "SecretPuppy")
    static class SecretPuppy extends SecretDog {}

    @Entity(name = "SecretCat")
    static class SecretCat extends SecretAnimal {
        @Encrypted
        String mood;
    }

    @Entity(name = "SecretOwner")
    static class SecretOwner {
        @Id
        Long id;

        @ManyToOne
        SecretAnimal animal;

        @ManyToOne
        SecretDog dog;

        @Encrypted
        @BlindIndex(domain = "names")
        String name;
    }

    @Entity(name = "PlainAnimal")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class PlainAnimal {
        @Id
        Long id;

        String name;
    }

    @Entity(name = "PlainDog")
    static class PlainDog extends PlainAnimal {
        String chip;
    }

    @Entity(name = "PlainPuppy")
    static class PlainPuppy extends PlainDog {}

    @Entity(name = "PlainCat")
    static class PlainCat extends PlainAnimal {
        String mood;
    }

    @Entity(name = "PlainOwner")
    static class PlainOwner {
        @Id
        Long id;

        @ManyToOne
        PlainAnimal animal;

        @ManyToOne
        PlainDog dog;

        String name;
    }

    @Entity(name = "JoinedAnimal")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class JoinedAnimal {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        String name;
    }

    @Entity(name = "JoinedDog")
    static class JoinedDog extends JoinedAnimal {
        @Encrypted
        @BlindIndex
        String chip;
    }

    @Entity(name = "JoinedPuppy")
    static class JoinedPuppy extends JoinedDog {}

    @Entity(name = "JoinedCat")
    static class JoinedCat extends JoinedAnimal {
        @Encrypted
        String mood;
    }

    @Entity(name = "JoinedOwner")
    static class JoinedOwner {
        @Id
        Long id;

        @ManyToOne
        JoinedAnimal animal;

        @ManyToOne
        JoinedDog dog;

        @Encrypted
        @BlindIndex(domain = "names")
        String name;
    }

    @Entity(name = "BareAnimal")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class BareAnimal {
        @Id
        Long id;

        String name;
    }

    @Entity(name = "BareDog")
    static class BareDog extends BareAnimal {
        String chip;
    }

    @Entity(name = "BarePuppy")
    static class BarePuppy extends BareDog {}

    @Entity(name = "BareCat")
    static class BareCat extends BareAnimal {
        String mood;
    }

    @Entity(name = "BareOwner")
    static class BareOwner {
        @Id
        Long id;

        @ManyToOne
        BareAnimal animal;

        @ManyToOne
        BareDog dog;

        String name;
    }

    private static final List<String> SELECTS = List.of(
            "select o.id from %Owner o join o.dog d where d.name = 'dog 2' order by o.id",
            "select o.id, d.name, d.chip from %Owner o join o.dog d order by o.id",
            "select o.id from %Owner o join o.animal a where a.name = 'dog 2' order by o.id",
            "select o.id, d.id from %Owner o join %Dog d on d.id = o.id where d.name = 'puppy 3' order by o.id",
            "select d.chip, d.name from %Owner o join treat(o.animal as %Dog) d order by d.id",
            "select o.id from %Owner o join treat(o.animal as %Dog) d where d.chip = 'chip 2' order by o.id",
            "select o.id from %Owner o join treat(o.animal as %Puppy) d where d.chip = 'chip 3' order by o.id",
            "select o.id from %Owner o where treat(o.animal as %Dog).chip = 'chip 2' order by o.id",
            "select a.name from %Animal a where type(a) = %Dog order by a.id",
            "select a.name from %Animal a where type(a) in (%Dog, %Cat) and a.name = 'dog 2' order by a.id",
            "select a.id from %Animal a where treat(a as %Dog).chip = 'chip 3' order by a.id",
            "select a.id, a.name from %Animal a where a.name in ('dog 2', 'cat 4', 'animal 1') order by a.id",
            "select d.id, d.chip from %Dog d where d.name = 'puppy 3' order by d.id",
            "select p.id, p.name from %Puppy p where p.chip = 'chip 3' order by p.id",
            "select c.mood from %Cat c order by c.id",
            "from %Animal a order by a.id",
            "from %Dog d order by d.id",
            "from %Owner o left join fetch o.animal left join fetch o.dog order by o.id",
            "select count(a) from %Animal a where a.name = 'cat 4' or a.name is null");

    private static final List<String> CHANGES = List.of(
            "update %Animal a set a.name = 'renamed' where a.name = 'cat 4' and type(a) = %Cat",
            "update %Animal a set a.name = 'all' where type(a) in (%Dog, %Puppy) and a.name in ('dog 2', 'puppy 3')",
            "delete from %Owner o where o.name in ('owner 1', 'owner 2', 'owner 3')",
            "delete from %Animal a where a.name = 'animal 1' and type(a) = %Animal",
            "delete from %Puppy p where p.chip = 'chip 3'");

    static List<TestDatabase> databases() {
        return TestDatabase.tested();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void f27_queriesForSomeClassesOfAHierarchyAreThoseOfThePlainTwin(TestDatabase database) {
        try (TestSessions sessions = open(database)) {
            for (String select : SELECTS) {
                assertSame(sessions, select);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void f27_bulkStatementsForSomeClassesOfAHierarchyAreThoseOfThePlainTwin(TestDatabase database) {
        try (TestSessions sessions = open(database)) {
            for (String change : CHANGES) {
                assertThat(change(sessions, change, "Secret"))
                        .as(change)
                        .isEqualTo(change(sessions, change, "Plain"));
                assertThat(change(sessions, change, "Joined"))
                        .as("joined: " + change)
                        .isEqualTo(change(sessions, change, "Bare"));
                assertSame(sessions, "select a.id, a.name from %Animal a order by a.id");
                assertSame(sessions, "select d.id, d.chip from %Dog d order by d.id");
                assertSame(sessions, "select a.id from %Animal a where a.name in ('renamed', 'all') order by a.id");
            }
        }
    }

    private static int change(TestSessions sessions, String statement, String twin) {
        return sessions.call(session ->
                session.createMutationQuery(statement.replace("%", twin)).executeUpdate());
    }

    private static void assertSame(TestSessions sessions, String query) {
        assertThat(read(sessions, query, "Secret")).as(query).isEqualTo(read(sessions, query, "Plain"));
        assertThat(read(sessions, query, "Joined")).as("joined: " + query).isEqualTo(read(sessions, query, "Bare"));
    }

    private static List<String> read(TestSessions sessions, String query, String twin) {
        Function<Session, List<String>> read = session ->
                session.createSelectionQuery(query.replace("%", twin), Object.class).list().stream()
                        .map(UnionQueriesTest::print)
                        .map(printed -> printed.replace(twin, ""))
                        .toList();
        return sessions.call(read);
    }

    private static String print(Object row) {
        return row instanceof Object[] columns ? Arrays.asList(columns).toString() : TwinPrinter.print(row);
    }

    private static TestSessions open(TestDatabase database) {
        TestSessions sessions = new TestSessions(
                database,
                RING,
                SecretAnimal.class,
                SecretDog.class,
                SecretPuppy.class,
                SecretCat.class,
                SecretOwner.class,
                PlainAnimal.class,
                PlainDog.class,
                PlainPuppy.class,
                PlainCat.class,
                PlainOwner.class,
                JoinedAnimal.class,
                JoinedDog.class,
                JoinedPuppy.class,
                JoinedCat.class,
                JoinedOwner.class,
                BareAnimal.class,
                BareDog.class,
                BarePuppy.class,
                BareCat.class,
                BareOwner.class);
        sessions.run(session -> {
            for (String twin : List.of("Secret", "Plain", "Joined", "Bare")) {
                for (String[] row : new String[][] {
                    {"Animal", "1", "animal 1"}, {"Dog", "2", "dog 2"}, {"Puppy", "3", "puppy 3"}, {"Cat", "4", "cat 4"}
                }) {
                    Object animal = TwinPrinter.create(UnionQueriesTest.class, twin + row[0]);
                    TwinPrinter.set(animal, "id", Long.valueOf(row[1]));
                    TwinPrinter.set(animal, "name", row[2]);
                    TwinPrinter.set(animal, "chip", "chip " + row[1]);
                    TwinPrinter.set(animal, "mood", "mood " + row[1]);
                    session.persist(animal);
                    Object owner = TwinPrinter.create(UnionQueriesTest.class, twin + "Owner");
                    TwinPrinter.set(owner, "id", Long.valueOf(row[1]));
                    TwinPrinter.set(owner, "name", "owner " + row[1]);
                    TwinPrinter.set(owner, "animal", animal);
                    if (row[1].equals("2") || row[1].equals("3")) {
                        TwinPrinter.set(owner, "dog", animal);
                    }
                    session.persist(owner);
                }
            }
        });
        return sessions;
    }
}
