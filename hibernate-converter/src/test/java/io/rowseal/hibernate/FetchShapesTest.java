package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.hibernate.FetchTwins.*;
import io.rowseal.keys.KeyRing;
import jakarta.persistence.EntityGraph;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.hibernate.HibernateException;
import org.hibernate.Session;
import org.hibernate.Version;
import org.hibernate.query.SelectionQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to fetch, to page and to lock, for entities of every shape: what is read is what their plain twins read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OnHibernate72
class FetchShapesTest {

    private static final List<String> FETCHES = List.of(
            "from %s p left join fetch p.tags order by p.id",
            "from %s p join fetch p.tags order by p.id",
            "select distinct p from %s p left join fetch p.tags order by p.id",
            "from %s p left join fetch p.secrets order by p.id desc",
            "from %s p left join fetch p.tags left join fetch p.marks order by p.id",
            "from %s p left join fetch p.tags left join fetch p.boss order by p.id",
            "from %s p left join fetch p.boss b left join fetch b.tags order by p.id",
            "from %s p left join fetch p.tags where p.name = 'name 1' order by p.id",
            "from %s p left join fetch p.tags where p.home.city = 'city 1' order by p.id",
            "from %s p left join fetch p.tags left join p.boss b where b.name = 'boss 1' order by b.id, p.id",
            "from %s p left join fetch p.tags where p.id in (select q.id from %s q where q.name = p.name) order by p.id",
            "from %s p left join fetch p.tags where p.plain = 'plain 1' order by p.plain, p.id desc",
            "from %s p order by p.id",
            "from %s p left join fetch p.boss order by p.id",
            "select p.name, p.born, p.letter, p.home.street from %s p order by p.id",
            "select p, b from %s p left join p.boss b order by p.id",
            "select p.name, t from %s p left join p.tags t order by p.id, t",
            "select p.name, s from %s p join p.secrets s order by p.id, index(s)");

    private final KeyRing ring = TestKeyRing.create();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Map<String, TestSessions> databases = new HashMap<>();

    private record Shape(Class<?> secret, Class<?> plain) {
        @Override
        public String toString() {
            return plain.getSimpleName().substring("Plain".length());
        }
    }

    private static final List<Shape> SHAPES = List.of(
            new Shape(SecretSingle.class, PlainSingle.class),
            new Shape(SecretSingleSub.class, PlainSingleSub.class),
            new Shape(SecretJoined.class, PlainJoined.class),
            new Shape(SecretJoinedSub.class, PlainJoinedSub.class),
            new Shape(SecretUnion.class, PlainUnion.class),
            new Shape(SecretUnionSub.class, PlainUnionSub.class),
            new Shape(SecretSecondary.class, PlainSecondary.class));

    /** What {@code rowseal.mode.all} says: it is for the letters, which are stored as text. */
    private static final List<String> MODES =
            List.of("strict", "write-ciphertext until 2099-12-31", "write-plaintext until 2099-12-31");

