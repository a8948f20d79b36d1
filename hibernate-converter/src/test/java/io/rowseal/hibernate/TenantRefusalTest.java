package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.WrongContextException;
import io.rowseal.hibernate.Tenants.Agency;
import io.rowseal.hibernate.Tenants.Note;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.type.StoredPlace;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.persistence.Encrypted;
import io.rowseal.row.RowKeyBlock;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Map;
import java.util.Objects;
import org.hibernate.annotations.TenantId;
import org.hibernate.cache.internal.StandardTimestampsCacheFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions and settings that do not say in which scope a tenant's rows are. */
@OnHibernate72
class TenantRefusalTest {

    private final KekStore keks = TestKeyRing.records();
    private final KeyRing ring = TestKeyRing.create(keks);

    @AfterEach
    void closeRing() {
        ring.close();
    }

    private TenantSessions start(Map<String, Object> settings, Class<?>... entities) {
        return new TenantSessions(TestDatabase.H2, ring, settings, entities);
    }

    private void assertNotStarted(String text, Map<String, Object> settings, Class<?>... entities) {
        assertThatThrownBy(() -> start(settings, entities).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(text);
    }

    @Test
    void theRootTenantNeitherReadsNorWritesNorSearchesWhatTenantsEncrypt() {
        try (TenantSessions db = start(Map.of(), Note.class, Agency.class)) {
            db.run("a", session -> session.persist(new Note(1, "of a")));

            assertRootRefused(() -> db.run(TenantSessions.ROOT, session -> session.find(Note.class, 1L)));
            assertRootRefused(() -> db.run(TenantSessions.ROOT, session -> session.persist(new Note(2, "of all"))));
            assertRootRefused(() -> db.run(
                    TenantSessions.ROOT,
                    session -> session.createMutationQuery("update Note set content = 'x'")
                            .executeUpdate()));
            assertThat(db.<Long>call(
                            TenantSessions.ROOT,
                            session -> session.createSelectionQuery("select n.id from Note n", Long.class)
                                    .getSingleResult()))
                    .isEqualTo(1);
            db.run(TenantSessions.ROOT, session -> session.persist(new Agency(1, "mail")));
            assertThat(db.<String>call(TenantSessions.ROOT, session -> session.find(Agency.class, 1L).mail))
                    .isEqualTo("mail");
        }
        assertThat(keks.all()).extracting(KekRecord::scope).containsOnly("a", "default");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select n.id from Note n where n.word = 'same'",
                "select count(distinct n.word) from Note n",
                "select count(*) from Note n group by n.word",
                "select count(*) from Note n, Note m where n.word = m.word",
                "select count(*) from Note n where n.word in (select m.word from Note m where m.id = 1)",
                "select count(*) from Note n where exists (select 1 from Note m where m.word = n.word and m.id <> n.id)"
            })
    void valuesOfSeveralTenantsAreNotCompared(String hql) {
        try (TenantSessions db = start(Map.of(), Note.class)) {
            db.run("a", session -> session.persist(new Note(1, "same")));
            db.run("b", session -> session.persist(new Note(2, "same")));
            for (int i = 0; i < 2; i++) {
                db.run(
                        "a",
                        session -> assertThat(session.createSelectionQuery(hql, Long.class)
                                        .getResultList())
                                .hasSize(1));
                assertComparisonRefused(() -> db.run(
                        TenantSessions.ROOT,
                        session -> session.createSelectionQuery(hql, Long.class).list()));
                assertComparisonRefused(() -> db.run("b", session -> {
                    session.disableFilter("_tenantId");
                    session.createSelectionQuery(hql, Long.class).list();
                }));
            }
        }
    }

