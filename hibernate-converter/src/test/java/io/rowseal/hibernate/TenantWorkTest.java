package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.hibernate.Tenants.Note;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.KeyRingStatistics;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every way to write and search, by sessions of several tenants of one SessionFactory. */
@OnHibernate72
class TenantWorkTest {

    private final KeyRing ring = TestKeyRing.create();
    private TenantSessions db;

    @BeforeEach
    void open() {
        db = new TenantSessions(TestDatabase.H2, ring, Map.of(), Tenants.all());
    }

    @AfterEach
    void close() {
        db.close();
        ring.close();
    }

    @Test
    void statelessSessionsWriteAndReadWithTheKeysOfTheirTenant() {
        for (String tenant : new String[] {"a", "b"}) {
            long id = tenant.equals("a") ? 1 : 2;
            db.stateless(tenant, session -> session.insert(new Note(id, "first")));
            db.stateless(tenant, session -> {
                Note note = session.get(Note.class, id);
                note.content = "second of " + tenant;
                session.update(note);
                return note;
            });
            assertThat(db.<String>stateless(tenant, session -> session.get(Note.class, id).content))
                    .isEqualTo("second of " + tenant);
        }
    }

    @Test
    void bulkStatementsSealForTheirTenant() {
        db.run("a", session -> session.persist(new Note(1, "of a")));
        db.run("b", session -> session.persist(new Note(2, "of b")));

        assertThat(db.<Integer>call(
                        "a",
                        session -> session.createMutationQuery("update Note set content = :content where word = :word")
                                .setParameter("content", "bulk")
                                .setParameter("word", "of a")
                                .executeUpdate()))
                .isEqualTo(1);
        db.run(
                "b",
                session -> session.createMutationQuery(
                                "insert into Note (id, tenant, content, word) values (3, 'b', 'inserted', 'word')")
                        .executeUpdate());

        assertThat(contents("a")).containsExactly("bulk");
        assertThat(contents("b")).containsExactly("of b", "inserted");
        assertThat(byCriteria("b", "word")).containsExactly(3L);
        assertThat(byCriteria("a", "word")).isEmpty();
    }

    private List<String> contents(String tenant) {
        return db.call(
                tenant,
                session -> session.createSelectionQuery("select n.content from Note n order by n.id", String.class)
                        .list());
    }

    private List<Long> byCriteria(String tenant, String word) {
        return db.call(tenant, session -> {
            CriteriaQuery<Long> query = session.getCriteriaBuilder().createQuery(Long.class);
            Root<Note> note = query.from(Note.class);
            query.select(note.get("id")).where(session.getCriteriaBuilder().equal(note.get("word"), word));
            return session.createSelectionQuery(query).list();
        });
    }

    @Test
    void tenantsWorkAtTheSameTimeAndEachReadsItsOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int tenant = 0; tenant < 4; tenant++) {
                String name = "t" + tenant;
                long start = tenant * 100L;
                all.add(threads.submit(() -> {
                    for (long id = start; id < start + 25; id++) {
                        insert(name, id);
                    }
                    return contents(name);
                }));
            }
            for (int tenant = 0; tenant < 4; tenant++) {
                String name = "t" + tenant;
                assertThat((List<?>) all.get(tenant).get())
                        .hasSize(25)
                        .allSatisfy(content -> assertThat((String) content).isEqualTo("of " + name));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void insert(String tenant, long id) {
        db.run(tenant, (Session session) -> session.persist(new Note(id, "of " + tenant)));
    }

    @Test
    void eachScopeCostsTheSameFewStoreCalls() {
        KeyRingStatistics start = ring.statistics();
        assertThat(start.masterKeyWraps() + start.masterKeyUnwraps()).isZero();
        long perTenant = 0;
        for (int tenant = 0; tenant < 5; tenant++) {
            long before = calls();
            for (long id = 0; id < 20; id++) {
                insert("t" + tenant, tenant * 100L + id);
            }
            assertThat(contents("t" + tenant)).hasSize(20);
            perTenant = tenant == 0 ? calls() - before : perTenant;
            assertThat(calls() - before).isPositive().isEqualTo(perTenant);
        }
    }

    private long calls() {
        KeyRingStatistics now = ring.statistics();
        return now.masterKeyWraps() + now.masterKeyUnwraps();
    }
}
