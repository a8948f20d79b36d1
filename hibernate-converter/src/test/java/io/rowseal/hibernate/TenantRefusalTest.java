package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.Tenants.Agency;
import io.rowseal.hibernate.Tenants.Note;
import io.rowseal.keys.KekRecord;
import io.rowseal.keys.KekStore;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Map;
import java.util.Objects;
import org.hibernate.annotations.TenantId;
import org.hibernate.cache.internal.StandardTimestampsCacheFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions and settings that do not say in which scope a tenant's rows are. */
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
                    session -> session.createSelectionQuery("select n.id from Note n where n.word = 'x'", Long.class)
                            .list()));
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
        assertNotStarted("can not be the scope", Map.of(RowsealSettings.SCOPE, ""), Note.class, Agency.class);
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
