package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.hibernate.FetchTwins.*;
import io.rowseal.keys.KeyRing;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.query.KeyedPage;
import org.hibernate.query.KeyedResultList;
import org.hibernate.query.Order;
import org.hibernate.query.Page;
import org.hibernate.query.SelectionQuery;
import org.hibernate.query.SortDirection;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaCriteriaQuery;
import org.hibernate.query.criteria.JpaCteCriteria;
import org.hibernate.query.criteria.JpaDerivedRoot;
import org.hibernate.query.criteria.JpaRoot;
import org.hibernate.query.criteria.JpaSubQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Derived tables, common table expressions, set operators, windows, groups, subqueries and expressions: each is read as of plain
 * columns, or refused with the name of the attribute.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OnHibernate72
class DerivedTablesTest {

    private static final String FAILS = "fails";

    private final KeyRing ring = TestKeyRing.create();
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
    void f32_derivedTablesAndTheirLikeReadWhatThePlainTwinReads(TestDatabase database, String mode, Shape shape) {
        TestSessions sessions = sessions(database, mode);
        for (String query : DerivedQueries.READ) {
            if (DerivedQueries.of(query, shape.plain) != null) {
                assertSame(database, sessions, shape, query, (session, type) -> hql(session, query, type));
            }
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void f32_derivedTablesOfEncryptedValuesAreRefusedWithTheNameOfTheAttribute(
            TestDatabase database, String mode, Shape shape) {
        TestSessions sessions = sessions(database, mode);
        for (String line : DerivedQueries.REFUSED) {
            String attribute = line.substring(0, line.indexOf(": "));
            String query = line.substring(line.indexOf(": ") + 2);
            // MariaDB has no arrays.
            boolean known = database != TestDatabase.MARIADB || !query.contains("array_contains");
            if (known && DerivedQueries.of(query, shape.secret) != null) {
                assertRefused(sessions, shape, attribute, query, (session, type) -> hql(session, query, type));
            }
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void f32_entitiesInDerivedTablesReadWhatThePlainTwinReads(TestDatabase database, String mode, Shape shape) {
        TestSessions sessions = sessions(database, mode);
        for (String selected : List.of("x.e", "x.e.name", "x.e.letter", "x.e.id", "x.e.home.city", "x.i")) {
            String query = "select " + selected + " from (select p as e, p.id as i from %s p) x order by x.i";
            // Hibernate cannot join an entity to a derived table: where its own fails, nothing may be read here.
            assertThat(outcome(sessions, shape.secret, (session, type) -> hql(session, query, type)))
                    .as(query)
                    .isEqualTo(outcome(sessions, shape.plain, (session, type) -> hql(session, query, type)));
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void f32_criteriaWithDerivedTablesAreReadOrRefusedAsHqlIs(TestDatabase database, String mode, Shape shape) {
        TestSessions sessions = sessions(database, mode);
        assertSame(database, sessions, shape, "criteria derived", (session, type) -> derived(session, type, "plain"));
        assertSame(
                database, sessions, shape, "criteria derived boss", (session, type) -> derived(session, type, "boss"));
        assertSame(
                database, sessions, shape, "criteria table expression", (session, type) -> cte(session, type, "plain"));
        assertSame(database, sessions, shape, "criteria exists", (session, type) -> exists(session, type));
        for (String attribute : List.of("name", "born", "letter")) {
            assertRefused(
                    sessions,
                    shape,
                    attribute,
                    "criteria derived",
                    (session, type) -> derived(session, type, attribute));
            assertRefused(sessions, shape, attribute, "criteria cte", (session, type) -> cte(session, type, attribute));
            assertRefused(
                    sessions, shape, attribute, "criteria union", (session, type) -> union(session, type, attribute));
            assertRefused(
                    sessions, shape, attribute, "criteria scalar", (session, type) -> scalar(session, type, attribute));
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void f32_pagesByKeyReadWhatThePlainTwinReads(TestDatabase database, String mode, Shape shape) {
        TestSessions sessions = sessions(database, mode);
        assertSame(database, sessions, shape, "pages by id", (session, type) -> pages(session, type, "id"));
        assertSame(database, sessions, shape, "pages by plain", (session, type) -> pages(session, type, "plain"));
        assertRefused(sessions, shape, "name", "pages by name", (session, type) -> pages(session, type, "name"));
    }

    private static List<?> hql(Session session, String query, Class<?> type) {
        SelectionQuery<Object> created = session.createSelectionQuery(DerivedQueries.of(query, type), Object.class);
        if (query.contains(":n")) {
            created.setParameter("n", "name 1");
        }
        List<Object> rows = created.list();
        boolean ordered = query.matches(".* order by .*\\.(id|i)( desc)?( .*)?");
        return ordered
                ? rows
                : rows.stream().sorted(Comparator.comparing(TwinPrinter::print)).toList();
    }

    private static List<?> derived(Session session, Class<?> type, String attribute) {
        JpaCriteriaQuery<Object> query = session.getCriteriaBuilder().createQuery(Object.class);
        JpaSubQuery<Tuple> table = query.subquery(Tuple.class);
        JpaRoot<?> row = (JpaRoot<?>) table.from(type);
        table.multiselect(row.get(attribute).alias("held"), row.get("id").alias("number"));
        JpaDerivedRoot<Tuple> root = query.from(table);
        query.select(root.get("held")).orderBy(session.getCriteriaBuilder().asc(root.get("number")));
        return session.createQuery(query).list();
    }

    private static List<?> cte(Session session, Class<?> type, String attribute) {
        HibernateCriteriaBuilder builder = session.getCriteriaBuilder();
        JpaCriteriaQuery<Tuple> rows = builder.createTupleQuery();
        JpaRoot<?> row = (JpaRoot<?>) rows.from(type);
        rows.multiselect(row.get(attribute).alias("held"), row.get("id").alias("number"));
        JpaCriteriaQuery<Object> query = builder.createQuery(Object.class);
        JpaCteCriteria<Tuple> table = query.with(rows);
        JpaRoot<Tuple> root = query.from(table);
        query.select(root.get("held")).orderBy(builder.asc(root.get("number")));
        return session.createQuery(query).list();
    }

    private static List<?> union(Session session, Class<?> type, String attribute) {
        HibernateCriteriaBuilder builder = session.getCriteriaBuilder();
        JpaCriteriaQuery<Object> first = builder.createQuery(Object.class);
        first.select(first.from(type).get(attribute));
        JpaCriteriaQuery<Object> second = builder.createQuery(Object.class);
        second.select(second.from(type).get(attribute));
        return session.createQuery(builder.unionAll(first, second)).list();
    }

    private static List<?> scalar(Session session, Class<?> type, String attribute) {
        JpaCriteriaQuery<Object> query = session.getCriteriaBuilder().createQuery(Object.class);
        JpaRoot<?> root = (JpaRoot<?>) query.from(type);
        JpaSubQuery<Object> value = query.subquery(Object.class);
        JpaRoot<?> row = (JpaRoot<?>) value.from(type);
        value.select(row.get(attribute)).where(session.getCriteriaBuilder().equal(row.get("id"), root.get("id")));
        query.select(value);
        return session.createQuery(query).list();
    }

    private static List<?> exists(Session session, Class<?> type) {
        HibernateCriteriaBuilder builder = session.getCriteriaBuilder();
        JpaCriteriaQuery<Object> query = builder.createQuery(Object.class);
        JpaRoot<?> root = (JpaRoot<?>) query.from(type);
        JpaSubQuery<Object> same = query.subquery(Object.class);
        JpaRoot<?> row = (JpaRoot<?>) same.from(type);
        same.select(row.get("letter"))
                .where(
                        builder.equal(row.get("name"), root.get("name")),
                        builder.notEqual(row.get("id"), root.get("id")));
        query.select(root.get("letter")).where(builder.exists(same)).orderBy(builder.asc(root.get("id")));
        return session.createQuery(query).list();
    }

    private static <E> List<?> pages(Session session, Class<E> type, String key) {
        List<Object> read = new ArrayList<>();
        List<Order<? super E>> order =
                List.of(Order.by(type, key, SortDirection.ASCENDING), Order.by(type, "id", SortDirection.DESCENDING));
        KeyedPage<E> page = Page.first(2).keyedBy(key.equals("id") ? order.subList(1, 2) : order);
        while (page != null) {
            KeyedResultList<E> result = session.createSelectionQuery("from " + type.getSimpleName(), type)
                    .getKeyedResultList(page);
            read.addAll(result.getResultList());
            page = result.getNextPage();
        }
        return read;
    }

    private static void assertSame(
            TestDatabase database,
            TestSessions sessions,
            Shape shape,
            String what,
            BiFunction<Session, Class<?>, List<?>> read) {
        String plain = outcome(sessions, shape.plain, read);
        if (database == TestDatabase.H2) {
            assertThat(plain).as(what).isNotEqualTo(FAILS);
        }
        assertThat(outcome(sessions, shape.secret, read)).as(what).isEqualTo(plain);
    }

    private static void assertRefused(
            TestSessions sessions,
            Shape shape,
            String attribute,
            String what,
            BiFunction<Session, Class<?>, List<?>> read) {
        assertThatThrownBy(() -> sessions.call(session -> read.apply(session, shape.secret)))
                .as(what)
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("." + attribute + "' is encrypted and cannot be used in ");
    }

    /** The rows, or that Hibernate or a database cannot do this at all, which holds for both twins or for none. */
    private static String outcome(TestSessions sessions, Class<?> type, BiFunction<Session, Class<?>, List<?>> read) {
        try {
            return sessions.call(session -> read.apply(session, type).stream()
                    .map(row -> TwinPrinter.print(row).replace("Plain", "Secret"))
                    .toList()
                    .toString());
        } catch (PersistenceException
                | IllegalArgumentException
                | UnsupportedOperationException
                | ClassCastException e) {
            return FAILS;
        }
    }

    private TestSessions sessions(TestDatabase database, String mode) {
        return databases.computeIfAbsent(database + mode, key -> {
            List<Class<?>> entities = new ArrayList<>(List.of(SecretBoss.class, PlainBoss.class));
            SHAPES.forEach(shape -> entities.addAll(List.of(shape.secret, shape.plain)));
            TestSessions sessions = new TestSessions(
                    database.newDatabase(),
                    database.user(),
                    ring,
                    Map.of("rowseal.mode.all", mode),
                    entities.toArray(Class[]::new));
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
    void close() {
        databases.values().forEach(TestSessions::close);
        ring.close();
    }
}
