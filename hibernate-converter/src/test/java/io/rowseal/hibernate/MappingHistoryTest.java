package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.HistoryVersions.Change;
import io.rowseal.hibernate.HistoryVersions.Version;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.stored.StoredValuesCheck;
import io.rowseal.keys.KeyRing;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.hibernate.Session;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of mapping versions over the same rows: each start is refused, or every query over the encrypted attribute gives
 * what it gives over its plain twin. A start with the version that wrote all rows is never refused. Between two starts the table may
 * be altered too.
 *
 * <p>A restart runs the data check of a start on a SessionFactory that exists already; a few histories really start anew. Tables
 * are so small that the check sees each row. With {@code -Drowseal.test.long=true} there are 100,000 histories
 * on H2.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MappingHistoryTest {

    private static final long SEED = 20261128;
    private static final boolean LONG = Boolean.getBoolean("rowseal.test.long");
    private static final int STEPS = 6;

    /** The data check reads as many from each end. */
    private static final int MOST_ROWS = 10;

    /** A SessionFactory, and what it was made of. */
    private record Started(Class<? extends Version> version, Metadata metadata, SessionFactoryImplementor factory) {

        String entity() {
            return version.getSimpleName();
        }

        void check() {
            factory.inSession(session -> session.doWork(connection ->
                    new StoredValuesCheck(connection, metadata, factory).check(EncryptedModel.of(metadata))));
        }
    }

    @Parameter
    TestDatabase database;

    private final Map<Class<? extends Version>, Started> factories = new HashMap<>();
    private KeyRing ring;
    private HistoryTable table;
    private HistoryCounts counts;

    @BeforeParameterizedClassInvocation
    void create() {
        ring = TestKeyRing.create();
        table = new HistoryTable(database, ring);
        HistoryVersions.ALL.forEach(version -> factories.put(version, start(version)));
    }

    @BeforeEach
    void count() {
        counts = new HistoryCounts();
    }

    @AfterParameterizedClassInvocation
    void close() {
        factories.values().forEach(each -> each.factory().close());
        factories.clear();
        table.close();
        ring.close();
    }

    @Test
    void f02h_historiesOfMappingsAreRefusedOrEqualTheirTwin(TestReporter reporter) {
        for (int i = 0; i < histories(); i++) {
            if (i % 1_000 == 0) {
                table.anew();
            }
            run(SEED + i, this::checked, each -> {});
            if ((i + 1) % 1_000 == 0) {
                reporter.publishEntry(database + ", " + (i + 1) + " histories", counts.toString());
            }
        }
        counts.assertAll(histories());
    }

    @Test
    void f02h_historiesOfRealRestartsAreRefusedOrEqualTheirTwin() {
        int histories = database == TestDatabase.H2 ? 20 : 5;
        for (int i = 0; i < histories; i++) {
            run(-SEED - i, this::start, each -> each.factory().close());
        }
        counts.assertStarts(histories);
    }

    /** A server costs more for each than a database in memory. */
    private int histories() {
        if (database == TestDatabase.H2) {
            return LONG ? 100_000 : 2_000;
        }
        return LONG ? 5_000 : 100;
    }

    private interface Starter {
        Started start(Class<? extends Version> version);
    }

    private interface Stopper {
        void stop(Started started);
    }

    private void run(long seed, Starter starter, Stopper stopper) {
        table.empty();
        Random random = new Random(seed);
        Map<Long, Class<?>> writers = new HashMap<>();
        List<String> history = new ArrayList<>(List.of("seed " + seed));
        Class<? extends Version> former = null;
        for (int step = 0; step < STEPS; step++) {
            Class<? extends Version> version =
                    former != null && random.nextInt(3) == 0 ? former : pick(random, HistoryVersions.ALL);
            Set<Change> changes =
                    former == null ? EnumSet.noneOf(Change.class) : HistoryVersions.changes(former, version);
            if (random.nextInt(6) == 0) {
                history.add(table.alter(random));
                changes.add(Change.DDL);
            }
            history.add(version.getSimpleName());
            Started running = startOrRefuse(starter, version, writers, history);
            counts.add(changes, running != null);
            if (running != null) {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    change(random, running, writers);
                }
                compare(random, running, history);
                stopper.stop(running);
            }
            former = version;
        }
    }

    private @Nullable Started startOrRefuse(
            Starter starter, Class<? extends Version> version, Map<Long, Class<?>> writers, List<String> history) {
        try {
            return starter.start(version);
        } catch (ConfigurationException e) {
            assertThat(writers.values()).as("%s: %s", history, e.getMessage()).anyMatch(writer -> writer != version);
            return null;
        }
    }

    private void change(Random random, Started running, Map<Long, Class<?>> writers) {
        long id = random.nextInt(MOST_ROWS);
        String value = random.nextInt(8) == 0 ? null : pick(random, HistoryVersions.VALUES);
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

    /** Each value with one of the operators: all would take most of the time, and there are many histories. */
    private static void compare(Random random, Started running, List<String> history) {
        running.factory().inTransaction(session -> {
            assertThat(session.createSelectionQuery("from " + running.entity(), running.version())
                            .list())
                    .as("%s", history)
                    .allSatisfy(row -> assertThat(row.read()).isEqualTo(row.plain));
            if (HistoryVersions.isIndexed(running.version())) {
                for (String value : HistoryVersions.VALUES) {
                    String condition = pick(random, List.of("%s = :value", "%s <> :value", "%s in (:value, null)"));
                    Object typed = newRow(running.version()).typed(value);
                    assertThat(found(session, running, condition, "content", typed))
                            .as("%s %s '%s'", history, condition, value)
                            .isEqualTo(found(session, running, condition, "plain", value));
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
        Map<String, Object> settings = table.settings();
        Metadata metadata = new MetadataSources(new StandardServiceRegistryBuilder()
                        .applySettings(settings)
                        .build())
                .addAnnotatedClass(version)
                .buildMetadata();
        return new Started(version, metadata, (SessionFactoryImplementor) metadata.buildSessionFactory());
    }
}
