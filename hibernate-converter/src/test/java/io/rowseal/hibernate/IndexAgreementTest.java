package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.rowseal.ConfigurationException;
import io.rowseal.UnknownKeyException;
import io.rowseal.hibernate.IndexedMembers.Member;
import io.rowseal.hibernate.IndexedMembers.OfDomain;
import io.rowseal.hibernate.IndexedMembers.OfEpoch2;
import io.rowseal.hibernate.IndexedMembers.Plain;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.spi.KekPurpose;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code @BlindIndex} says is compared with what is stored, at start and on read. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
@OnHibernate72
class IndexAgreementTest {

    private static final String WAY_OUT = "docs/migration.md#rebuild-a-blind-index";

    @Parameter
    TestDatabase database;

    private KeyRing ring;
    private String url;

    @BeforeEach
    void newDatabase() {
        ring = TestKeyRing.create();
        url = database.newDatabase();
    }

    @AfterEach
    void close() {
        ring.close();
    }

    @Test
    void f01a_refusesAnIndexThatWasAddedToCiphertext() {
        write(Plain.class, 1, 3);
        assertRefused(
                Member.class, "3 of 3 looked-at values cannot be found", "without an index", "Remove @BlindIndex");
    }

    @Test
    void f01b_refusesAnIndexThatWasRemovedAndAddedAgain() {
        write(Member.class, 1, 40);
        write(Plain.class, 41, 41, Map.of("hibernate.hbm2ddl.auto", "none", RowsealSettings.SCHEMA_CHECK, "skip"));
        write(Member.class, 42, 90, Map.of(RowsealSettings.INDEX_CHECK, "warn"));
        assertRefused(Member.class, "1 of ", "without an index", "Remove @BlindIndex");
    }

    @Test
    void f01c_refusesAnotherEpoch() {
        write(Member.class, 1, 3);
        assertRefused(
                OfEpoch2.class,
                "3 of 3 looked-at values cannot be found",
                "another epoch than @BlindIndex says",
                "in the whole table 3 values have no index of the epoch",
                "Give @BlindIndex its former epoch and domain");
        start(Member.class, Map.of()).close();
    }

    @Test
    void f01c_findsAFewRowsOfAnotherEpochAmongMany() {
        write(Member.class, 1, 300);
        write(OfEpoch2.class, 301, 303, Map.of(RowsealSettings.INDEX_CHECK, "warn"));
        write(Member.class, 304, 600, Map.of(RowsealSettings.INDEX_CHECK, "warn"));
        assertRefused(Member.class, "another epoch", "in the whole table 3 values have no index of the epoch");
    }

    @Test
    void f01d_refusesAnotherDomain() {
        write(Member.class, 1, 3);
        assertRefused(
                OfDomain.class,
                "3 of 3 looked-at values cannot be found",
                "another domain than @BlindIndex says",
                "Give @BlindIndex its former epoch and domain");
    }

