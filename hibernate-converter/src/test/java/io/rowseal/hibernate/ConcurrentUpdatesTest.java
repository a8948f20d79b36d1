package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rowseal.keys.KeyRing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.PersistentAttributeInterceptable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Eight threads write an attribute each into the same few rows, some of which have no row key, while the KEK is rotated and row
 * keys are wrapped anew beside them: a hundred rounds in the build, 10,000 with the profile {@code long}.
 */
@OnHibernate72
class ConcurrentUpdatesTest {

    private static final int ROUNDS = Boolean.getBoolean("rowseal.test.long") ? 10_000 : 100;
    private static final int THREADS = Sheet.COLUMNS;
    private static final int ROWS = 4;
    private static final int ROTATED_EVERY = 10;

    /** These have none: they were written before there was one. */
    private static boolean hasRowKey(long row) {
        return row % 2 == 0;
    }

    private static Class<?> type;

    @BeforeAll
    static void enhance() throws Exception {
        type = EnhancedClasses.define("LazySheet");
        assertThat(type).isAssignableTo(PersistentAttributeInterceptable.class);
    }

    @Test
    void attack08_partialUpdatesBesideARewrapLoseNothing() throws Exception {
        run(TestDatabase.H2, ROUNDS);
    }

    @Test
    void attack08_partialUpdatesBesideARewrapLoseNothingOnPostgresql() throws Exception {
        assumeThat(TestDatabase.tested()).contains(TestDatabase.POSTGRESQL);
        run(TestDatabase.POSTGRESQL, Math.min(ROUNDS, 1000));
    }

    @Test
    void onlyWhatIsAskedForIsRead() throws Exception {
        try (KeyRing ring = TestKeyRing.create();
                TestSessions db = new TestSessions(TestDatabase.H2, ring, type)) {
            insertRows(db);
            db.run(session -> {
                Sheet sheet = (Sheet) session.find(type, 0L);
                assertThat(Hibernate.isPropertyInitialized(sheet, "zero")).isTrue();
                assertThat(Hibernate.isPropertyInitialized(sheet, "five")).isFalse();
                assertThat(sheet.get(4)).isNull();
                assertThat(Hibernate.isPropertyInitialized(sheet, "five")).isTrue();
                assertThat(Hibernate.isPropertyInitialized(sheet, "six")).isFalse();
            });
        }
    }

    private static void run(TestDatabase database, int rounds) throws Exception {
        try (KeyRing ring = TestKeyRing.create();
                TestSessions db = new TestSessions(
                        database.newDatabase(),
                        database.user(),
                        ring,
                        Map.of("hibernate.connection.pool_size", "20"),
                        type)) {
            insertRows(db);
            String[][] committed = new String[THREADS][ROWS];
            AtomicBoolean done = new AtomicBoolean();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
            try {
                Future<Integer> rewraps = threads.submit(() -> rewrapUntil(done, db));
                List<Future<?>> writers = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    int number = thread;
                    writers.add(threads.submit(() -> {
                        write(db, number, rounds, committed[number]);
                        return null;
                    }));
                }
                try {
                    for (Future<?> writer : writers) {
                        writer.get();
                    }
                } finally {
                    done.set(true);
                }
                assertThat(rewraps.get()).isGreaterThan(ROWS);
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause().getMessage(), e.getCause());
            } finally {
                threads.shutdownNow();
            }
            checkRows(db, committed);
        }
    }

    private static void insertRows(TestSessions db) {
        for (long row = 0; row < ROWS; row++) {
            long id = row;
            db.run(session -> {
                Sheet sheet = newSheet();
                sheet.setId(id);
                session.persist(sheet);
            });
            if (!hasRowKey(row)) {
                db.execute("update LazySheet set row_key = null where id = ?", row);
            }
        }
    }

    private static Sheet newSheet() {
        try {
            return (Sheet) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(TestSessions db, int thread, int rounds, String[] committed) {
        SplittableRandom random = new SplittableRandom(thread);
        for (int round = 0; round < rounds; round++) {
            long id = random.nextInt(ROWS);
            String value = "thread " + thread + " round " + round;
            String before = db.call(session -> {
                Sheet sheet = (Sheet) session.find(type, id);
                String old = sheet.get(thread);
                sheet.set(thread, value);
                return old;
            });
            assertThat(before).isEqualTo(committed[(int) id]);
            committed[(int) id] = value;
        }
    }

    private static Integer rewrapUntil(AtomicBoolean done, TestSessions db) {
        RewrapJob job = new RewrapJob(db, "LazySheet");
        int rewrapped = 0;
        for (int pass = 0; !done.get() || pass <= ROTATED_EVERY; pass++) {
            if (pass % ROTATED_EVERY == 0) {
                db.ring.rotateKek(KeyRing.DEFAULT_SCOPE);
            }
            rewrapped += job.pass();
        }
        return rewrapped;
    }

    private static void checkRows(TestSessions db, String[][] committed) {
        new RewrapJob(db, "LazySheet").pass();
        assertThat(new RewrapJob(db, "LazySheet").stale()).isEmpty();
        for (long row = 0; row < ROWS; row++) {
            boolean hasRowKey = db.stored("select row_key from LazySheet where id = " + row) != null;
            assertThat(hasRowKey).isEqualTo(hasRowKey(row));
            long id = row;
            for (int thread = 0; thread < THREADS; thread++) {
                int column = thread;
                String found = db.call(session -> ((Sheet) session.find(type, id)).get(column));
                assertThat(found).as("row " + row + " column " + column).isEqualTo(committed[thread][(int) row]);
            }
        }
    }
}
