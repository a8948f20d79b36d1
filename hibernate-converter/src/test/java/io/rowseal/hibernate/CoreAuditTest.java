package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rowseal.ConfigurationException;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OrderColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SharedSessionContract;
import org.hibernate.annotations.Audited;
import org.hibernate.temporal.spi.ChangesetIdentifierSupplier;
import org.junit.jupiter.api.Test;

/** Hibernate's own auditing, which came with 7.4, copies whole rows with their row keys. */
class CoreAuditTest extends DatabaseTest {

    private static final String SUPPLIER = "hibernate.temporal.changeset_id_supplier";

    /** The number of the transaction that the test says. */
    public static class Changesets implements ChangesetIdentifierSupplier<Long> {

        private final ThreadLocal<Long> current = ThreadLocal.withInitial(() -> 1L);

        @Override
        public Long generateIdentifier(SharedSessionContract session) {
            return current.get();
        }
    }

    @Entity(name = "Ledger")
    @Audited
    static class Ledger {
        @Id
        Long id;

        @Encrypted
        String secret;

        @Encrypted
        @BlindIndex
        String mail;

        @Encrypted(storage = Storage.TEXT)
        String letter;

        @Audited.Excluded
        @Encrypted
        String excluded;

        @Audited.Excluded
        @ElementCollection
        @Encrypted
        List<String> tags = new ArrayList<>();
    }

    @Embeddable
    static class Part {
        @Encrypted
        String secret;
    }

    @Entity(name = "AuditedBag")
    @Audited
    static class AuditedBag {
        @Id
        Long id;

        @ElementCollection
        @Encrypted
        List<String> secret = new ArrayList<>();
    }

    @Entity(name = "AuditedList")
    @Audited
    static class AuditedList {
        @Id
        Long id;

        @ElementCollection
        @OrderColumn
        List<Part> parts = new ArrayList<>();
    }

    @Entity(name = "AuditedMap")
    @Audited
    static class AuditedMap {
        @Id
        Long id;

        @ElementCollection
        @Encrypted
        Map<String, String> secret = new HashMap<>();
    }

    private final Changesets changesets = new Changesets();

    @Override
    Class<?>[] entities() {
        return new Class<?>[0];
    }

    private <R> R at(TestSessions audited, long changeset, Function<Session, R> work) {
        try (Session session =
                audited.factory.withOptions().atChangeset(changeset).openSession()) {
            return work.apply(session);
        }
    }

    @Test
    void formerStatesAreReadBack() {
        assumeThat(database)
                .as("Hibernate 7.4.13 does not start with any @Audited entity on MariaDB, encrypted or not")
                .isNotEqualTo(TestDatabase.MARIADB);
        try (TestSessions audited = new TestSessions(
                database.newDatabase(), database.user(), ring, Map.of(SUPPLIER, changesets), Ledger.class)) {
            changesets.current.set(1L);
            audited.run(session -> {
                Ledger ledger = new Ledger();
                ledger.id = 1L;
                ledger.secret = "one";
                ledger.mail = "m@example.org";
                ledger.letter = "dear";
                ledger.excluded = "not audited";
                ledger.tags.add("t");
                session.persist(ledger);
            });
            changesets.current.set(2L);
            audited.run(session -> {
                Ledger ledger = session.find(Ledger.class, 1L);
                ledger.secret = "two";
                ledger.letter = null;
                ledger.tags.remove("t");
            });
            changesets.current.set(3L);
            audited.run(session -> session.remove(session.find(Ledger.class, 1L)));

            Ledger first = at(audited, 1L, session -> session.find(Ledger.class, 1L));
            Ledger second = at(audited, 2L, session -> session.find(Ledger.class, 1L));
            assertThat(first.secret).isEqualTo("one");
            assertThat(first.mail).isEqualTo("m@example.org");
            assertThat(first.letter).isEqualTo("dear");
            assertThat(second.secret).isEqualTo("two");
            assertThat(second.mail).isEqualTo("m@example.org");
            assertThat(second.letter).isNull();
            Ledger third = at(audited, 3L, session -> session.find(Ledger.class, 1L));
            assertThat(third).isNull();
            assertThat(audited.rows("select secret from Ledger_AUD"))
                    .allSatisfy(row -> assertThat((byte[]) row[0]).startsWith(0xF9));
            List<String> secrets = at(
                    audited,
                    1L,
                    session -> session.createSelectionQuery(
                                    "select l.secret from Ledger l where l.id = 1", String.class)
                            .list());
            assertThat(secrets).containsExactly("one");
            assertThatThrownBy(() -> at(
                            audited,
                            1L,
                            session -> session.createSelectionQuery(
                                            "from Ledger l where l.mail = 'm@example.org'", Ledger.class)
                                    .list()))
                    .as("audit tables have no index columns, which the database says")
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void collectionsWhoseHistoryHibernateKeepsAreRefused() {
        for (Class<?> entity : List.of(AuditedBag.class, AuditedList.class, AuditedMap.class)) {
            assertThatThrownBy(() -> new TestSessions(TestDatabase.H2, ring, entity).close())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("secret", "@Audited.Excluded");
        }
    }
}
