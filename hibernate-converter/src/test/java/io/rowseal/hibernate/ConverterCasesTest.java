package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.TamperedException;
import io.rowseal.hibernate.CasePersons.AuditedPerson;
import io.rowseal.hibernate.CasePersons.CachedPerson;
import io.rowseal.hibernate.CasePersons.IdentifiedBySecret;
import io.rowseal.hibernate.CasePersons.LockedByState;
import io.rowseal.hibernate.CasePersons.Person;
import io.rowseal.hibernate.CasePersons.WithSet;
import io.rowseal.persistence.ValueEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What hand-written {@code AttributeConverter}s that encrypt get wrong, mostly without an error: here each is right or refused.
 *
 * <table>
 * <caption>The cases</caption>
 * <tr><th>case</th><th>with such a converter</th><th>here</th></tr>
 * <tr><td>01</td><td>an update of a plain column writes every encrypted column anew</td><td>their bytes stay</td></tr>
 * <tr><td>02</td><td>reading a mutable value encrypts it again</td><td>right, nothing is written</td></tr>
 * <tr><td>03</td><td>an element removed from a Set stays in the table</td><td>refused at boot</td></tr>
 * <tr><td>04</td><td>changes of a Map with encrypted keys are lost</td><td>refused at boot</td></tr>
 * <tr><td>05</td><td>lists and maps with encrypted values work</td><td>right</td></tr>
 * <tr><td>06</td><td>a natural id finds nothing</td><td>right</td></tr>
 * <tr><td>07</td><td>{@code @OptimisticLocking(ALL)} fails every update</td><td>refused at boot</td></tr>
 * <tr><td>08</td><td>{@code =} and {@code in} find nothing</td><td>right with a blind index, else refused</td></tr>
 * <tr><td>09</td><td>{@code like}, {@code lower}, {@code member of} find nothing</td><td>refused</td></tr>
 * <tr><td>10</td><td>paths into embeddables find nothing</td><td>right with a blind index, else refused</td></tr>
 * <tr><td>11</td><td>{@code <>}, {@code >}, {@code order by}, {@code max}, {@code distinct} give wrong rows</td>
 * <td>{@code <>} right, the others refused</td></tr>
 * <tr><td>12</td><td>{@code select upper(x)} and the like give mangled ciphertext</td><td>refused</td></tr>
 * <tr><td>13</td><td>{@code set x = upper(x)} destroys, {@code set x = plain} stores plaintext</td><td>refused</td></tr>
 * <tr><td>14</td><td>{@code set x = :p} and {@code set x = 'literal'} work</td><td>right</td></tr>
 * <tr><td>15</td><td>one row with plaintext makes lists unreadable</td><td>refused, naming the attribute</td></tr>
 * <tr><td>16</td><td>columns are as long as the plaintext</td><td>every value of the declared length fits</td></tr>
 * <tr><td>17</td><td>the second-level cache holds plaintext</td><td>ciphertext</td></tr>
 * <tr><td>18</td><td>Hibernate's DEBUG log of entities shows plaintext</td><td>such a logger stops the start</td></tr>
 * <tr><td>19</td><td>audit tables have ciphertext of their own</td><td>refused at boot unless left out</td></tr>
 * <tr><td>20</td><td>an encrypted identifier fails; values can be moved about</td><td>both refused</td></tr>
 * </table>
 */
@OnHibernate72
class ConverterCasesTest extends DatabaseTest {

    private static final byte CELL = (byte) 0xF9;

