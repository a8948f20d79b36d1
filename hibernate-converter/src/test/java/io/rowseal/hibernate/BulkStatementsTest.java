package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.Version;
import org.hibernate.query.MutationQuery;
import org.junit.jupiter.api.Test;

/** Bulk statements store what they are given, or are refused before anything is sent. */
@OnHibernate72
class BulkStatementsTest extends DatabaseTest {

    private static final String INSERT =
            "insert into KindOne (id, Alpha, beta, gamma) values (:id, :alpha, :beta, :gamma)";

    private long nextId;

    @Entity(name = "Counted")
    static class Counted {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        String first;

        @Encrypted
        String middle;

        String next;
    }

    @Override
    Class<?>[] entities() {
        return Stream.concat(Stream.of(StoredKinds.all()), Stream.of(Counted.class))
                .toArray(Class<?>[]::new);
    }

    private void insert(String hql, long id, String value) {
        db.run(session -> {
            MutationQuery query = session.createMutationQuery(hql).setParameter("id", id);
            Stream.of("alpha", "beta", "gamma", "text")
                    .filter(name -> hql.contains(":" + name))
                    .forEach(name -> query.setParameter(name, value + " " + name));
            query.executeUpdate();
        });
    }

    private List<Object> stored(String entity, long id) {
        return Arrays.asList(db.<Object[]>call(session -> session.createSelectionQuery(
                        "select aPlain, Alpha, beta, gamma from " + entity + " where id = :id", Object[].class)
                .setParameter("id", id)
                .getSingleResult()));
    }

    private void requireFound(String entity, String beta, long id) {
        assertThat(db.<List<Long>>call(session -> session.createSelectionQuery(
                                "select id from " + entity + " where beta = :beta", Long.class)
                        .setParameter("beta", beta)
                        .list()))
                .containsExactly(id);
    }

    @Test
    void f25d_insertsWithAConflictThatDoNothingStoreTheirValues() {
        for (String conflict : List.of("", " on conflict do nothing", " on conflict(id) do nothing")) {
            long id = ++nextId;
            insert(INSERT + conflict, id, "one" + id);
            assertThat(stored("KindOne", id))
                    .containsExactly(null, "one" + id + " alpha", "one" + id + " beta", "one" + id + " gamma");
            requireFound("KindOne", "one" + id + " beta", id);
            boolean plainInsert = conflict.isEmpty()
                    || database == TestDatabase.H2 && Version.getVersionString().startsWith("7.2.");
            if (plainInsert) {
                continue;
            }
            insert(INSERT + conflict, id, "two" + id);
            assertThat(stored("KindOne", id).get(1)).isEqualTo("one" + id + " alpha");
        }
    }

    @Test
    void f25d_literalsAreStoredToo() {
        long id = ++nextId;
        String insert = "insert into KindOne (id, Alpha, beta, gamma) values (:id, 'a', 'b" + id + "', 'c')";
        insert(insert + " on conflict(id) do nothing", id, "");
        assertThat(stored("KindOne", id)).containsExactly(null, "a", "b" + id, "c");
        requireFound("KindOne", "b" + id, id);
    }

    @Test
    void f10e_insertsWithAConflictThatUpdateStoreTheirValues() {
        long id = ++nextId;
        String update = INSERT + " on conflict(id) do update set Alpha = :alpha, beta = :beta, gamma = :text";
        insert(update, id, "one" + id);
        assertThat(stored("KindOne", id))
                .containsExactly(null, "one" + id + " alpha", "one" + id + " beta", "one" + id + " gamma");
        insert(update, id, "two" + id);
        assertThat(stored("KindOne", id))
                .containsExactly(null, "two" + id + " alpha", "two" + id + " beta", "two" + id + " text");
        requireFound("KindOne", "two" + id + " beta", id);

        insert(INSERT + " on conflict(id) do update set aPlain = 'x'", id, "three");
        assertThat(stored("KindOne", id))
                .containsExactly("x", "two" + id + " alpha", "two" + id + " beta", "two" + id + " text");
    }

    @Test
    void f10e_whatIsReadOfTheExcludedRowIsRefused() {
        for (String attribute : List.of("Alpha", "beta", "gamma")) {
            long id = ++nextId;
            db.forgetStatements();
            assertThatThrownBy(() -> insert(
                            INSERT + " on conflict(id) do update set " + attribute + " = excluded." + attribute,
                            id,
                            "x"))
                    .isInstanceOf(UnsupportedEncryptedQueryException.class)
                    .hasMessageContainingAll(attribute, "assign a parameter");
            assertThat(db.statements("")).isEmpty();
        }
    }

    @Test
    void f10e_insertsIntoOneTableStoreTheirValues() {
        for (String entity : List.of("KindSingle", "KindSingleLeaf", "KindUnionLeaf")) {
            long id = ++nextId;
            insert(INSERT.replace("KindOne", entity), id, "u" + id);
            assertThat(stored(entity, id))
                    .containsExactly(null, "u" + id + " alpha", "u" + id + " beta", "u" + id + " gamma");
            requireFound(entity, "u" + id + " beta", id);
        }
    }

