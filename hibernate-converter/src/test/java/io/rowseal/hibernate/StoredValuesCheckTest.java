package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.PlaintextFoundException;
import io.rowseal.TamperedException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.SQLRestriction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is stored must be readable with the mapping and the keys of a start. */
@OnHibernate72
class StoredValuesCheckTest {

    @Entity(name = "Client")
    @Table(name = "stored_client")
    static class Client {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        String email;

        @Encrypted(storage = Storage.TEXT)
        String notes;

        @ElementCollection
        @Encrypted
        List<String> phones = new ArrayList<>();
    }

    @Entity(name = "Client")
    @Table(name = "stored_customer")
    static class OfRenamedTable {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        String email;
    }

    @Entity(name = "Client")
    @Table(name = "stored_customer")
    static class WithFormerTable {
        @Id
        long id;

        @Encrypted(table = "stored_client")
        @BlindIndex
        String email;
    }

    @Entity(name = "Client")
    @Table(name = "stored_client")
    static class OfRenamedColumn {
        @Id
        long id;

        @Encrypted(storage = Storage.TEXT)
        @Column(name = "remarks")
        String notes;
    }

    @Entity(name = "Client")
    @Table(name = "stored_client")
    static class WithFormerColumn {
        @Id
        long id;

        @Encrypted(storage = Storage.TEXT, column = "notes")
        @Column(name = "remarks")
        String notes;
    }

    @Entity(name = "Client")
    @Table(name = "stored_client")
    static class Padded {
        @Id
        long id;

        @Encrypted(storage = Storage.TEXT, padTo = 16)
        @Column(length = 200)
        String notes;
    }

    private static final String RENAMED = "was renamed, give the former name in @Encrypted(table = ..., column = ...)";

    private static final String COLUMN_RENAMED = "its column 'remarks' was renamed";