    private static void assertComparisonRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable query) {
        assertThatThrownBy(query)
                .hasStackTraceContaining(UnsupportedEncryptedQueryException.class.getName())
                .hasStackTraceContaining("over the rows of all tenants");
    }

    @Test
    void aTenantWithTheScopeOfSharedRowsIsRefusedUnlessTheApplicationSaysSo() {
        try (TenantSessions db = start(Map.of(), Note.class, Agency.class)) {
            assertThatThrownBy(() -> db.run(KeyRing.DEFAULT_SCOPE, session -> session.persist(new Note(1, "x"))))
                    .hasStackTraceContaining("is the scope of the rows that all tenants share");
        }
        TenantScopes same = tenant -> KeyRing.DEFAULT_SCOPE;
        try (TenantSessions db = start(Map.of(RowsealSettings.TENANT_SCOPES, same), Note.class, Agency.class)) {
            db.run("a", session -> session.persist(new Note(1, "x")));
        }
        try (TenantSessions db = start(Map.of(), Note.class)) {
            db.run(KeyRing.DEFAULT_SCOPE, session -> session.persist(new Note(1, "x")));
        }
    }

    @Test
    void attack02_aCachedValueDoesNotChooseItsScopeByAnUnknownTable() {
        TenantScopes scopes = tenant -> Objects.equals(tenant, "a") ? KeyRing.DEFAULT_SCOPE : "scope of " + tenant;
        try (TenantSessions db = start(Map.of(RowsealSettings.TENANT_SCOPES, scopes), Note.class)) {
            db.run("a", session -> session.persist(new Note(1, "of a")));
            KeyScopes keyScopes = KeyScopes.of(
                    db.factory().unwrap(SessionFactoryImplementor.class).getServiceRegistry());
            byte[] stored = RowKeyBlock.join(
                    (byte[]) db.rows("select row_key from Note").get(0)[0],
                    (byte[]) db.rows("select content from Note").get(0)[0]);
            db.run("b", session -> {
                keyScopes.queryCacheReader().found(session.unwrap(SharedSessionContractImplementor.class));
                for (String table : new String[] {"note", "NOTE", "other"}) {
                    StoredPlace place =
                            new StoredPlace("Note.content", table, "content", false, true, 0, "utf8", false);
                    assertThatThrownBy(() -> place.open(keyScopes, stored)).isInstanceOf(WrongContextException.class);
                }
            });
        }
    }

    private static void assertRootRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("Note", "root tenant", "open a session of the tenant");
    }

    @Test
    void aTenantWhoseTextCanNotBeAScopeIsRefusedBeforeAnythingIsStored() {
        try (TenantSessions db = start(Map.of(), Note.class)) {
            for (String tenant : new String[] {"", "t".repeat(256), "t\0"}) {
                assertThatThrownBy(() -> db.run(tenant, session -> session.persist(new Note(1, "x"))))
                        .hasRootCauseInstanceOf(IllegalArgumentException.class)
                        .hasStackTraceContaining("rowseal.tenant_scopes");
            }
            assertThat(db.rows("select * from Note")).isEmpty();
        }
    }

    @Test
    void aTenantWithoutScopeIsRefused() {
        TenantScopes known = tenant -> Objects.equals(tenant, "a") ? "scope-a" : null;
        try (TenantSessions db = start(Map.of(RowsealSettings.TENANT_SCOPES, known), Note.class)) {
            db.run("a", session -> session.persist(new Note(1, "x")));
            assertThatThrownBy(() -> db.run("b", session -> session.persist(new Note(2, "x"))))
                    .hasStackTraceContaining("gives no scope for the tenant");
        }
        assertThat(keks.all()).extracting(KekRecord::scope).containsOnly("scope-a");
    }

    @Test
    void settingsThatDoNotFitStopTheStart() {
        TenantScopes scopes = String::valueOf;
        assertNotStarted(
                "no encrypted attribute belongs to tenants",
                Map.of(RowsealSettings.TENANT_SCOPES, scopes),
                Agency.class);
        assertNotStarted(
                "must be a io.rowseal.hibernate.TenantScopes object",
                Map.of(RowsealSettings.TENANT_SCOPES, "scopes"),
                Note.class);
        assertNotStarted(
                "all encrypted attributes belong to tenants", Map.of(RowsealSettings.SCOPE, "other"), Note.class);
        assertNotStarted("cannot be the scope", Map.of(RowsealSettings.SCOPE, ""), Note.class, Agency.class);
        start(Map.of(RowsealSettings.SCOPE, "other"), Note.class, Agency.class).close();
    }

    @Test
    void aQueryCacheThatIsNotWatchedStopsTheStart() {
        Map<String, Object> settings = new java.util.HashMap<>(SerializedCaches.SETTINGS);
        settings.put("hibernate.cache.query_cache_factory", StandardTimestampsCacheFactory.INSTANCE);

        assertNotStarted("hibernate.cache.query_cache_factory", settings, Note.class);
        start(settings, Agency.class).close();
    }

    @Test
    void tenantIdInASubclassStopsTheStart() {
        assertNotStarted("move @TenantId to", Map.of(), Base.class, OfTenant.class);
    }

    @Test
    void anEntityWithTenantIsNotComparableWithASharedOne() {
        try (TenantSessions db = start(Map.of(), Tenants.all())) {
            String hql = "select m.id from Member m, Agency g where m.mail = g.mail";
            assertThatThrownBy(() -> db.run(
                            "a",
                            session -> session.createSelectionQuery(hql, Long.class)
                                    .list()))
                    .hasStackTraceContaining("rows of one of them belong to tenants");
            String parameter = "select m.id from Member m, Agency g where m.mail = :mail and g.mail = :mail";
            assertThatThrownBy(() -> db.run(
                            "a",
                            session -> session.createSelectionQuery(parameter, Long.class)
                                    .setParameter("mail", "x")
                                    .list()))
                    .isInstanceOf(UnsupportedEncryptedQueryException.class);
        }
    }

    @Entity(name = "Base")
    static class Base {
        @Id
        Long id;

        @Encrypted
        String secret;
    }

    @Entity(name = "OfTenant")
    static class OfTenant extends Base {
        @TenantId
        String tenant;
    }
}