    static Stream<Arguments> cases() {
        return TestDatabase.tested().stream()
                .flatMap(database -> MODES.stream()
                        .flatMap(mode -> SHAPES.stream().map(shape -> Arguments.of(database, mode, shape))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void f10a_f32_everyFetchReadsWhatThePlainTwinReadsInPagesAndWhole(TestDatabase database, String mode, Shape shape) {
        TestSessions sessions = sessions(database, mode);
        for (String fetch : FETCHES) {
            for (int[] page : new int[][] {{0, 0}, {0, 2}, {1, 3}, {5, 10}}) {
                assertSame(sessions, shape, fetch + " " + page[0] + "+" + page[1], (session, type) -> {
                    SelectionQuery<Object> query =
                            session.createSelectionQuery(fetch.replace("%s", type.getSimpleName()), Object.class);
                    if (page[1] > 0) {
                        query.setFirstResult(page[0]).setMaxResults(page[1]);
                    }
                    return query.list();
                });
            }
            if (Version.getVersionString().startsWith("7.2.") && fetch.contains("fetch p.")) {
                // It limits the rows of the join there, in whatever order they come.
                continue;
            }
            assertSame(sessions, shape, "stream of " + fetch, (session, type) -> {
                try (Stream<Object> stream = session.createSelectionQuery(
                                fetch.replace("%s", type.getSimpleName()), Object.class)
                        .setMaxResults(3)
                        .getResultStream()) {
                    return new ArrayList<>(stream.toList());
                }
            });
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void f10a_f32_entityGraphsReadWhatThePlainTwinReadsInPagesAndWhole(
            TestDatabase database, String mode, Shape shape) {
        TestSessions sessions = sessions(database, mode);
        for (String hint : List.of("jakarta.persistence.fetchgraph", "jakarta.persistence.loadgraph")) {
            for (int size : new int[] {2, 100}) {
                assertSame(sessions, shape, hint + " " + size, (session, type) -> {
                    EntityGraph<?> graph = session.createEntityGraph(type);
                    graph.addAttributeNodes("tags", "boss");
                    return session.createSelectionQuery(
                                    "from " + type.getSimpleName() + " p where p.name = 'name 1' order by p.id",
                                    Object.class)
                            .setHint(hint, graph)
                            .setMaxResults(size)
                            .list();
                });
            }
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void f10f_lockedRowsAreReadAsThoseOfThePlainTwin(TestDatabase database, String mode, Shape shape) {
        TestSessions sessions = sessions(database, mode);
        for (LockModeType lock : List.of(LockModeType.PESSIMISTIC_WRITE, LockModeType.PESSIMISTIC_READ)) {
            for (String fetch : List.of(
                    "from %s p where p.id < 5 order by p.id",
                    "from %s p left join fetch p.boss where p.id < 5 order by p.id",
                    "from %s p left join fetch p.tags where p.id < 5 order by p.id",
                    "from %s p where p.name = 'name 1' order by p.id",
                    "select distinct b from %s p join p.boss b order by b.id",
                    "select distinct p from %s p left join p.tags t order by p.id")) {
                assertSame(
                        sessions,
                        shape,
                        lock + " " + fetch,
                        (session, type) -> session.createSelectionQuery(
                                        fetch.replace("%s", type.getSimpleName()), Object.class)
                                .setLockMode(lock)
                                .list());
                assertSame(
                        sessions,
                        shape,
                        lock + " page of " + fetch,
                        (session, type) -> session.createSelectionQuery(
                                        fetch.replace("%s", type.getSimpleName()), Object.class)
                                .setLockMode(lock)
                                .setMaxResults(2)
                                .list());
            }
            assertSame(
                    sessions,
                    shape,
                    lock + " find",
                    (session, type) -> Collections.singletonList(session.find(type, 2L, lock)));
            assertSame(sessions, shape, lock + " lock and refresh", (session, type) -> {
                Object found = session.find(type, 4L);
                session.lock(found, lock);
                session.refresh(found, lock);
                return List.of(found);
            });
        }
    }

    /** The same rows, or the same failure of both. */
    private static void assertSame(
            TestSessions sessions, Shape shape, String what, BiFunction<Session, Class<?>, List<?>> read) {
        assertThat(outcome(sessions, shape.secret, read)).as(what).isEqualTo(outcome(sessions, shape.plain, read));
    }

    private static String outcome(TestSessions sessions, Class<?> type, BiFunction<Session, Class<?>, List<?>> read) {
        try {
            return sessions.call(session -> read.apply(session, type).stream()
                    .map(TwinPrinter::print)
                    .toList()
                    .toString());
        } catch (HibernateException | IllegalArgumentException e) {
            // Hibernate itself cannot page some shapes: then it must fail here as well, and read nothing.
            return "refused";
        }
    }

    private TestSessions sessions(TestDatabase database, String mode) {
        return databases.computeIfAbsent(database + mode, key -> {
            List<Class<?>> entities = new ArrayList<>(List.of(SecretBoss.class, PlainBoss.class));
            entities.addAll(List.of(SecretSingle.class, SecretJoined.class, SecretUnion.class));
            SHAPES.forEach(shape -> entities.addAll(List.of(shape.secret, shape.plain)));
            TestSessions sessions = new TestSessions(
                    database.newDatabase(),
                    database.user(),
                    ring,
                    Map.of("rowseal.mode.all", mode),
                    entities.stream().distinct().toArray(Class[]::new));
            open.add(sessions);
            sessions.run(session -> {
                FetchTwins.fill(session, SecretSingle.class, SecretSingleSub.class, SecretBoss.class);
                FetchTwins.fill(session, PlainSingle.class, PlainSingleSub.class, PlainBoss.class);
                FetchTwins.fill(session, SecretJoined.class, SecretJoinedSub.class, SecretBoss.class);
                FetchTwins.fill(session, PlainJoined.class, PlainJoinedSub.class, PlainBoss.class);
                FetchTwins.fill(session, SecretUnion.class, SecretUnionSub.class, SecretBoss.class);
                FetchTwins.fill(session, PlainUnion.class, PlainUnionSub.class, PlainBoss.class);
                FetchTwins.fill(session, SecretSecondary.class, null, SecretBoss.class);
                FetchTwins.fill(session, PlainSecondary.class, null, PlainBoss.class);
            });
            return sessions;
        });
    }

    @AfterAll
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        ring.close();
    }
}
