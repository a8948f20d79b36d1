package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.hibernate.Tenants.Note;
import io.rowseal.hibernate.Tenants.PayingMember;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekStore;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The scope of a session's tenant is found once, however many values its statements bind, and never taken for another session. */
@OnHibernate72
class TenantScopeOnceTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final TenantScopes scopes = tenant -> {
        asked.incrementAndGet();
        return "scope-" + tenant;
    };
    private final KekStore keks = TestKeyRing.records();
    private final KeyRing ring = TestKeyRing.create(keks);
    private final TenantSessions db =
            new TenantSessions(TestDatabase.H2, ring, Map.of(RowsealSettings.TENANT_SCOPES, scopes), Tenants.all());

    @AfterEach
    void close() {
        db.close();
        ring.close();
    }

    @Test
    void f11c_theScopeIsAskedOnceForAllValues() {
        db.run("a", session -> session.persist(new PayingMember(1, "anna")));
        assertThat(asked).hasValue(1);

        asked.set(0);
        db.run("a", session -> {
            PayingMember anna = session.find(PayingMember.class, 1L);
            assertThat(anna.notes + anna.mail + anna.file + anna.iban)
                    .isEqualTo("anna notesanna@example.organna fileanna iban");
        });
        assertThat(asked).hasValue(1);
    }

    @Test
    void f11c_sessionsOfTwoTenantsInOneThreadKeepTheirScopes() {
        try (Session a = open("a");
                Session b = open("b")) {
            a.beginTransaction();
            b.beginTransaction();
            for (long id = 1; id <= 4; id += 2) {
                a.persist(new Note(id, "of a"));
                a.flush();
                b.persist(new Note(id + 1, "of b"));
                b.flush();
            }
            a.getTransaction().commit();
            b.getTransaction().commit();
        }
        assertThat(keks.all()).extracting(KekRecord::scope).containsOnly("scope-a", "scope-b");
        for (long id = 1; id <= 4; id++) {
            long wanted = id;
            String tenant = id % 2 == 1 ? "a" : "b";
            db.run(
                    tenant,
                    session ->
                            assertThat(session.find(Note.class, wanted).content).isEqualTo("of " + tenant));
        }
    }

    private Session open(String tenant) {
        return db.factory().withOptions().tenantIdentifier((Object) tenant).openSession();
    }
}
