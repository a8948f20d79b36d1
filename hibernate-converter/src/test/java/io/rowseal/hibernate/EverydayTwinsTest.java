package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What applications do every day: the same results, by as many statements, as of the plain twin. */
class EverydayTwinsTest extends DatabaseTest {

    @Override
    Class<?>[] entities() {
        return EverydayTwins.all();
    }

    /** Entities of one side. */
    record Side(SessionFactory factory, String name) {

        Object create(String kind, Object... fields) {
            Object created = TwinPrinter.create(EverydayTwins.class, name + kind);
            for (int i = 0; i < fields.length; i += 2) {
                TwinPrinter.set(created, (String) fields[i], fields[i + 1]);
            }
            return created;
        }

        Class<?> type(String kind) {
            return create(kind).getClass();
        }

        Object find(Session session, String kind, long id) {
            return session.find(type(kind), id);
        }

        @SuppressWarnings("unchecked")
        <T> T get(Object target, String field) {
            try {
                return (T) TwinPrinter.field(target, field).get(target);
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }

        String print(Object value) {
            return TwinPrinter.print(value).replaceAll("[\\w.$]+@[0-9a-f]+", "object");
        }

        List<String> list(Session session, String hql, Map<String, ?> parameters) {
            var query = session.createSelectionQuery(hql.replace("%s", name), Object.class);
            parameters.forEach(query::setParameter);
            return query.list().stream().map(this::print).toList();
        }

        void fill() {
            factory.inTransaction(session -> {
                for (long id = 1; id <= 6; id++) {
                    session.persist(customer(id));
                    session.persist(create("Note", "id", id, "title", "title " + id, "text", "text " + id % 2));
                }
            });
        }

        Object customer(long id) {
            Object customer = create(
                    "Customer",
                    "id",
                    id,
                    "name",
                    "name " + id % 3,
                    "plain",
                    "plain " + id % 2,
                    "email",
                    "e" + id,
                    "score",
                    (int) id);
            TwinPrinter.set(customer, "home", create("Address", "street", "h" + id, "city", "city " + id % 2));
            TwinPrinter.set(customer, "work", create("Address", "street", "w" + id, "city", "city " + id % 3));
            for (int i = 0; i < id % 3; i++) {
                this.<List<Object>>get(customer, "contacts")
                        .add(create("Contact", "kind", "k" + i, "number", "n" + id + i));
                this.<Map<String, Object>>get(customer, "byLabel")
                        .put("l" + i, create("Contact", "kind", "k", "number", "m" + id + i));
                this.<List<Object>>get(customer, "orders").add(order(customer, id * 10 + i));
            }
            return customer;
        }

        Object order(Object customer, long id) {
            return create(
                    "Order",
                    "id",
                    id,
                    "state",
                    id % 4 == 0 ? "hidden" : "s" + id % 2,
                    "item",
                    "item " + id % 2,
                    "customer",
                    customer);
        }
    }

    private static Named<BiFunction<Side, List<String>, Object>> scenario(
            String name, BiFunction<Side, List<String>, Object> work) {
        return Named.of(name, work);
    }

    private static Named<BiFunction<Side, List<String>, Object>> query(String hql) {
        return query(hql, Map.of());
    }

    private static Named<BiFunction<Side, List<String>, Object>> query(String hql, Map<String, ?> parameters) {
        return scenario(hql, (side, log) -> side.factory.fromSession(s -> side.list(s, hql, parameters)));
    }

    static Stream<Named<BiFunction<Side, List<String>, Object>>> scenarios() {
        return Stream.concat(
                queries(), EverydayScenarios.all().entrySet().stream().map(e -> scenario(e.getKey(), e.getValue())));
    }

