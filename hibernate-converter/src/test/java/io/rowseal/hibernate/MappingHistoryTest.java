package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.HistoryVersions.Version;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.hibernate.Session;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Random histories of mapping versions over the same rows: each start is refused, or every query over the encrypted attribute gives
 * what it gives over its plain twin. A start with the version that wrote all rows is never refused.
 *
 * <p>A restart runs the data check of a start on a SessionFactory that exists already; a few histories really start anew. Tables
 * are so small that the check sees each row. With {@code -Drowseal.test.long=true} there are 100,000 histories.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MappingHistoryTest {

    private static final long SEED = 20261128;
    private static final int HISTORIES = Boolean.getBoolean("rowseal.test.long") ? 100_000 : 2_000;
    private static final int RESTARTING_HISTORIES = 20;
    private static final int STEPS = 6;

    /** The data check reads as many from each end. */
    private static final int MOST_ROWS = 10;

    private static final List<String> VALUES = List.of("a", "b", "Berlin", "");

    /** A SessionFactory, and what it was made of. */
    private record Started(Class<? extends Version> version, Metadata metadata, SessionFactoryImplementor factory) {

        boolean isIndexed() {
            try {
                return version.getDeclaredField("content").isAnnotationPresent(BlindIndex.class);
            } catch (NoSuchFieldException e) {
                throw new AssertionError(e);
            }
        }

        String entity() {
            return version.getSimpleName();
        }

        void check() {
            factory.inSession(session -> session.doWork(connection ->
                    new StoredValuesCheck(connection, metadata, factory).check(EncryptedModel.of(metadata))));
        }
    }

    private final KeyRing ring = TestKeyRing.create();
    private final String url = TestDatabase.H2.newDatabase();
    private final Map<Class<? extends Version>, Started> factories = new HashMap<>();
    private final TestSessions tables = new TestSessions(url, "sa", null, Map.of("hibernate.hbm2ddl.auto", "none"));
    private int started;
    private int refused;

    @BeforeAll
    void create() {
        tables.execute("create table history (id bigint primary key, plain varchar(255), content varbinary(4000),"
                + " row_key varbinary(83),"
                + " content_bidx varbinary(17) generated always as (substring(content from 2 for 17)))");
        tables.execute("create index ix_history on history (content_bidx)");
        HistoryVersions.ALL.forEach(version -> factories.put(version, start(version)));
    }

    @AfterAll
    void close() {
        factories.values().forEach(each -> each.factory().close());
        tables.close();
        ring.close();
    }

    @Test
    void f02h_historiesOfMappingsAreRefusedOrEqualTheirTwin() {
        for (int i = 0; i < HISTORIES; i++) {
            run(new Random(SEED + i), this::checked, each -> {});
        }
        assertThat(started).as("refused %d", refused).isGreaterThan(HISTORIES);
        assertThat(refused).as("started %d", started).isGreaterThan(HISTORIES);
    }

    @Test
    void f02h_historiesOfRealRestartsAreRefusedOrEqualTheirTwin() {
        for (int i = 0; i < RESTARTING_HISTORIES; i++) {
            run(new Random(-SEED - i), this::start, each -> each.factory().close());
        }
        assertThat(started).as("refused %d", refused).isGreaterThan(RESTARTING_HISTORIES);
        assertThat(refused).as("started %d", started).isGreaterThan(RESTARTING_HISTORIES);
    }

    private interface Starter {
        Started start(Class<? extends Version> version);
    }

    private interface Stopper {
        void stop(Started started);
    }

    private void run(Random random, Starter starter, Stopper stopper) {
        tables.execute("delete from history");
        changeDdl(random);
        Map<Long, Class<?>> writers = new HashMap<>();
        List<String> history = new ArrayList<>();
        Class<? extends Version> version = pick(random, HistoryVersions.ALL);
        for (int step = 0; step < STEPS; step++) {
            version = random.nextInt(3) == 0 ? version : pick(random, HistoryVersions.ALL);
            history.add(version.getSimpleName());
            Started running = startOrRefuse(starter, version, writers, history);
            if (running != null) {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    change(random, running, writers);
                }
                compare(running, history);
                stopper.stop(running);
            }
        }
    }

    private @Nullable Started startOrRefuse(
            Starter starter, Class<? extends Version> version, Map<Long, Class<?>> writers, List<String> history) {
        try {
            Started running = starter.start(version);
            started++;
            return running;
        } catch (ConfigurationException e) {
            refused++;
            assertThat(writers.values()).as("%s: %s", history, e.getMessage()).anyMatch(writer -> writer != version);
            return null;
        }
    }

    /** Without an index on the index column the check has the rows alone. */
    private void changeDdl(Random random) {
        tables.execute("drop index if exists ix_history");
        if (random.nextBoolean()) {
            tables.execute("create index ix_history on history (content_bidx)");
        }
    }

    private void change(Random random, Started running, Map<Long, Class<?>> writers) {
        long id = random.nextInt(MOST_ROWS);
        String value = random.nextInt(8) == 0 ? null : pick(random, VALUES);
        Class<? extends Version> version = running.version();
        running.factory().inTransaction(session -> {
            Version row = session.find(version, id);
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (row != null) {
                        session.remove(row);
                        writers.remove(id);
                    }
                }
                case 1 -> {
                    int changed = session.createMutationQuery("update " + running.entity()
                                    + " set content = :typed, plain = :plain where id = :id")
                            .setParameter("typed", newRow(version).typed(value))
                            .setParameter("plain", value)
                            .setParameter("id", id)
                            .executeUpdate();
                    if (changed > 0) {
                        writers.put(id, version);
                    }
                }
                default -> {
                    Version written = row == null ? newRow(version) : row;
                    boolean changes = row == null || !Objects.equals(row.plain, value);
                    written.id = id;
                    written.set(value);
                    if (row == null) {
                        session.persist(written);
                    }
                    if (changes) {
                        writers.put(id, version);
                    }
                }
            }
        });
    }

    private static void compare(Started running, List<String> history) {
        running.factory().inSession(session -> {
            assertThat(session.createSelectionQuery("from " + running.entity(), running.version())
                            .list())
                    .as("%s", history)
                    .allSatisfy(row -> assertThat(row.read()).isEqualTo(row.plain));
            if (running.isIndexed()) {
                for (String value : VALUES) {
                    for (String condition : List.of("%s = :value", "%s <> :value", "%s in (:value, null)")) {
                        assertThat(found(
                                        session,
                                        running,
                                        condition,
                                        "content",
                                        newRow(running.version()).typed(value)))
                                .as("%s %s '%s'", history, condition, value)
                                .isEqualTo(found(session, running, condition, "plain", value));
                    }
                }
            }
        });
    }

    private static List<Long> found(
            Session session, Started running, String condition, String attribute, Object value) {
        var query = session.createSelectionQuery(
                "select id from " + running.entity() + " where " + condition.formatted(attribute) + " order by id",
                Long.class);
        if (condition.contains(":value")) {
            query.setParameter("value", value);
        }
        return query.list();
    }

    private static Version newRow(Class<? extends Version> version) {
        try {
            return version.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T pick(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Started checked(Class<? extends Version> version) {
        Started running = factories.get(version);
        running.check();
        return running;
    }

    private Started start(Class<? extends Version> version) {
        Map<String, Object> settings = Map.of(
                "hibernate.connection.url",
                url,
                "hibernate.connection.username",
                "sa",
                "hibernate.connection.password",
                "",
                "hibernate.hbm2ddl.auto",
                "none",
                RowsealSettings.KEY_RING,
                ring);
        Metadata metadata = new MetadataSources(new StandardServiceRegistryBuilder()
                        .applySettings(settings)
                        .build())
                .addAnnotatedClass(version)
                .buildMetadata();
        return new Started(version, metadata, (SessionFactoryImplementor) metadata.buildSessionFactory());
    }
}
