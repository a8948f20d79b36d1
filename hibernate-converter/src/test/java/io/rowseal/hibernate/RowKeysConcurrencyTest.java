package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.hibernate.JDBCException;
import org.hibernate.StaleStateException;
import org.hibernate.StatelessSession;
import org.hibernate.annotations.DynamicUpdate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two jobs give rows their keys while writers of every kind write into the same rows: nobody's value is lost. */
class RowKeysConcurrencyTest {

    private static final int ROWS = 12;
    private static final int TRIALS = Boolean.getBoolean("rowseal.test.long") ? 500 : 8;
    private static final int CELL = 0xF9;

    @MappedSuperclass
    abstract static class Row {
        @Id
        Long id;

        @Encrypted
        String zero;

        @Encrypted
        @BlindIndex
        String one;

        @Encrypted(storage = Storage.TEXT)
        String two;

        void set(int column, String value) {
            switch (column) {
                case 0 -> zero = value;
                case 1 -> one = value;
                default -> two = value;
            }
        }

        String get(int column) {
            return column == 0 ? zero : column == 1 ? one : two;
        }
    }

    @Entity(name = "Shared")
    @DynamicUpdate
    static class Shared extends Row {}

    @Entity(name = "Whole")
    static class Whole extends Row {
        @Version
        int version;
    }

    /** Writes a value into one column of one row. */
    private interface Writer {
        void write(long id, int column, String value);
    }

    static List<TestDatabase> databases() {
        return TestDatabase.tested();
    }

    private TestSessions open(TestDatabase database, KeyRing ring) {
        return new TestSessions(
                database.newDatabase(),
                database.user(),
                ring,
                Map.of("hibernate.connection.pool_size", "20"),
                Shared.class,
                Whole.class);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void f07f_partialUpdatesBesideTwoJobsLoseNothing(TestDatabase database) throws Exception {
        try (KeyRing ring = TestKeyRing.create();
                TestSessions db = open(database, ring)) {
            Writer partial = (id, column, value) ->
                    db.run(session -> session.find(Shared.class, id).set(column, value));
            run(db, Shared.class, List.of(partial, partial, partial));
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void f07f_wholeStatelessAndUpsertingWritersBesideTwoJobsLoseNothing(TestDatabase database) throws Exception {
        try (KeyRing ring = TestKeyRing.create();
                TestSessions db = open(database, ring)) {
            Writer whole = (id, column, value) ->
                    db.run(session -> session.find(Whole.class, id).set(column, value));
            run(
                    db,
                    Whole.class,
                    List.of(
                            whole,
                            (id, column, value) -> stateless(db, id, column, value, StatelessSession::update),
                            (id, column, value) -> stateless(db, id, column, value, StatelessSession::upsert)));
        }
    }

    private static void stateless(
            TestSessions db,
            long id,
            int column,
            String value,
            java.util.function.BiConsumer<StatelessSession, Object> write) {
        db.factory.inStatelessTransaction(session -> {
            Whole row = session.get(Whole.class, id);
            row.set(column, value);
            write.accept(session, row);
        });
    }

    private static <R extends Row> void run(TestSessions db, Class<R> type, List<Writer> writers) throws Exception {
        for (long id = 0; id < ROWS; id++) {
            R row = type.getDeclaredConstructor().newInstance();
            row.id = id;
            for (int column = 0; column < writers.size(); column++) {
                row.set(column, "start " + id);
            }
            db.run(session -> session.persist(row));
        }
        ExecutorService threads = Executors.newFixedThreadPool(writers.size() + 2);
        try {
            for (int trial = 0; trial < TRIALS; trial++) {
                KeylessRows.make(db, type);
                trial(db, type, writers, threads, trial);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void trial(
            TestSessions db, Class<? extends Row> type, List<Writer> writers, ExecutorService threads, int trial)
            throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> running = new ArrayList<>();
        for (int column = 0; column < writers.size(); column++) {
            int own = column;
            running.add(threads.submit(after(start, () -> {
                for (long id : shuffled(trial * 10L + own)) {
                    retried(() -> writers.get(own).write(id, own, value(trial, id, own)));
                }
            })));
        }
        for (int job = 0; job < 2; job++) {
            int own = job;
            running.add(threads.submit(after(start, () -> {
                if (own == 0) {
                    retried(() -> RowKeys.of(db.factory).giveAll(type, 1));
                } else {
                    for (long id : shuffled(trial)) {
                        retried(() -> db.run(
                                session -> RowKeys.of(session.getFactory()).give(session, type, List.of(id))));
                    }
                }
            })));
        }
        start.countDown();
        for (Future<?> each : running) {
            each.get();
        }
        check(db, type, trial);
    }

    private static String value(int trial, long id, int column) {
        return "trial " + trial + " row " + id + " column " + column;
    }

    private static Callable<Void> after(CountDownLatch start, Runnable work) {
        return () -> {
            start.await();
            work.run();
            return null;
        };
    }

    private static List<Long> shuffled(long seed) {
        List<Long> ids = new ArrayList<>(LongStream.range(0, ROWS).boxed().toList());
        Collections.shuffle(ids, new Random(seed));
        return ids;
    }

    /** What databases and versions refuse is tried again, as an application would. */
    private static void retried(Runnable work) {
        for (int attempt = 0; ; attempt++) {
            try {
                work.run();
                return;
            } catch (OptimisticLockException | StaleStateException | JDBCException e) {
                requireFew(attempt, e);
            }
        }
    }

    private static void requireFew(int attempt, PersistenceException failure) {
        if (attempt > 200) {
            throw failure;
        }
    }

    private static void check(TestSessions db, Class<? extends Row> type, int trial) {
        for (long id = 0; id < ROWS; id++) {
            long row = id;
            Row found = db.call(session -> session.find(type, row));
            for (int column = 0; column < 3; column++) {
                assertThat(found.get(column)).isEqualTo(value(trial, id, column));
            }
            String where = " from " + type.getSimpleName() + " where id = " + id;
            assertThat(db.bytes("select row_key" + where)).as("trial " + trial).hasSize(83);
            assertThat(db.bytes("select zero" + where)).as("trial " + trial).startsWith(CELL);
            assertThat(db.bytes("select one" + where)[18]).as("trial " + trial).isEqualTo((byte) CELL);
            assertThat((String) db.stored("select two" + where))
                    .as("trial " + trial)
                    .startsWith("rs1.-");
        }
    }
}
