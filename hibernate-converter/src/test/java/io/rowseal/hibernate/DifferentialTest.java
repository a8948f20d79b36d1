package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rowseal.keys.KeyRing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random operations on encrypted entities and their plain twins must have the same outcome: a few thousand in the build, 200,000
 * with the profile {@code long}. The seed is always the same; {@code rowseal.test.seed} gives another one.
 */
@OnHibernate72
class DifferentialTest {

    private static final boolean LONG = Boolean.getBoolean("rowseal.test.long");
    private static final int WORKERS = 3;

    /** Each of these must succeed often, so that operations that never work cannot be taken for equal ones. */
    private static final List<String> OPERATIONS = List.of(
            "persist",
            "remove",
            "update",
            "change-in-place",
            "merge",
            "merge-changed",
            "flush",
            "clear",
            "evict",
            "refresh",
            "lock",
            "read-only",
            "stateless-insert",
            "stateless-update",
            "select",
            "criteria",
            "project",
            "bulk-update",
            "bulk-delete",
            "find",
            "commit",
            "rollback");

    @TempDir
    Path directory;

    @Test
    void encryptedEntitiesDoWhatTheirPlainTwinsDoOnH2() throws Exception {
        String start = "jdbc:h2:file:" + directory;
        compare(start + "/plain", start + "/secret", "sa", LONG ? 200_000 : 4_000);

        PlaintextScan secretFile = new PlaintextScan(TwinValues.marks());
        secretFile.files(directory, "secret");
        assertThat(secretFile.found).isEmpty();
        PlaintextScan plainFile = new PlaintextScan(TwinValues.marks());
        plainFile.files(directory, "plain");
        assertThat(plainFile.found).contains("file 0");
    }

    @Test
    void encryptedEntitiesDoWhatTheirPlainTwinsDoOnPostgresql() throws Exception {
        TestDatabase database = TestDatabase.POSTGRESQL;
        assumeThat(TestDatabase.tested()).contains(database);
        compare(database.newDatabase(), database.newDatabase(), database.user(), LONG ? 20_000 : 1_500);
    }

    private static void compare(String plainUrl, String secretUrl, String user, int operations) throws Exception {
        long seed = Long.getLong("rowseal.test.seed", 20_250_117L);
        Map<String, Integer> outcomes = new TreeMap<>();
        try (KeyRing ring = TestKeyRing.create();
                TestSessions plain = new TestSessions(plainUrl, user, null, settings(), Twins.types(false));
                TestSessions secret = new TestSessions(secretUrl, user, ring, settings(), Twins.types(true))) {
            ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
            try {
                List<Future<Map<String, Integer>>> workers = new ArrayList<>();
                for (int owner = 1; owner <= WORKERS; owner++) {
                    int number = owner;
                    workers.add(threads.submit(() -> {
                        try (TwinWorker worker =
                                new TwinWorker(number, new SplittableRandom(seed + number), plain, secret)) {
                            worker.run(operations / WORKERS);
                            return worker.outcomes();
                        }
                    }));
                }
                for (Future<Map<String, Integer>> worker : workers) {
                    worker.get().forEach((outcome, times) -> outcomes.merge(outcome, times, Integer::sum));
                }
            } catch (java.util.concurrent.ExecutionException e) {
                throw new AssertionError("seed " + seed + ": " + e.getCause().getMessage(), e.getCause());
            } finally {
                threads.shutdownNow();
            }
            PlaintextScan secretTables = new PlaintextScan(TwinValues.marks());
            secretTables.tables(secretUrl, user);
            assertThat(secretTables.found).isEmpty();
            PlaintextScan plainTables = new PlaintextScan(TwinValues.marks());
            plainTables.tables(plainUrl, user);
            assertThat(plainTables.found).hasSizeGreaterThanOrEqualTo(3 * Twins.values().length);
        }
        for (String operation : OPERATIONS) {
            assertThat(outcomes.getOrDefault(operation, 0))
                    .as(operation + " in " + outcomes)
                    .isGreaterThan(operations / 2000);
        }
    }

    private static Map<String, Object> settings() {
        return new HashMap<>(Map.of(
                "hibernate.connection.pool_size", "12",
                "hibernate.cache.use_second_level_cache", "true",
                "hibernate.cache.region.factory_class", "jcache",
                "hibernate.javax.cache.missing_cache_strategy", "create"));
    }
}
