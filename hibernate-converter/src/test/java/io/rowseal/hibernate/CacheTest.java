package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.hibernate.internal.type.Cell;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Cacheable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.cache.spi.QueryKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnHibernate72
class CacheTest {

    @Embeddable
    static class Part {
        @Encrypted
        String content;

        String plain;
    }

    @Entity(name = "CachedNote")
    @Cacheable
    @org.hibernate.annotations.Cache(usage = CacheConcurrencyStrategy.READ_WRITE, region = "notes")
    static class CachedNote {
        @Id
        Long id;

        @Encrypted
        String secret;

        @Encrypted
        byte[] photo;

        @Encrypted
        @BlindIndex
        String mail;

        @ElementCollection
        @Encrypted
        @org.hibernate.annotations.Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
        List<String> tags = new ArrayList<>();

        @ElementCollection
        @org.hibernate.annotations.Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
        List<Part> parts = new ArrayList<>();

        CachedNote() {}

        CachedNote(long id, String secret, String mail) {
            this.id = id;
            this.secret = secret;
            this.mail = mail;
            this.photo = new byte[] {1, 2, 3};
        }
    }

    private final KeyRing ring = TestKeyRing.create();
    private TestSessions db;

    @BeforeEach
    void open() {
        db = new TestSessions(
                TestDatabase.H2.newDatabase(),
                "sa",
                ring,
                Map.of(
                        "hibernate.cache.use_second_level_cache", "true",
                        "hibernate.cache.use_query_cache", "true",
                        "hibernate.cache.region.factory_class", "jcache",
                        "hibernate.javax.cache.missing_cache_strategy", "create"),
                CachedNote.class);
        db.run(session -> session.persist(new CachedNote(1, "TOPSECRET", "top@secret.example.org")));
        db.run(session -> session.find(CachedNote.class, 1L));
        db.forgetStatements();
    }

    @AfterEach
    void close() {
        db.close();
    }

    private CachedNote find() {
        return db.call(session -> session.find(CachedNote.class, 1L));
    }

    private String byMail(String hql, String mail) {
        return db.call(session -> session.createSelectionQuery(hql, String.class)
                .setParameter("m", mail)
                .setCacheable(true)
                .getSingleResult());
    }

    @Test
    void theSecondLevelCacheHoldsSealedBytesAndAnswersWithValues() {
        CachedNote cached = find();

        assertThat(db.statements("select")).isEmpty();
        assertThat(cached.secret).isEqualTo("TOPSECRET");
        assertThat(cached.photo).containsExactly(1, 2, 3);
        assertThat(cached.mail).isEqualTo("top@secret.example.org");
        assertThat(cacheContents()).contains("CachedNote").doesNotContain("TOPSECRET", "top@secret");
    }

    @Test
    void cachedCollectionsHoldSealedBytesAndAnswerWithValues() {
        db.run(session -> {
            CachedNote note = session.find(CachedNote.class, 1L);
            note.tags.add("TOPSECRET");
            Part part = new Part();
            part.content = "TOPSECRET";
            part.plain = "visible";
            note.parts.add(part);
        });
        for (int i = 0; i < 2; i++) {
            db.forgetStatements();
            db.run(session -> {
                CachedNote note = session.find(CachedNote.class, 1L);
                assertThat(note.tags).containsExactly("TOPSECRET");
                assertThat(note.parts)
                        .singleElement()
                        .satisfies(part -> assertThat(part.content).isEqualTo("TOPSECRET"));
            });
        }

        assertThat(db.statements("select")).isEmpty();
        assertThat(cacheContents()).contains("visible").doesNotContain("TOPSECRET");
    }

    @Test
    void anUpdateThroughTheSecondLevelCacheKeepsTheRowKey() {
        byte[] rowKey = db.bytes("select row_key from CachedNote");
        byte[] photo = db.bytes("select photo from CachedNote");

        db.run(session -> session.find(CachedNote.class, 1L).secret = "changed");

        assertThat(db.bytes("select row_key from CachedNote")).isEqualTo(rowKey);
        assertThat(db.bytes("select photo from CachedNote")).isEqualTo(photo);
        db.factory.getCache().evictAllRegions();
        assertThat(find().secret).isEqualTo("changed");
    }

    @Test
    void attack06_anUpdateThroughACacheEntryWritesARowKeyUnderTheActiveKek() {
        byte[] before = db.bytes("select row_key from CachedNote");
        ring.rotateKek("default");

        db.run(session -> session.find(CachedNote.class, 1L).secret = "changed");

        byte[] after = db.bytes("select row_key from CachedNote");
        assertThat(java.util.Arrays.copyOfRange(after, 3, 11))
                .isNotEqualTo(java.util.Arrays.copyOfRange(before, 3, 11));
        assertThat(java.util.Arrays.copyOfRange(after, 51, 83)).isEqualTo(java.util.Arrays.copyOfRange(before, 51, 83));
        db.factory.getCache().evictAllRegions();
        assertThat(find().secret).isEqualTo("changed");
        assertThat(find().mail).isEqualTo("top@secret.example.org");
    }

    @Test
    void theQueryCacheHitsWithoutPlaintextInKeysAndResults() {
        String hql = "select n.secret from CachedNote n where n.mail = :m";
        assertThat(byMail(hql, "top@secret.example.org")).isEqualTo("TOPSECRET");
        db.forgetStatements();

        assertThat(byMail(hql, "top@secret.example.org")).isEqualTo("TOPSECRET");

        assertThat(db.statements("select")).isEmpty();
        assertThat(cacheContents()).contains("CachedNote").doesNotContain("TOPSECRET", "top@secret");
    }

    @Test
    void keysOfTheQueryCacheCarryNoHashOfTheValue() {
        String hql = "select n.id from CachedNote n where n.mail = :m";
        for (String mail : new String[] {"top@secret.example.org", "other@secret.example.org"}) {
            db.call(session -> session.createSelectionQuery(hql, Long.class)
                    .setParameter("m", mail)
                    .setCacheable(true)
                    .list());
        }

        List<Integer> hashes = queryKeyHashes();
        assertThat(hashes).hasSize(2);
        assertThat(hashes.get(0)).isEqualTo(hashes.get(1));
    }

    @Test
    void aCellHasNoHashOfItsValue() {
        Cell one = Cell.ofValue(new byte[] {1});
        Cell other = Cell.ofValue(new byte[] {2, 3});

        assertThat(one).isNotEqualTo(other).hasSameHashCodeAs(other);
    }

    private static List<Integer> queryKeyHashes() {
        List<Integer> hashes = new ArrayList<>();
        CacheManager manager = Caching.getCachingProvider().getCacheManager();
        for (String name : manager.getCacheNames()) {
            for (Cache.Entry<?, ?> entry : manager.getCache(name)) {
                if (entry.getKey() instanceof QueryKey key) {
                    hashes.add(key.hashCode());
                }
            }
        }
        return hashes;
    }

    private static String cacheContents() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CacheManager manager = Caching.getCachingProvider().getCacheManager();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            for (String name : manager.getCacheNames()) {
                for (Cache.Entry<?, ?> entry : manager.getCache(name)) {
                    output.writeObject(entry.getKey());
                    output.writeObject(entry.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