    @Test
    void f10e_insertsOfEncryptedAttributesIntoSeveralTablesAreRefusedBeforeAnythingIsSent() {
        for (String entity : List.of("KindBase", "KindLeaf", "KindTwig", "KindExtra", "KindMust", "KindUnion")) {
            for (String conflict : List.of("", " on conflict(id) do nothing")) {
                db.forgetStatements();
                assertThatThrownBy(() -> insert(INSERT.replace("KindOne", entity) + conflict, ++nextId, "x"))
                        .isInstanceOf(UnsupportedEncryptedQueryException.class)
                        .hasMessageContainingAll(".Alpha", "into several tables", "persist new entities");
                assertThat(db.statements("")).isEmpty();
            }
        }
    }

    /** PostgreSQL inserts by a WITH query. */
    @Test
    void f10e_insertsOfPlainAttributesIntoSeveralTablesAreRefusedWhereTheyWouldBeMixedUp() {
        for (String insert : List.of(
                "insert into KindLeaf (id, aPlain) values (:id, 'x')",
                "insert into KindMust (id, aPlain, aMustPlain) values (:id, 'x', 'y')",
                "insert into KindExtra (id, aPlain, aExtraPlain) values (:id, 'x', 'y')")) {
            long id = ++nextId;
            if (database == TestDatabase.POSTGRESQL) {
                insert(insert, id, "");
                assertThat(stored(insert.split(" ", -1)[2], id)).containsExactly("x", null, null, null);
            } else {
                db.forgetStatements();
                assertThatThrownBy(() -> insert(insert, id, ""))
                        .isInstanceOf(UnsupportedEncryptedQueryException.class)
                        .hasMessageContainingAll("wrong columns", "Persist new entities");
                assertThat(db.statements("")).isEmpty();
            }
        }
    }

    @Test
    void f10e_copiesForWhichIdentifiersAreMadeAreRefusedWhereTheyWouldBeMixedUp() {
        db.run(session -> {
            Counted counted = new Counted();
            counted.first = "a";
            counted.middle = "m";
            counted.next = "n";
            session.persist(counted);
        });
        String copy =
                "insert into Counted (first, next) select c.first, c.next from Counted c where c.middle is not null";
        if (database == TestDatabase.POSTGRESQL) {
            db.run(session -> session.createMutationQuery(copy).executeUpdate());
            assertThat(db.rows("select first, next from Counted where middle is null"))
                    .containsExactly(new Object[] {"a", "n"});
        } else {
            assertThatThrownBy(() ->
                            db.run(session -> session.createMutationQuery(copy).executeUpdate()))
                    .isInstanceOf(UnsupportedEncryptedQueryException.class)
                    .hasMessageContainingAll("Counted", "without its identifier", "insert the identifiers too");
        }
        db.run(session -> session.createMutationQuery(
                        "insert into Counted (first, middle, next) values ('b', 'secret', 'o')")
                .executeUpdate());
        assertThat(db.<String>call(session -> session.createSelectionQuery(
                                "select middle from Counted where first = 'b'", String.class)
                        .getSingleResult()))
                .isEqualTo("secret");
    }

    /** Hibernate translates statements over several tables in its own way. */
    @Test
    void f10e_updatesAndDeletesOverSeveralTablesAreCheckedLikeOthers() {
        long id = ++nextId;
        db.run(session -> {
            StoredKinds.Leaf leaf = new StoredKinds.Leaf();
            leaf.id = id;
            leaf.fill("v" + id);
            session.persist(leaf);
        });
        for (String hql : List.of(
                "update KindLeaf set aPlain = Alpha",
                "update KindLeaf set Leafy = Alpha",
                "update KindLeaf set aPlain = 'x' where beta > 'a'",
                "update KindLeaf set aPlain = 'x' where Alpha = 'a'",
                "update KindMust set aMustPlain = mustMail",
                "update KindUnion set aPlain = Alpha",
                "delete from KindLeaf where beta < 'a'",
                "delete from KindExtra where extraMail > 'a'")) {
            db.forgetStatements();
            assertThatThrownBy(() ->
                            db.run(session -> session.createMutationQuery(hql).executeUpdate()))
                    .as(hql)
                    .isInstanceOf(UnsupportedEncryptedQueryException.class);
            assertThat(db.statements("")).as(hql).isEmpty();
        }
        db.run(session -> session.createMutationQuery(
                        "update KindLeaf set aPlain = 'bulk', Leafy = :leafy where beta = :beta")
                .setParameter("leafy", "bulk")
                .setParameter("beta", "v" + id)
                .executeUpdate());
        StoredKinds.Leaf found = db.call(session -> session.find(StoredKinds.Leaf.class, id));
        assertThat(found.aPlain).isEqualTo("bulk");
        assertThat(found.Leafy).isEqualTo("bulk");
        assertThat(found.Alpha).isEqualTo("v" + id);
    }
}
