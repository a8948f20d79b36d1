package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.DynamicUpdate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was read before the row keys were wrapped anew, and is written afterwards: no row goes back to the old KEK, and every row
 * stays readable.
 */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
@OnHibernate72
class StaleKekTest {

    @MappedSuperclass
    static class Record {
        @Id
        Long id;

        @Encrypted
        String name;

        @Encrypted
        String note;

        <R extends Record> R filled(Class<R> type, long newId) {
            id = newId;
            name = "first";
            note = "second";
            return type.cast(this);
        }
    }

    @Entity(name = "WholeRecord")
    static class WholeRecord extends Record {
        @Version
        int version;
    }

    @Entity(name = "PartialRecord")
    @DynamicUpdate
    static class PartialRecord extends Record {}

    @Entity(name = "CachedRecord")
    @Cacheable
    @org.hibernate.annotations.Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    static class CachedRecord extends Record {}

    private TestSessions db;

    static List<TestDatabase> databases() {
        return TestDatabase.tested();
    }

    private void open(TestDatabase database) {
        db = new TestSessions(
                database.newDatabase(),
                database.user(),
                TestKeyRing.create(),
                Map.of(
                        "hibernate.cache.use_second_level_cache", "true",
                        "hibernate.cache.region.factory_class", "jcache",
                        "hibernate.javax.cache.missing_cache_strategy", "create"),
                WholeRecord.class,
                PartialRecord.class,
                CachedRecord.class);
        db.run(session -> {
            session.persist(new WholeRecord().filled(WholeRecord.class, 1));
            session.persist(new PartialRecord().filled(PartialRecord.class, 1));
            session.persist(new CachedRecord().filled(CachedRecord.class, 1));
        });
    }

    @AfterEach
    void close() {
        if (db != null) {
            db.close();
            db.ring.close();
        }
    }

    private RewrapJob job(Class<?> type) {
        return new RewrapJob(db, type.getSimpleName());
    }

    private <R extends Record> void requireCurrent(Class<R> type, String name, String note) {
        assertThat(job(type).stale()).isEmpty();
        Record found =
                db.call(session -> session.createSelectionQuery("from " + type.getSimpleName() + " where id = 1", type)
                        .getSingleResult());
        assertThat(found.name).isEqualTo(name);
        assertThat(found.note).isEqualTo(note);
    }

    private <R extends Record> void writeFromOldSession(Class<R> type) {
        byte[] before = db.bytes("select row_key from " + type.getSimpleName());
        try (Session session = db.factory.openSession()) {
            session.beginTransaction();
            Record loaded = session.find(type, 1L);
            job(type).rotate();
            assertThat(db.bytes("select row_key from " + type.getSimpleName())).isNotEqualTo(before);
            loaded.name = "changed";
            session.getTransaction().commit();
        }
        requireCurrent(type, "changed", "second");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void attack06_anOldSessionWritesARowBackUnderTheNewKek(TestDatabase database) {
        open(database);
        writeFromOldSession(WholeRecord.class);
        writeFromOldSession(PartialRecord.class);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void attack06_aWriterBeforeTheJobGivesTheRowTheNewKekItself(TestDatabase database) {
        open(database);
        for (Class<? extends Record> type : List.of(WholeRecord.class, PartialRecord.class)) {
            try (Session session = db.factory.openSession()) {
                session.beginTransaction();
                Record loaded = session.find(type, 1L);
                db.ring.rotateKek("default");
                assertThat(job(type).stale()).hasSize(1);
                loaded.name = "changed";
                session.getTransaction().commit();
            }
            requireCurrent(type, "changed", "second");
            assertThat(job(type).pass()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void attack06_aDetachedEntityIsMergedUnderTheNewKek(TestDatabase database) {
        open(database);
        for (Class<? extends Record> type : List.of(WholeRecord.class, PartialRecord.class)) {
            Record detached = db.call(session -> session.find(type, 1L));
            job(type).rotate();
            detached.note = "merged";
            db.run(session -> session.merge(detached));
            requireCurrent(type, "first", "merged");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void attack06_anEntryOfTheSecondLevelCacheIsWrittenBackUnderTheNewKek(TestDatabase database) {
        open(database);
        db.run(session -> session.find(CachedRecord.class, 1L));
        job(CachedRecord.class).rotate();
        db.forgetStatements();
        db.run(session -> session.find(CachedRecord.class, 1L).name = "from cache");

        assertThat(db.statements("select")).isEmpty();
        assertThat(db.statements("update")).hasSize(1);
        requireCurrent(CachedRecord.class, "from cache", "second");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void attack06_aStatelessSessionWritesARowUnderTheNewKek(TestDatabase database) {
        open(database);
        db.factory.inStatelessTransaction(session -> {
            WholeRecord loaded = session.get(WholeRecord.class, 1L);
            job(WholeRecord.class).rotate();
            loaded.note = "stateless";
            session.update(loaded);
        });
        requireCurrent(WholeRecord.class, "first", "stateless");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void attack05_aRowStoredByAnUpsertIsReadAfterItsRowKeyWasWrappedAnew(TestDatabase database) {
        open(database);
        for (String value : List.of("inserted", "updated")) {
            CachedRecord record = new CachedRecord().filled(CachedRecord.class, 2);
            record.name = value;
            db.factory.inStatelessTransaction(session -> session.upsert(record));
            byte[] cell = db.bytes("select name from CachedRecord where id = 2");
            job(CachedRecord.class).rotate();

            assertThat(db.bytes("select name from CachedRecord where id = 2")).isEqualTo(cell);
            Record found = db.call(
                    session -> session.createSelectionQuery("from CachedRecord where id = 2", CachedRecord.class)
                            .getSingleResult());
            assertThat(found.name).isEqualTo(value);
            assertThat(found.note).isEqualTo("second");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void attack05_aCellStoredBehindACopyOfItsRowKeyIsReadAfterTheRowKeyWasWrappedAnew(TestDatabase database) {
        open(database);
        byte[] rowKey = db.bytes("select row_key from WholeRecord");
        byte[] cell = db.bytes("select name from WholeRecord");
        db.execute(
                "update WholeRecord set name = ?",
                ByteBuffer.allocate(rowKey.length + cell.length)
                        .put(rowKey)
                        .put(cell)
                        .array());
        job(WholeRecord.class).rotate();

        requireCurrent(WholeRecord.class, "first", "second");
        db.run(session -> session.find(WholeRecord.class, 1L).note = "changed");
        requireCurrent(WholeRecord.class, "first", "changed");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void attack08_twoPartialUpdatesOfARowWithoutRowKeyAtTheSameTimeLoseNothing(TestDatabase database) {
        open(database);
        db.run(session -> session.createMutationQuery("update PartialRecord set name = 'sealed', note = 'value'")
                .executeUpdate());
        db.execute("update PartialRecord set row_key = null");
        try (Session one = db.factory.openSession();
                Session other = db.factory.openSession()) {
            one.beginTransaction();
            other.beginTransaction();
            one.find(PartialRecord.class, 1L).name = "of one";
            other.find(PartialRecord.class, 1L).note = "of the other";
            one.getTransaction().commit();
            other.getTransaction().commit();
        }
        assertThat(db.stored("select row_key from PartialRecord")).isNull();
        requireCurrent(PartialRecord.class, "of one", "of the other");
    }
}
