package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.TamperedException;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.NaturalId;
import org.junit.jupiter.api.Test;

/** Sealed values are not tied to their row: {@code rowseal.sealed_values=reject} does without them. */
@OnHibernate72
class SealedValuesTest extends DatabaseTest {

    private long nextId;

    @Entity(name = "Dossier")
    static class Dossier {
        @Id
        Long id;

        @NaturalId
        @Encrypted
        @BlindIndex
        String mail;

        @Encrypted
        String secret;

        @Encrypted(storage = Storage.TEXT)
        String body;

        String plain;

        Dossier() {}

        Dossier(long id, String secret) {
            this.id = id;
            this.mail = id + "@example.org";
            this.secret = secret;
            this.body = "body";
        }
    }

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Dossier.class};
    }

    private TestSessions with(String sealedValues) {
        return new TestSessions(
                db.url,
                db.user(),
                ring,
                Map.of("rowseal.sealed_values", sealedValues, "hibernate.hbm2ddl.auto", "none"),
                entities());
    }

    private long dossier(TestSessions sessions, String secret) {
        long id = ++nextId;
        sessions.run(session -> session.persist(new Dossier(id, secret)));
        return id;
    }

    private void bulkUpdate(TestSessions sessions, String assignment, String value, long id) {
        sessions.run(session -> session.createMutationQuery("update Dossier set " + assignment + " where id = :id")
                .setParameter("v", value)
                .setParameter("id", id)
                .executeUpdate());
    }

    private static Dossier find(TestSessions sessions, long id) {
        return sessions.call(session -> session.find(Dossier.class, id));
    }

    @Test
    void aSealedValueMovedToAnotherRowIsReadByDefaultAsDocumented() {
        long first = dossier(db, "one");
        long second = dossier(db, "two");
        bulkUpdate(db, "secret = :v", "sealed", first);
        db.execute(
                "update Dossier set secret = (select d.secret from Dossier d where d.id = ?) where id = ?",
                first,
                second);

        assertThat(find(db, second).secret).isEqualTo("sealed");
    }

    @Test
    void sealedValuesAreRefusedOnReadWithReject() {
        long binary = dossier(db, "one");
        long text = dossier(db, "two");
        bulkUpdate(db, "secret = :v", "sealed", binary);
        bulkUpdate(db, "body = :v", "sealed", text);
        try (TestSessions strict = with("reject")) {
            assertThatThrownBy(() -> find(strict, binary))
                    .isInstanceOf(UnreadableAttributeException.class)
                    .hasCauseInstanceOf(TamperedException.class)
                    .rootCause()
                    .hasMessageContainingAll("'secret'", "'dossier'", "rowseal.sealed_values");
            assertThatThrownBy(() -> find(strict, text))
                    .isInstanceOf(UnreadableAttributeException.class)
                    .hasCauseInstanceOf(TamperedException.class);
            assertThatThrownBy(() -> strict.call(session -> session.createNativeQuery(
                                    "select * from Dossier where id = " + binary, Dossier.class)
                            .getSingleResult()))
                    .isInstanceOf(UnreadableAttributeException.class)
                    .hasCauseInstanceOf(TamperedException.class);
        }
    }

    @Test
    void bulkWritesOfEncryptedAttributesAreRefusedWithReject() {
        long id = dossier(db, "one");
        try (TestSessions strict = with("reject")) {
            for (String assignment : List.of("secret = :v", "body = :v", "mail = :v", "plain = :v, secret = 'x'")) {
                assertThatThrownBy(() -> bulkUpdate(strict, assignment, "bulk", id))
                        .as(assignment)
                        .isInstanceOf(UnsupportedEncryptedQueryException.class)
                        .hasMessageContainingAll("Dossier.", "rowseal.sealed_values", "load the entities");
            }
            assertThatThrownBy(() -> strict.run(
                            session -> session.createMutationQuery("insert into Dossier(id, secret) values (99, :v)")
                                    .setParameter("v", "bulk")
                                    .executeUpdate()))
                    .isInstanceOf(UnsupportedEncryptedQueryException.class)
                    .hasMessageContaining("rowseal.sealed_values");
            bulkUpdate(strict, "plain = :v, body = null", "bulk", id);

            Dossier found = find(strict, id);
            assertThat(found.secret).isEqualTo("one");
            assertThat(found.mail).isEqualTo(id + "@example.org");
            assertThat(found.body).isNull();
            assertThat(found.plain).isEqualTo("bulk");
        }
    }

    @Test
    void entitiesAreWrittenFoundAndUpdatedWithReject() {
        try (TestSessions strict = with("reject")) {
            long id = dossier(strict, "one");
            strict.run(session -> session.find(Dossier.class, id).secret = "two");

            Dossier natural = strict.call(
                    session -> session.bySimpleNaturalId(Dossier.class).load(id + "@example.org"));
            assertThat(natural.secret).isEqualTo("two");
            List<String> secrets = strict.call(
                    session -> session.createSelectionQuery("select secret from Dossier where mail = :m", String.class)
                            .setParameter("m", id + "@example.org")
                            .list());
            assertThat(secrets).containsExactly("two");
        }
    }

    @Test
    void aRowWithoutARowKeyTakesNoEncryptedValueWithReject() {
        long id = dossier(db, "one");
        db.execute("update Dossier set row_key = null, mail = null, secret = null, body = null where id = ?", id);
        try (TestSessions strict = with("reject")) {
            strict.run(session -> session.find(Dossier.class, id).plain = "changed");
            assertThat(find(strict, id).plain).isEqualTo("changed");

            assertThatThrownBy(() -> strict.run(session -> session.find(Dossier.class, id).secret = "two"))
                    .hasStackTraceContaining("rowseal.sealed_values")
                    .hasStackTraceContaining("Dossier.secret");
            assertThat(db.stored("select secret from Dossier where id = " + id)).isNull();
        }
        db.run(session -> session.find(Dossier.class, id).secret = "two");
        assertThat(find(db, id).secret).isEqualTo("two");
    }

    @Test
    void anUnknownValueOfTheSettingStopsTheStart() {
        assertThatThrownBy(() -> with("refuse").close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'rowseal.sealed_values' must be allow or reject");
    }
}
