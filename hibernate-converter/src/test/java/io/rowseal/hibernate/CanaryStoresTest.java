package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Cacheable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.Hibernate;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plaintext is in no file of a database and in no cache, in no form; what is not encrypted is there, so that it would be found. */
class CanaryStoresTest {

    private static final String CANARY = "StoredCanary7";
    private static final String VISIBLE = "VisibleParrot7";

    @Entity(name = "StoredBird")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE, region = "stored_birds")
    static class StoredBird {
        @Id
        Long id;

        @Encrypted
        String song;

        @Encrypted(storage = Storage.TEXT)
        String city;

        @Encrypted
        byte[] egg;

        @Encrypted(json = true)
        List<String> words;

        @Encrypted
        @BlindIndex
        String email;

        @ElementCollection
        @Encrypted
        @Cache(usage = CacheConcurrencyStrategy.READ_WRITE, region = "stored_feathers")
        List<String> feathers = new ArrayList<>();

        String plain;
    }

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void plaintextIsInNoFileOfTheDatabaseAndInNoCache(TestDatabase database) throws IOException {
        boolean file = database == TestDatabase.H2;
        String url =
                file ? "jdbc:h2:file:" + directory.resolve("birds") + ";TRACE_LEVEL_FILE=3" : database.newDatabase();
        try (KeyRing ring = TestKeyRing.create();
                TestSessions db =
                        new TestSessions(url, database.user(), ring, SerializedCaches.SETTINGS, StoredBird.class)) {
            fill(db);
            caches();
            List<Path> places = file ? List.of(directory) : serverFiles(db, database);
            if (file) {
                db.execute("checkpoint sync");
            }
            assertNoCanary(places);
        }
        if (file) {
            assertNoCanary(List.of(directory));
        }
    }

    @Test
    void everyFormIsFound() {
        for (String form : CanaryForms.of(CANARY)) {
            assertThat(CanaryForms.in(("before " + form + " after").getBytes(StandardCharsets.ISO_8859_1), CANARY))
                    .contains(form);
        }
        byte[] encoded = java.util.Base64.getEncoder().encode(("xx" + CANARY + "y").getBytes(StandardCharsets.UTF_8));
        assertThat(CanaryForms.in(encoded, CANARY)).isNotEmpty();
    }

    private static void fill(TestSessions db) {
        db.run(session -> {
            for (long id = 1; id <= 3; id++) {
                StoredBird bird = new StoredBird();
                bird.id = id;
                bird.song = CANARY + "song";
                bird.city = CANARY + "city";
                bird.egg = (CANARY + "egg").getBytes(StandardCharsets.UTF_16LE);
                bird.words = new ArrayList<>(List.of(CANARY + "word"));
                bird.email = CANARY + id;
                bird.feathers.add(CANARY + "feather");
                bird.plain = VISIBLE;
                session.persist(bird);
            }
        });
        db.run(session -> {
            StoredBird bird = session.find(StoredBird.class, 1L);
            bird.song = CANARY + "changed";
            bird.words.add(CANARY + "added");
            bird.feathers.add(CANARY + "second");
        });
        db.run(session -> session.createMutationQuery(
                        "update StoredBird set song = '" + CANARY + "', email = :mail where id = 2")
                .setParameter("mail", CANARY + "bulk")
                .executeUpdate());
        for (int i = 0; i < 2; i++) {
            db.run(session -> {
                for (long id = 1; id <= 3; id++) {
                    Hibernate.initialize(session.find(StoredBird.class, id).feathers);
                }
                session.createSelectionQuery(
                                "select b.song, b.email, b.plain from StoredBird b where b.email = :mail",
                                Object[].class)
                        .setParameter("mail", CANARY + "bulk")
                        .setCacheable(true)
                        .getSingleResult();
                session.createSelectionQuery("from StoredBird where email = :mail", StoredBird.class)
                        .setParameter("mail", CANARY + "1")
                        .setCacheable(true)
                        .getSingleResult();
            });
        }
    }

    private static void caches() {
        Map<String, byte[]> caches = SerializedCaches.all();
        assertThat(caches).containsKeys("stored_birds", "stored_feathers", "default-query-results-region");
        assertThat(CanaryForms.in(caches.get("stored_birds"), VISIBLE)).isNotEmpty();
        assertThat(CanaryForms.in(caches.get("default-query-results-region"), VISIBLE))
                .isNotEmpty();
        caches.forEach((name, content) ->
                assertThat(CanaryForms.in(content, CANARY)).as(name).isEmpty());
    }

    /** Directories and files in which the server keeps this database and its journal. */
    private static List<Path> serverFiles(TestSessions db, TestDatabase database) {
        if (database == TestDatabase.POSTGRESQL) {
            db.factory.inSession(session -> session.doWork(connection -> {
                connection.setAutoCommit(true);
                try (var statement = connection.createStatement()) {
                    statement.execute("checkpoint");
                }
            }));
            Path data = Path.of((String) db.stored("select current_setting('data_directory')"));
            Object number = db.stored("select oid::text from pg_database where datname = current_database()");
            return List.of(data.resolve("base").resolve((String) number), data.resolve("pg_wal"));
        }
        Path data = Path.of((String) db.stored("select @@datadir"));
        return List.of(data.resolve((String) db.stored("select database()")), data.resolve("ib_logfile0"));
    }

    private static void assertNoCanary(List<Path> places) throws IOException {
        boolean visible = false;
        for (Path place : places) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    byte[] content = Files.readAllBytes(file);
                    assertThat(CanaryForms.in(content, CANARY))
                            .as(file.toString())
                            .isEmpty();
                    visible |= !CanaryForms.in(content, VISIBLE).isEmpty();
                }
            }
        }
        assertThat(visible).as("what is not encrypted is found in " + places).isTrue();
    }
}
