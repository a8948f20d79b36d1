package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.WrongContextException;
import io.rowseal.hibernate.Tenants.Agency;
import io.rowseal.hibernate.Tenants.Member;
import io.rowseal.keys.KeyRing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.cache.spi.QueryKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cache entries are those of a tenant, also for who can write the cache. */
@OnHibernate72
class TenantCacheTest {

    private static final String HQL = "select m.notes, m.mail from Member m where m.mail = :mail";

    private final KeyRing ring = TestKeyRing.create();
    private TenantSessions db;

    @BeforeEach
    void open() {
        db = new TenantSessions(TestDatabase.H2, ring, SerializedCaches.SETTINGS, Tenants.all());
        for (Map.Entry<String, Long> tenant : Map.of("a", 1L, "b", 2L).entrySet()) {
            db.run(tenant.getKey(), session -> {
                Member member = new Member(tenant.getValue(), "of " + tenant.getKey());
                member.mail = "same@example.org";
                session.persist(member);
            });
        }
    }

    @AfterEach
    void close() {
        db.close();
        ring.close();
    }

    @Test
    void eachTenantHasCachedRowsAndResultsOfItsOwn() {
        for (int i = 0; i < 2; i++) {
            db.sessions().forgetStatements();
            db.run("a", session -> {
                assertThat(session.find(Member.class, 1L).notes).isEqualTo("of a notes");
                assertThat(session.find(Member.class, 1L).phones).containsExactly("of a phone");
                assertThat(queried(session)).isEqualTo("of a notes");
            });
            db.run("b", session -> {
                assertThat(session.find(Member.class, 1L)).isNull();
                assertThat(session.find(Member.class, 2L).notes).isEqualTo("of b notes");
                assertThat(session.find(Member.class, 2L).phones).containsExactly("of b phone");
                assertThat(queried(session)).isEqualTo("of b notes");
            });
        }
        // Only that a row is not there is asked again.
        assertThat(db.sessions().statements("select")).hasSize(1);
    }

    @Test
    void attack02_aCachedRowOfAnotherTenantIsRefused() {
        db.run("a", session -> session.find(Member.class, 1L));
        db.run("b", session -> session.find(Member.class, 2L));

        copyValues("1", "2");

        assertRefused(session -> session.find(Member.class, 2L));
    }

    @Test
    void attack02_aCachedCollectionOfAnotherTenantIsRefused() {
        db.run("a", session -> Hibernate.initialize(session.find(Member.class, 1L).phones));
        db.run("b", session -> Hibernate.initialize(session.find(Member.class, 2L).phones));

        copyValues("phones#1", "phones#2");

        assertRefused(session -> Hibernate.initialize(session.find(Member.class, 2L).phones));
    }

    @Test
    void attack02_aCachedResultOfAnotherTenantIsRefused() {
        db.run("a", TenantCacheTest::queried);
        db.run("b", TenantCacheTest::queried);
        List<Object> keys = new ArrayList<>();
        Cache<Object, Object> results = results();
        results.forEach(entry -> keys.add(entry.getKey()));
        assertThat(keys).hasSize(2).hasOnlyElementsOfType(QueryKey.class);
        Object first = byValue(results.get(keys.get(0)));
        Object second = byValue(results.get(keys.get(1)));

        results.put(keys.get(0), first);
        results.put(keys.get(1), second);
        db.sessions().forgetStatements();
        assertThat(db.<String>call("a", TenantCacheTest::queried)).isEqualTo("of a notes");
        assertThat(db.<String>call("b", TenantCacheTest::queried)).isEqualTo("of b notes");
        assertThat(db.sessions().statements("select")).isEmpty();

        results.put(keys.get(0), byValue(second));
        results.put(keys.get(1), byValue(first));
        for (String tenant : new String[] {"a", "b"}) {
            assertThatThrownBy(() -> db.call(tenant, TenantCacheTest::queried))
                    .isInstanceOf(UnreadableAttributeException.class)
                    .hasCauseInstanceOf(WrongContextException.class);
        }
        assertThat(db.sessions().statements("select")).isEmpty();
    }

    @Test
    void cachedResultsOfSharedEntitiesAreSharedByValueToo() {
        db.run("a", session -> session.persist(new Agency(1, "shared")));
        String hql = "select g.mail from Agency g";
        for (int i = 0; i < 2; i++) {
            for (String tenant : new String[] {"a", "b", TenantSessions.ROOT}) {
                assertThat(db.<String>call(
                                tenant,
                                session -> session.createSelectionQuery(hql, String.class)
                                        .setCacheable(true)
                                        .getSingleResult()))
                        .isEqualTo("shared");
            }
            Cache<Object, Object> results = results();
            List<Object> keys = new ArrayList<>();
            results.forEach(entry -> keys.add(entry.getKey()));
            keys.forEach(key -> results.put(key, byValue(results.get(key))));
        }
    }

    private static String queried(Session session) {
        return session.createSelectionQuery(HQL, Object[].class)
                .setParameter("mail", "same@example.org")
                .setCacheable(true)
                .getSingleResult()[0]
                .toString();
    }

    private void assertRefused(java.util.function.Consumer<Session> reading) {
        assertThatThrownBy(() -> db.run("b", reading)).isInstanceOf(WrongContextException.class);
    }

    private static Cache<Object, Object> results() {
        return Caching.getCachingProvider().getCacheManager().getCache("default-query-results-region");
    }

    /** Puts the values of one entry into another, in all caches. */
    private static void copyValues(String from, String to) {
        int copied = 0;
        CacheManager manager = Caching.getCachingProvider().getCacheManager();
        for (String name : manager.getCacheNames()) {
            Cache<Object, Object> cache = manager.getCache(name);
            Object source = null;
            Object target = null;
            for (Cache.Entry<Object, Object> entry : cache) {
                source = entry.getKey().toString().endsWith(from) ? entry.getKey() : source;
                target = entry.getKey().toString().endsWith(to) ? entry.getKey() : target;
            }
            if (source != null && target != null) {
                cache.put(target, byValue(cache.get(source)));
                copied++;
            }
        }
        assertThat(copied).isPositive();
    }

    private static Object byValue(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        try (ObjectInputStream input = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return input.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