    private long id;

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Person.class};
    }

    @BeforeEach
    void insert() {
        db.run(session -> session.createMutationQuery("delete from Person").executeUpdate());
        for (String name : List.of("ada", "bob", "eve")) {
            id++;
            db.run(session -> session.persist(new Person(id, name)));
        }
        db.forgetStatements();
    }

    private Person find() {
        return db.call(session -> session.find(Person.class, id));
    }

    private byte[] stored(String column) {
        return db.bytes("select " + column + " from case_person where id = " + id);
    }

    @Test
    void case01_anUpdateOfAPlainColumnLeavesTheEncryptedOnesAsTheyAre() {
        List<String> columns = List.of("row_key", "name", "email", "born", "words", "street");
        List<byte[]> before = columns.stream().map(this::stored).toList();

        db.run(session -> session.find(Person.class, id).plain = "changed");

        assertThat(find().plain).isEqualTo("changed");
        assertThat(columns.stream().map(this::stored).toList())
                .usingRecursiveComparison()
                .isEqualTo(before);
    }

    @Test
    void case02_readingAMutableValueEncryptsNothing() {
        long wrapped = ring.statistics().dataKeysWrapped();

        assertThat(find().words).containsExactly("w", "eve");

        assertThat(db.statements("update")).isEmpty();
        assertThat(ring.statistics().dataKeysWrapped()).isEqualTo(wrapped);
    }

    @Test
    void case03_aSetOfEncryptedElementsIsRefusedAtBoot() {
        assertRefusedAtBoot(WithSet.class, "use a List");
    }

    @Test
    void case04_encryptedKeysOfAMapAreRefusedAtBoot() {
        assertRefusedAtBoot(CasePersons.WithMapKey.class, "part");
    }

    @Test
    void case05_valuesThatChangeInsideOfTheirCollectionAreWritten() {
        db.run(session -> {
            Person person = session.find(Person.class, id);
            person.words.add("added");
            person.phones.addAll(List.of("1", "2", "2"));
            person.answers.putAll(Map.of("a", "1", "b", "2"));
        });
        db.run(session -> {
            Person person = session.find(Person.class, id);
            assertThat(person.words).containsExactly("w", "eve", "added");
            person.words.remove("w");
            person.phones.remove("2");
            person.answers.remove("a");
            person.answers.put("b", "3");
        });

        db.run(session -> {
            Person person = session.find(Person.class, id);
            assertThat(person.words).containsExactly("eve", "added");
            assertThat(person.phones).containsExactlyInAnyOrder("1", "2");
            assertThat(person.answers).isEqualTo(Map.of("b", "3"));
        });
    }

    @Test
    void case06_aNaturalIdFindsAndIsUnique() {
        assertThat(db.<Person>call(session ->
                                session.bySimpleNaturalId(Person.class).load("login-bob"))
                        .name)
                .isEqualTo("bob");
        Person second = new Person(-1, "other");
        second.login = "login-bob";
        assertThatThrownBy(() -> db.run(session -> session.persist(second)))
                .isInstanceOf(ConstraintViolationException.class)
                .hasMessageNotContaining("login-bob");
    }

    @Test
    void case07_optimisticLockingByStateIsRefusedAtBoot() {
        assertRefusedAtBoot(LockedByState.class, "@Version");
    }

    @Test
    void case08_equalityFindsWithABlindIndexAndIsRefusedWithout() {
        assertThat(names("p.email = 'ada@example.org'")).containsExactly("ada");
        assertThat(names("p.email in ('ada@example.org', 'bob@example.org')")).containsExactlyInAnyOrder("ada", "bob");
        assertThat(db.<List<String>>call(session -> session.createSelectionQuery(
                                "select p.name from Person p where p.email = :one or p.email in (:more)", String.class)
                        .setParameter("one", "eve@example.org")
                        .setParameterList("more", List.of("ada@example.org"))
                        .list()))
                .containsExactlyInAnyOrder("ada", "eve");
        for (String condition : List.of("p.name = 'ada'", "p.name in ('ada')", "p.born = local date")) {
            assertRefusedUnsent(condition);
        }
        assertThatThrownBy(() -> db.run(
                        session -> session.createSelectionQuery("from Person p where p.name = :name", Person.class)
                                .setParameter("name", "ada")
                                .list()))
                .isInstanceOf(UnsupportedEncryptedQueryException.class);
    }

    @Test
    void case09_likeLowerAndMemberOfAreRefused() {
        for (String condition : List.of(
                "p.email like 'a%'",
                "p.name like 'a%'",
                "lower(p.email) = 'ada@example.org'",
                "lower(p.name) = 'ada'",
                "'w' member of p.words",
                "'1' member of p.phones",
                "exists (select 1 from p.phones q where q = '1')")) {
            assertRefusedUnsent(condition);
        }
    }

    @Test
    void case10_pathsIntoEmbeddablesFindWithABlindIndexAndAreRefusedWithout() {
        assertThat(names("p.place.zip = 'zip-ada'")).containsExactly("ada");
        assertRefusedUnsent("p.place.street = 'street-ada'");
    }

    @Test
    void case11_inequalityIsRightAndOrderIsRefused() {
        assertThat(names("p.email <> 'ada@example.org'")).containsExactlyInAnyOrder("bob", "eve");
        assertRefusedUnsent("p.name <> 'ada'");
        assertRefusedUnsent("p.born > local date");
        assertRefusedUnsent("p.email between 'a' and 'b'");
        for (String hql : List.of(
                "select p.id from Person p order by p.name",
                "select p.id from Person p order by p.email",
                "select max(p.born) from Person p",
                "select distinct p.name from Person p",
                "select p.name, count(*) from Person p group by p.name")) {
            assertUnsent(() -> select(hql));
        }
    }

    @Test
    void case12_functionsOfAnEncryptedAttributeAreRefused() {
        for (String function : List.of("upper(p.name)", "concat(p.name, 'x')", "length(p.name)", "p.email || 'x'")) {
            assertUnsent(() -> select("select " + function + " from Person p"));
        }
    }

    @Test
    void case13_assignmentsThatTheDatabaseWouldComputeAreRefused() {
        for (String value : List.of("upper(p.name)", "p.plain", "p.email", "concat('a', p.plain)")) {
            assertUnsent(() -> db.run(session -> session.createMutationQuery("update Person p set p.name = " + value)
                    .executeUpdate()));
        }
        assertUnsent(() -> db.run(session -> session.createMutationQuery("update Person p set p.plain = p.name")
                .executeUpdate()));
        assertThat(find().name).isEqualTo("eve");
    }

    @Test
    void case14_assignmentsOfParametersAndLiteralsAreEncrypted() {
        db.run(session -> session.createMutationQuery(
                        "update Person p set p.name = :n, p.email = 'literal@example.org' where p.id = :id")
                .setParameter("n", "parameter")
                .setParameter("id", id)
                .executeUpdate());

        assertThat(find().name).isEqualTo("parameter");
        assertThat(names("p.email = 'literal@example.org'")).containsExactly("parameter");
        assertThat(new String(stored("email"), StandardCharsets.ISO_8859_1)).doesNotContain("literal");
    }

    @Test
    void case15_plaintextStoredBehindHibernatesBackIsRefusedAndNamed() {
        db.execute("update case_person set name = ? where id = ?", "eve".getBytes(StandardCharsets.UTF_8), id);

        assertThatThrownBy(this::find)
                .isInstanceOf(UnreadableAttributeException.class)
                .hasMessageContaining("Person.name")
                .hasMessageNotContaining("eve")
                .hasCauseInstanceOf(MalformedCiphertextException.class);
        assertThat(names("p.id <> " + id)).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void case16_everyValueOfTheDeclaredLengthFitsAndALongerOneIsRefused() {
        String longest = "😀".repeat(10);
        db.run(session -> session.find(Person.class, id).name = longest);
        assertThat(find().name).isEqualTo(longest);

        String tooLong = "x".repeat(5000);
        assertThatThrownBy(() -> db.run(session -> session.find(Person.class, id).name = tooLong))
                .isInstanceOf(ValueEncodingException.class)
                .hasMessageContaining("Person.name")
                .hasMessageNotContaining("xxx");
        assertThat(find().name).isEqualTo(longest);
    }

    @Test
    void case17_theSecondLevelCacheHoldsCiphertext() {
        try (TestSessions cached = new TestSessions(
                database.newDatabase(), database.user(), ring, SerializedCaches.SETTINGS, CachedPerson.class)) {
            cached.run(session -> session.persist(new CachedPerson(1, "TOPSECRET")));
            cached.run(session -> session.find(CachedPerson.class, 1L));
            cached.forgetStatements();

            CachedPerson found = cached.call(session -> session.find(CachedPerson.class, 1L));

            assertThat(cached.statements("select")).isEmpty();
            assertThat(found.name).isEqualTo("TOPSECRET");
            assertThat(found.born).isEqualTo(LocalDate.of(1990, 1, 2));
            byte[] entries = SerializedCaches.all().get("case_persons");
            assertThat(new String(entries, StandardCharsets.ISO_8859_1))
                    .contains("CachedPerson")
                    .doesNotContain("TOPSECRET")
                    .doesNotContain("java.time");
        }
    }

    @Test
    void case18_theLoggerThatShowsEntitiesStopsTheStart() {
        Logger logger = Logger.getLogger("org.hibernate.orm.core");
        Level before = logger.getLevel();
        logger.setLevel(Level.FINE);
        try {
            assertRefusedAtBoot(Person.class, "org.hibernate.orm.core");
        } finally {
            logger.setLevel(before);
        }
    }

    @Test
    void case19_copiesInAuditTablesAreSealed() {
        try (TestSessions audited = new TestSessions(database, ring, AuditedPerson.class)) {
            audited.run(session -> {
                AuditedPerson person = new AuditedPerson();
                person.id = 1L;
                person.name = "Ada";
                session.persist(person);
            });
            assertThat(audited.bytes("select name from AuditedPerson_AUD")).startsWith(0xFE, 1, 2);
        }
    }

    @Test
    void case20_anEncryptedIdentifierIsRefusedAtBootAndAMovedValueWhenRead() {
        assertRefusedAtBoot(IdentifiedBySecret.class, "identifier");

        byte[] name = stored("name");
        assertThat(name[0]).isEqualTo(CELL);
        db.execute("update case_person set name = ? where id = ?", name, id - 1);
        db.execute("update case_person set street = ? where id = ?", name, id);
        for (long moved : new long[] {id - 1, id}) {
            assertThatThrownBy(() -> db.call(session -> session.find(Person.class, moved)))
                    .isInstanceOf(UnreadableAttributeException.class)
                    .hasCauseInstanceOf(TamperedException.class);
        }
    }

    private List<String> names(String condition) {
        return db.call(
                session -> session.createSelectionQuery("select p.name from Person p where " + condition, String.class)
                        .list());
    }

    private void select(String hql) {
        db.run(session -> session.createSelectionQuery(hql, Object.class).list());
    }

    private void assertRefusedUnsent(String condition) {
        assertUnsent(() -> select("select p.id from Person p where " + condition));
    }

    /** Refused by our check, or before by Hibernate, for which a cell is neither text nor number. */
    private void assertUnsent(Runnable query) {
        db.forgetStatements();
        assertThatThrownBy(query::run)
                .isInstanceOfAny(
                        UnsupportedEncryptedQueryException.class,
                        IllegalArgumentException.class,
                        org.hibernate.query.SemanticException.class);
        for (String verb : List.of("select", "update", "insert", "delete")) {
            assertThat(db.statements(verb)).isEmpty();
        }
    }

    private void assertRefusedAtBoot(Class<?> entity, String text) {
        assertThatThrownBy(
                        () -> new TestSessions(database.newDatabase(), database.user(), ring, Map.of(), entity).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(text);
    }
}
