package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often values are encrypted and decrypted, and master-key stores are called. */
@OnHibernate72
class CallCountsTest {

    @Entity(name = "CountedNote")
    static class CountedNote {
        @Id
        Long id;

        String title;

        @Encrypted
        String body;

        @Encrypted
        byte[] photo;

        @Encrypted
        Date changed;

        @Encrypted
        @BlindIndex
        String mail;

        CountedNote() {}

        CountedNote(long id) {
            this.id = id;
            this.title = "title " + id;
            this.body = "body " + id;
            this.photo = new byte[] {1, 2};
            this.changed = new Date(id);
            this.mail = id + "@example.org";
        }
    }

    private static final int ATTRIBUTES = 4;
    private static final int ROWS = 20;

    private final CountingProvider primitives = new CountingProvider();
    private final RecordingMasterKeyStore masterKeys = new RecordingMasterKeyStore();
    private final InMemoryKekStore keks = new InMemoryKekStore();
    private final KeyRing ring = ring();
    private final String url = TestDatabase.H2.newDatabase();
    private final TestSessions db = new TestSessions(url, "sa", ring, Map.of(), CountedNote.class);

    private KeyRing ring() {
        return KeyRing.builder()
                .masterKeyStore(masterKeys)
                .kekStore(keks)
                .primitiveProvider(primitives)
                .build();
    }

    @BeforeEach
    void insert() {
        insert(0, ROWS);
        primitives.take();
    }

    @AfterEach
    void close() {
        db.close();
        ring.close();
    }

    private void insert(int from, int to) {
        db.run(session -> {
            for (int id = from; id < to; id++) {
                session.persist(new CountedNote(id));
                if (id % 100 == 99) {
                    session.flush();
                    session.clear();
                }
            }
        });
    }

    @Test
    void theFirstKeysOfAScopeCostTwoStoreCallsEachAndRowsCostNone() {
        assertThat(masterKeys.keys).as("KEK and index root key wrapped").hasSize(2);
        assertThat(masterKeys.unwraps)
                .as("and given back once before they are stored")
                .hasValue(2);

        insert(2000, 2500);
        assertThat(masterKeys.keys).hasSize(2);
        assertThat(masterKeys.unwraps).hasValue(2);
    }

    @Test
    void everyValueOfAnInsertIsEncryptedOnce() {
        insert(1000, 1001);

        assertThat(primitives.take())
                .containsEntry(CountingProvider.SEALED, ATTRIBUTES)
                .doesNotContainKey(CountingProvider.OPENED);
    }

    @Test
    void readingEncryptsNothingAndDecryptsEveryValueOnce() {
        db.run(session -> session.find(CountedNote.class, 1L));
        assertThat(primitives.take()).isEqualTo(Map.of(CountingProvider.OPENED, ATTRIBUTES));

        db.run(session -> session.createSelectionQuery("from CountedNote", CountedNote.class)
                .list());
        assertThat(primitives.take()).isEqualTo(Map.of(CountingProvider.OPENED, ROWS * ATTRIBUTES));
    }

    @Test
    void aFlushWithoutChangeEncryptsAndDecryptsNothing() {
        db.run(session -> {
            session.createSelectionQuery("from CountedNote", CountedNote.class).list();
            primitives.take();
            session.flush();
            session.flush();
            assertThat(primitives.take()).isEmpty();
        });
        assertThat(primitives.take()).isEmpty();
        assertThat(db.statements("update")).isEmpty();
    }

    @Test
    void mergingAnUnchangedDetachedEntityEncryptsNothing() {
        CountedNote detached = db.call(session -> session.find(CountedNote.class, 2L));
        primitives.take();

        db.run(session -> session.merge(detached));

        assertThat(primitives.take()).isEqualTo(Map.of(CountingProvider.OPENED, ATTRIBUTES));
        assertThat(db.statements("update")).isEmpty();
    }

    @Test
    void aChangeEncryptsOnlyItsOwnRow() {
        db.run(session -> {
            List<CountedNote> all = session.createSelectionQuery("from CountedNote", CountedNote.class)
                    .list();
            primitives.take();
            all.get(0).body = "changed";
        });
        assertThat(primitives.take()).isEqualTo(Map.of(CountingProvider.SEALED, ATTRIBUTES));
    }

    @Test
    void aListThatDoesNotSelectAnAttributeDecryptsNothing() {
        List<String> titles =
                db.call(session -> session.createSelectionQuery("select title from CountedNote", String.class)
                        .list());
        List<String> found = db.call(
                session -> session.createSelectionQuery("select title from CountedNote where mail = :m", String.class)
                        .setParameter("m", "3@example.org")
                        .list());
        Long count = db.call(session -> session.createSelectionQuery(
                        "select count(distinct mail) from CountedNote where body is not null", Long.class)
                .getSingleResult());

        assertThat(titles).hasSize(ROWS);
        assertThat(found).containsExactly("title 3");
        assertThat(count).isEqualTo(ROWS);
        assertThat(primitives.take()).isEmpty();
    }

    @Test
    void aProjectionDecryptsWhatItSelectsOnly() {
        List<String> bodies =
                db.call(session -> session.createSelectionQuery("select body from CountedNote", String.class)
                        .list());

        assertThat(bodies).hasSize(ROWS);
        assertThat(primitives.take()).isEqualTo(Map.of(CountingProvider.OPENED, ROWS));
    }

    @Test
    void aPageOf10000RowsCostsOneStoreCallPerKek() {
        insert(ROWS, 4000);
        ring.rotateKek(KeyRing.DEFAULT_SCOPE);
        insert(4000, 7000);
        ring.rotateKek(KeyRing.DEFAULT_SCOPE);
        insert(7000, 10_000);

        // Another process: the same stores, nothing in its caches. The stores are the first ring's to close.
        KeyRing cold = ring();
        masterKeys.unwraps.set(0);
        primitives.take();
        try (TestSessions other =
                new TestSessions(url, "sa", cold, Map.of("hibernate.hbm2ddl.auto", "none"), CountedNote.class)) {
            // The start opens a few rows, whose row keys stay in memory.
            int rowKeysOfStart = primitives.take().get("AES/KWP/NoPadding 2");
            assertThat(rowKeysOfStart).isBetween(10, 30);
            List<CountedNote> page = other.call(
                    session -> session.createSelectionQuery("from CountedNote order by id", CountedNote.class)
                            .setMaxResults(10_000)
                            .list());

            assertThat(page).hasSize(10_000);
            assertThat(page.get(9_999).body).isEqualTo("body 9999");
            // Three KEKs, and the index root key that indexes are compared with.
            assertThat(masterKeys.unwraps).hasValue(4);
            assertThat(primitives.take())
                    .containsEntry(CountingProvider.OPENED, 10_000 * ATTRIBUTES)
                    .containsEntry("AES/KWP/NoPadding 2", 10_000 - rowKeysOfStart)
                    .doesNotContainKeys(CountingProvider.SEALED, "AES/KWP/NoPadding 1");
        }
    }
}
