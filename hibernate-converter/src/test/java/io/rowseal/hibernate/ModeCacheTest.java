package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plaintext in the database stays out of the caches. */
class ModeCacheTest {

    private static final String CANARY = "CANARYPLAIN";

    @Entity(name = "CachedChart")
    @Cacheable
    @org.hibernate.annotations.Cache(usage = CacheConcurrencyStrategy.READ_WRITE, region = "cachedCharts")
    static class CachedChart {
        @Id
        Long id;

        @Encrypted(storage = Storage.TEXT, padTo = 8)
        String notes;
    }

    @ParameterizedTest
    @ValueSource(strings = {Modes.CIPHERTEXT, Modes.PLAINTEXT})
    void theCachesHoldSealedBytesOfPlaintextAndAnswerWithValues(String mode) throws IOException {
        try (KeyRing ring = TestKeyRing.create();
                TestSessions db = new TestSessions(
                        TestDatabase.H2.newDatabase(),
                        "sa",
                        ring,
                        Map.of(
                                "rowseal.mode.all", mode,
                                "hibernate.cache.use_second_level_cache", "true",
                                "hibernate.cache.use_query_cache", "true",
                                "hibernate.cache.region.factory_class", "jcache",
                                "hibernate.javax.cache.missing_cache_strategy", "create"),
                        CachedChart.class)) {
            db.execute("insert into CachedChart(id, notes) values (1, ?)", CANARY);
            assertThat(find(db).notes).isEqualTo(CANARY);
            assertThat(query(db)).containsExactly(CANARY);
            db.forgetStatements();

            assertThat(find(db).notes).isEqualTo(CANARY);
            assertThat(query(db)).containsExactly(CANARY);

            assertThat(db.statements("select")).isEmpty();
            assertThat(cacheContents()).contains("CachedChart", "rowseal").doesNotContain(CANARY);
            assertThat(PlaintextCounters.of(db.factory).counts())
                    .extracting(PlaintextCounters.Counts::read)
                    .containsExactly(2L);
        }
    }

    private static CachedChart find(TestSessions db) {
        return db.call(session -> session.find(CachedChart.class, 1L));
    }

    private static List<String> query(TestSessions db) {
        return db.call(session -> session.createSelectionQuery("select c.notes from CachedChart c", String.class)
                .setCacheable(true)
                .list());
    }

    private static String cacheContents() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CacheManager manager = Caching.getCachingProvider().getCacheManager();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            for (String name : manager.getCacheNames()) {
                for (Cache.Entry<?, ?> entry : manager.getCache(name)) {
                    output.writeObject(entry.getKey());
                    output.writeObject(entry.getValue());
                }
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