    @Test
    void f01e_refusesALostIndexRoot() {
        InMemoryMasterKeyStore masterKeys = new InMemoryMasterKeyStore();
        InMemoryKekStore all = new InMemoryKekStore();
        InMemoryKekStore partly = new InMemoryKekStore();
        ring.close();
        ring = ring(masterKeys, all);
        write(Member.class, 1, 3);
        all.all().stream().filter(each -> each.purpose() == KekPurpose.KEK).forEach(partly::insert);
        KeyRing complete = ring;
        ring = ring(masterKeys, partly);
        assertThatThrownBy(() -> start(Member.class, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasCauseInstanceOf(UnknownKeyException.class)
                .hasMessageContainingAll(
                        ".email' in table 'indexed_member'",
                        "cannot be searched: scope 'default' has no index root key");
        assertThat(partly.all()).noneMatch(each -> each.purpose() == KekPurpose.INDEX_ROOT);
        try (TestSessions reader = start(Member.class, Map.of(RowsealSettings.INDEX_CHECK, "warn"))) {
            assertThat(reader.<String>call(session -> session.find(Member.class, 2L).email))
                    .isEqualTo("2@example.org");
            assertThat(IndexCounters.of(reader.factory).counts())
                    .allMatch(counts -> counts.disagreeing() == 0 && counts.notCompared() == 1);
        }
        complete.close();
    }

    private static KeyRing ring(InMemoryMasterKeyStore masterKeys, InMemoryKekStore keks) {
        return KeyRing.builder().masterKeyStore(masterKeys).kekStore(keks).build();
    }

    @Test
    void f01f_countsReportsAndRejectsRowsOfAnotherProgram() {
        write(Member.class, 1, 1);
        try (TestSessions reader = start(Member.class, Map.of());
                TestSessions strict = start(Member.class, Map.of(RowsealSettings.INDEX_CHECK, "reject"));
                TestSessions other = start(OfEpoch2.class, Map.of(RowsealSettings.INDEX_CHECK, "warn"))) {
            other.run(session -> session.persist(new OfEpoch2(2)));
            try (LogCapture log = new LogCapture(Map.of("org.hibernate", Level.OFF))) {
                for (int i = 0; i < 2; i++) {
                    assertThat(reader.<String>call(session -> session.find(Member.class, 2L).email))
                            .isEqualTo("2@example.org");
                }
                assertThat(reader.<String>call(session -> session.find(Member.class, 1L).nick))
                        .isEqualTo("nick 1");
                assertThat(log.take().stream()
                                .map(LogCapture.Line::text)
                                .filter(text -> text.contains(".email' holds values that searches do not find")))
                        .hasSize(1)
                        .allMatch(text -> text.contains("another epoch") && text.contains(WAY_OUT))
                        .noneMatch(text -> text.contains("example.org"));
            }
            assertThat(IndexCounters.of(reader.factory).counts())
                    .extracting(IndexCounters.Counts::attribute, IndexCounters.Counts::disagreeing)
                    .containsExactlyInAnyOrder(tuple("email", 2L), tuple("nick", 2L));
            assertThatThrownBy(() -> strict.call(session -> session.find(Member.class, 2L)))
                    .isInstanceOf(UnreadableAttributeException.class)
                    .hasMessageContainingAll("another epoch", RowsealSettings.INDEX_CHECK)
                    .hasMessageNotContaining("example.org");
            assertThat(strict.<String>call(session -> session.find(Member.class, 1L).email))
                    .isEqualTo("1@example.org");
        }
        assertRefused(Member.class, "another epoch");
    }

    @Test
    void theWayOutMakesAllRowsFound() {
        write(Plain.class, 1, 30);
        write(OfEpoch2.class, 31, 60, Map.of(RowsealSettings.INDEX_CHECK, "warn"));
        write(OfDomain.class, 61, 90, Map.of(RowsealSettings.INDEX_CHECK, "warn"));
        assertRefused(Member.class, "without an index", "another epoch", "another domain");
        try (TestSessions rebuilding = start(Member.class, Map.of(RowsealSettings.INDEX_CHECK, "warn"))) {
            rebuilding.factory.inStatelessTransaction(session -> writeAnew(session, 1, 90));
        }
        try (TestSessions again = start(Member.class, Map.of())) {
            List<Long> found = again.call(session -> {
                List<Long> ids = new ArrayList<>();
                for (long id = 1; id <= 90; id++) {
                    ids.addAll(session.createSelectionQuery(
                                    "select id from Member where email = :email and nick = :nick", Long.class)
                            .setParameter("email", id + "@example.org")
                            .setParameter("nick", "nick " + id)
                            .list());
                }
                return ids;
            });
            assertThat(found).hasSize(90).doesNotHaveDuplicates();
        }
    }

    private static void writeAnew(StatelessSession session, long first, long last) {
        for (long id = first; id <= last; id++) {
            session.update(session.get(Member.class, id));
        }
    }

    @Test
    void startsWhereIndexAndDataAgree() {
        write(Member.class, 1, 50);
        try (TestSessions again = start(Member.class, Map.of())) {
            again.run(session -> session.find(Member.class, 7L));
            assertThat(IndexCounters.of(again.factory).counts())
                    .allMatch(counts -> counts.disagreeing() == 0 && counts.notCompared() == 0);
        }
        assertThatThrownBy(() -> start(Member.class, Map.of(RowsealSettings.INDEX_CHECK, "no")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting '" + RowsealSettings.INDEX_CHECK + "' must be warn, fail or reject");
    }

    @Test
    void damagedBytesInAnIndexedColumnAreNotTakenForAnotherEpoch() {
        write(Member.class, 1, 20);
        try (TestSessions other = start(Member.class, Map.of())) {
            other.execute("update indexed_member set email = ? where id = 10", new byte[] {1, 2, 3});
        }
        start(Member.class, Map.of()).close();
    }

    private void assertRefused(Class<?> entity, String... parts) {
        assertThatThrownBy(() -> start(entity, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        entity.getSimpleName() + ".email' in table 'indexed_member'",
                        entity.getSimpleName() + ".nick' in table 'indexed_member'",
                        "cannot be searched",
                        WAY_OUT)
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("example.org");
    }

    private void write(Class<?> entity, long first, long last) {
        write(entity, first, last, Map.of());
    }

    private void write(Class<?> entity, long first, long last, Map<String, Object> settings) {
        try (TestSessions sessions = start(entity, settings)) {
            sessions.run(session -> {
                for (long id = first; id <= last; id++) {
                    session.persist(IndexedMembers.of(entity, id));
                }
            });
        }
    }

    private TestSessions start(Class<?> entity, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("hibernate.hbm2ddl.auto", "update"));
        all.putAll(settings);
        return new TestSessions(url, database.user(), ring, all, entity);
    }
}