    private String url;

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void startsWithWhatItCanRead(TestDatabase database) {
        try (KeyRing ring = TestKeyRing.create()) {
            store(database, ring, 3);
            try (TestSessions again = start(database, ring, Map.of(), Client.class)) {
                assertThat(again.<String>call(session -> session.find(Client.class, 1L).email))
                        .isEqualTo("1@example.org");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void refusesARenamedTable(TestDatabase database) {
        try (KeyRing ring = TestKeyRing.create()) {
            store(database, ring, 3);
            change(database, "alter table stored_client rename to stored_customer");
            assertThatThrownBy(() -> start(database, ring, Map.of(), OfRenamedTable.class))
                    .isInstanceOf(ConfigurationException.class)
                    .hasCauseInstanceOf(WrongContextException.class)
                    .hasMessageContainingAll(
                            "OfRenamedTable.email' in table 'stored_customer' cannot be read", RENAMED);
            try (TestSessions again = start(database, ring, Map.of(), WithFormerTable.class)) {
                assertThat(again.<Long>call(session -> session.createSelectionQuery(
                                        "select id from Client where email = '2@example.org'", Long.class)
                                .getSingleResult()))
                        .isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void refusesARenamedColumnAndChangedPadding(TestDatabase database) {
        try (KeyRing ring = TestKeyRing.create()) {
            store(database, ring, 3);
            assertThatThrownBy(() -> start(database, ring, Map.of(), Padded.class))
                    .isInstanceOf(ConfigurationException.class)
                    .hasCauseInstanceOf(TamperedException.class)
                    .hasMessageContaining("cannot be read: padTo was added: remove it");
            change(database, "alter table stored_client " + renamed(database));
            assertThatThrownBy(() -> start(database, ring, Map.of(), OfRenamedColumn.class))
                    .isInstanceOf(ConfigurationException.class)
                    .hasCauseInstanceOf(TamperedException.class)
                    .hasMessageContainingAll("OfRenamedColumn.notes'", RENAMED);
            try (TestSessions again = start(database, ring, Map.of(), WithFormerColumn.class)) {
                assertThat(again.<String>call(session -> session.find(WithFormerColumn.class, 3L).notes))
                        .isEqualTo("notes of 3");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void refusesTheKeysOfAnotherSystem(TestDatabase database) {
        try (KeyRing ring = TestKeyRing.create();
                KeyRing other = TestKeyRing.create()) {
            store(database, ring, 3);
            assertThatThrownBy(() -> start(database, other, Map.of(), Client.class))
                    .isInstanceOf(ConfigurationException.class)
                    .hasCauseInstanceOf(UnknownKeyException.class)
                    .hasMessageContaining("the KEK table holds no key of scope 'default', so it was emptied")
                    .hasMessageNotContaining(RowsealSettings.DATA_CHECK);
            assertThatThrownBy(() -> start(database, ring, Map.of(RowsealSettings.SCOPE, "other"), Client.class))
                    .isInstanceOf(ConfigurationException.class)
                    .hasCauseInstanceOf(WrongContextException.class)
                    .hasMessageContaining("written in another scope than scope 'other', which has no keys. Correct the"
                            + " setting '" + RowsealSettings.SCOPE + "'");
        }
    }

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void refusesCollectionsThatItCanNotRead(TestDatabase database) {
        try (KeyRing ring = TestKeyRing.create();
                TestSessions sessions = new TestSessions(database, ring, Client.class)) {
            url = sessions.url;
            fill(sessions, 1);
            sessions.execute("update Client_phones set phones = ?", new byte[] {1, 2, 3});
            assertThatThrownBy(() -> start(database, ring, Map.of(), Client.class))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("phones");
        }
    }

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void refusesPlainTextThatNoModeReads(TestDatabase database) {
        try (KeyRing ring = TestKeyRing.create();
                TestSessions sessions = new TestSessions(database, ring, Client.class)) {
            url = sessions.url;
            sessions.execute("insert into stored_client (id, notes) values (1, 'plain')");
            assertThatThrownBy(() -> start(database, ring, Map.of(), Client.class))
                    .isInstanceOf(ConfigurationException.class)
                    .hasCauseInstanceOf(PlaintextFoundException.class)
                    .hasMessageContaining("a mode that reads plaintext")
                    .hasMessageNotContaining("'plain'");
            start(
                            database,
                            ring,
                            Map.of("rowseal.mode.Client.notes", "write-ciphertext until 2999-12-31"),
                            Client.class)
                    .close();
        }
    }

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void oneDamagedRowAmongOthersDoesNotStopTheStart(TestDatabase database) {
        try (KeyRing ring = TestKeyRing.create();
                TestSessions sessions = new TestSessions(database, ring, Client.class)) {
            url = sessions.url;
            fill(sessions, 3);
            sessions.execute("update stored_client set email = ? where id = 1", new byte[] {1, 2, 3});
            start(database, ring, Map.of(), Client.class).close();
        }
    }

    @Entity(name = "Client")
    @Table(name = "stored_client")
    @SQLRestriction("id > 100")
    static class OfOtherRows {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        String email;
    }

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void doesNotLookAtRowsThatTheEntityDoesNotHave(TestDatabase database) {
        try (KeyRing ring = TestKeyRing.create()) {
            store(database, ring, 1);
            start(database, ring, Map.of(RowsealSettings.SCOPE, "other"), OfOtherRows.class)
                    .close();
        }
    }

    @Test
    void startsWhereTheApplicationMayNotRead() {
        try (KeyRing ring = TestKeyRing.create();
                TestSessions sessions = new TestSessions(TestDatabase.H2, ring, OfRenamedTable.class)) {
            sessions.execute("create user writer password ''");
            sessions.execute("grant insert, update on stored_customer to writer");
            // Without settings, which only administrators may give.
            String url = sessions.url.replaceFirst(";.*", "");
            try (TestSessions writer = new TestSessions(
                    url, "writer", ring, Map.of("hibernate.hbm2ddl.auto", "none"), OfRenamedTable.class)) {
                assertThat(writer.statements("select")).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void canBeSkipped(TestDatabase database) {
        try (KeyRing ring = TestKeyRing.create();
                TestSessions sessions = new TestSessions(database, ring, Client.class)) {
            url = sessions.url;
            fill(sessions, 1);
            sessions.execute("update stored_client set email = ? where id = 1", new byte[] {1, 2, 3});
            assertThatThrownBy(() -> start(database, ring, Map.of(), Client.class))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("'" + RowsealSettings.DATA_CHECK + "' set to skip");
            start(database, ring, Map.of(RowsealSettings.DATA_CHECK, "skip"), Client.class)
                    .close();
            assertThatThrownBy(() -> start(database, ring, Map.of(RowsealSettings.DATA_CHECK, "no"), Client.class))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("setting '" + RowsealSettings.DATA_CHECK + "' must be fail or skip");
        }
    }

    private void store(TestDatabase database, KeyRing ring, int rows) {
        try (TestSessions sessions = new TestSessions(database, ring, Client.class)) {
            url = sessions.url;
            fill(sessions, rows);
        }
    }

    private static void fill(TestSessions sessions, int rows) {
        sessions.run(session -> {
            for (long id = 1; id <= rows; id++) {
                Client client = new Client();
                client.id = id;
                client.email = id + "@example.org";
                client.notes = "notes of " + id;
                client.phones.add("+49 " + id);
                session.persist(client);
            }
        });
    }

    private TestSessions start(TestDatabase database, KeyRing ring, Map<String, Object> settings, Class<?> entity) {
        Map<String, Object> all = new HashMap<>(Map.of("hibernate.hbm2ddl.auto", "none"));
        all.putAll(settings);
        return new TestSessions(url, database.user(), ring, all, entity);
    }

    private void change(TestDatabase database, String statement) {
        try (TestSessions sessions =
                new TestSessions(url, database.user(), null, Map.of("hibernate.hbm2ddl.auto", "none"))) {
            sessions.execute(statement);
        }
    }

    private static String renamed(TestDatabase database) {
        return database == TestDatabase.H2 ? "alter column notes rename to remarks" : "rename column notes to remarks";
    }
}