    private static Stream<Named<BiFunction<Side, List<String>, Object>>> queries() {
        return Stream.of(
                query(
                        "select c.id, c.home.city, c.work.street from %sCustomer c where c.home.city = :c and c.work.city <> c.home.city order by c.id",
                        Map.of("c", "city 1")),
                query(
                        "select distinct c.plain from %sCustomer c where c.home.city = 'city 1' or c.work.city = 'city 1' order by c.plain"),
                query(
                        "select c.id from %sCustomer c where exists (select 1 from %sOrder o where o.customer = c and o.item = :i) order by c.id",
                        Map.of("i", "item 1")),
                query(
                        "select new map(c.name as n, (select count(o) from %sOrder o where o.customer = c and o.item = 'item 0') as k) from %sCustomer c where c.email in ('e2', 'e5') order by c.id"),
                query(
                        "select c.id, o.item from %sCustomer c left join c.orders o on o.item = 'item 1' order by c.id, o.id"),
                query("select c.id, k.number from %sCustomer c join c.contacts k order by c.id, index(k)"),
                query("select c.id, key(m), m.number from %sCustomer c join c.byLabel m order by c.id, key(m)"),
                query("select c, count(o) from %sCustomer c left join c.orders o group by c order by c.id"),
                query("select p from %sParty p where type(p) = %sCustomer and p.name = 'name 1' order by p.id"),
                query(
                        "select p.id, treat(p as %sCustomer).email from %sParty p where treat(p as %sCustomer).email <> 'e1' order by p.id"),
                query("select count(distinct c.home.city), count(c.email) from %sCustomer c"),
                query(
                        "select n from %sNote n where n.title in (:t) order by n.id",
                        Map.of("t", List.of("title 1", "title 4"))),
                query("select c.id from %sCustomer c where c.orders is not empty and c.name is not null order by c.id"),
                query(
                        "select c.name, o.item, n.text from %sCustomer c join c.orders o join %sNote n on n.id = c.id order by o.id"),
                query(
                        "select c.id from %sCustomer c where (select max(o.id) from c.orders o where o.item = 'item 1') > 11 order by c.id"));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void whatIsDoneAndReadIsThatOfThePlainTwin(BiFunction<Side, List<String>, Object> scenario) {
        String expected = outcome("Plain", scenario);
        assertThat(outcome("Secret", scenario)).isEqualTo(expected);
    }

    private String outcome(String name, BiFunction<Side, List<String>, Object> scenario) {
        Side side = new Side(db.factory, name);
        try {
            side.fill();
            db.forgetStatements();
            List<String> log = new ArrayList<>();
            log.add(String.valueOf(scenario.apply(side, log)));
            Map<String, Integer> statements = new TreeMap<>();
            // A row key is read before a column of its row is written.
            db.statements("").stream()
                    .filter(sql -> !sql.matches("select \\S*row_key .*"))
                    .forEach(sql -> statements.merge(sql.substring(0, sql.indexOf(' ')), 1, Integer::sum));
            if (log.contains(EverydayScenarios.BATCHED)) {
                // The read of a row key ends a batch of a StatelessSession.
                statements.remove("update");
            }
            log.add(statements.toString());
            side.factory.inSession(session -> {
                log.add(side.list(
                                session,
                                "from %sCustomer c left join fetch c.orders left join fetch c.contacts order by c.id",
                                Map.of())
                        .toString());
                log.add(side.list(
                                session,
                                "select c.id, index(k), k.kind, k.number from %sCustomer c join c.contacts k order by c.id, index(k)",
                                Map.of())
                        .toString());
                log.add(side.list(
                                session,
                                "select c.id, o.id, o.item from %sCustomer c join c.orders o order by o.id",
                                Map.of())
                        .toString());
                log.add(side.list(session, "from %sNote n order by n.id", Map.of())
                        .toString());
            });
            return String.join("\n", log);
        } finally {
            db.factory.inTransaction(session -> {
                for (String table :
                        List.of("Customer_contacts", "Customer_byLabel", "Order", "Note", "Customer", "Party")) {
                    session.doWork(connection -> {
                        try (var statement = connection.createStatement()) {
                            statement.executeUpdate("delete from " + name + table);
                        }
                    });
                }
            });
        }
    }
}
