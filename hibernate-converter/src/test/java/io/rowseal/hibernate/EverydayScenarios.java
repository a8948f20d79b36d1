package io.rowseal.hibernate;

import io.rowseal.hibernate.EverydayTwinsTest.Side;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.hibernate.Hibernate;
import org.hibernate.LockMode;
import org.hibernate.ScrollMode;
import org.hibernate.Timeouts;
import org.hibernate.graph.RootGraph;
import org.hibernate.query.SelectionQuery;

/** Units of work of {@link EverydayTwinsTest}; each gives what it has seen. */
final class EverydayScenarios {

    /** What a scenario logs whose updates are one batch. */
    static final String BATCHED = "batched";

    private EverydayScenarios() {}

    static Map<String, BiFunction<Side, List<String>, Object>> all() {
        Map<String, BiFunction<Side, List<String>, Object>> all = new LinkedHashMap<>();
        all.put(
                "a page of an entity graph with a condition",
                (side, log) -> side.factory().fromSession(session -> {
                    RootGraph<?> graph = session.createEntityGraph(side.type("Customer"));
                    graph.addAttributeNodes("orders");
                    SelectionQuery<?> query = session.createSelectionQuery(
                                    "from " + side.name() + "Customer c where c.name = 'name 1' order by c.id",
                                    side.type("Customer"))
                            .setMaxResults(1)
                            .setFirstResult(1);
                    query.setHint("jakarta.persistence.fetchgraph", graph);
                    return query.list().stream().map(side::print).toList();
                }));
        all.put("a detached entity merged with added and removed orders", (side, log) -> {
            Object detached = side.factory().fromSession(session -> {
                Object found = side.find(session, "Customer", 5);
                Hibernate.initialize(side.get(found, "orders"));
                Hibernate.initialize(side.get(found, "contacts"));
                Hibernate.initialize(side.get(found, "byLabel"));
                return found;
            });
            side.<List<Object>>get(detached, "orders").remove(0);
            side.<List<Object>>get(detached, "orders").add(side.order(detached, 77));
            TwinPrinter.set(detached, "email", "changed");
            side.factory().inTransaction(session -> session.merge(detached));
            return side.factory()
                    .fromSession(session -> side.print(side.find(session, "Customer", 5))
                            + side.list(
                                    session,
                                    "select o from %sOrder o where o.customer.id = 5 order by o.id",
                                    Map.of()));
        });
        all.put("an old detached entity is not merged", (side, log) -> {
            Object old = side.factory().fromSession(session -> side.find(session, "Customer", 1));
            change(side, 1, "email", "new");
            TwinPrinter.set(old, "score", 99);
            return failure(() -> side.factory().inTransaction(session -> session.merge(old)));
        });
        for (String field : List.of("email", "score", "plain", "name")) {
            all.put("a changed " + field, (side, log) -> {
                change(side, 2, field, field.equals("score") ? (Object) 50 : "x");
                return side.factory().fromSession(session -> side.print(side.find(session, "Customer", 2)));
            });
        }
        all.put("a list of embeddables that is changed in the middle", (side, log) -> {
            side.factory().inTransaction(session -> {
                List<Object> contacts = side.get(side.find(session, "Customer", 2), "contacts");
                contacts.add(0, side.create("Contact", "kind", "new", "number", "first"));
                contacts.remove(1);
                TwinPrinter.set(contacts.get(1), "number", "changed");
            });
            return side.factory()
                    .fromSession(session -> side.list(
                            session,
                            "select index(k), k.kind, k.number from %sCustomer c join c.contacts k where c.id = 2 order by index(k)",
                            Map.of()));
        });
        all.put("a map of embeddables with a changed value", (side, log) -> {
            side.factory().inTransaction(session -> {
                Map<String, Object> contacts = side.get(side.find(session, "Customer", 2), "byLabel");
                contacts.put("l0", side.create("Contact", "kind", "new", "number", "other"));
                contacts.remove("l1");
            });
            return side.factory()
                    .fromSession(session -> side.list(
                            session,
                            "select key(m), m.number from %sCustomer c join c.byLabel m order by c.id, key(m)",
                            Map.of()));
        });
        all.put("an embeddable that becomes null", (side, log) -> {
            change(side, 3, "home", null);
            return side.factory()
                    .fromSession(session ->
                            side.list(session, "select c.id from %sCustomer c where c.home.city is null", Map.of()));
        });
        all.put("several stateless rows", (side, log) -> {
            log.add(BATCHED);
            List<Object> rows = LongStream.range(20, 24)
                    .mapToObj(id -> side.create("Note", "id", id, "title", "t" + id, "text", "x"))
                    .toList();
            side.factory().inStatelessTransaction(session -> session.insertMultiple(rows));
            rows.forEach(row -> TwinPrinter.set(row, "text", "y"));
            side.factory().inStatelessTransaction(session -> session.updateMultiple(rows));
            side.factory().inStatelessTransaction(session -> session.deleteMultiple(rows.subList(0, 2)));
            return side.factory()
                    .fromStatelessSession(
                            session -> session.getMultiple(side.type("Note"), List.of(20L, 21L, 22L, 23L, 1L)).stream()
                                    .map(row -> row == null ? "none" : side.print(row))
                                    .toList());
        });
        all.put("several stateless customers with an old version", (side, log) -> {
            List<Object> rows =
                    LongStream.range(20, 23).mapToObj(side::customer).toList();
            side.factory().inStatelessTransaction(session -> session.insertMultiple(rows));
            rows.forEach(row -> TwinPrinter.set(row, "email", "s" + side.get(row, "id")));
            side.factory().inStatelessTransaction(session -> session.updateMultiple(rows));
            rows.forEach(row -> TwinPrinter.set(row, "version", 0));
            String failure =
                    failure(() -> side.factory().inStatelessTransaction(session -> session.updateMultiple(rows)));
            return failure
                    + side.factory()
                            .fromSession(session -> side.list(
                                    session,
                                    "select c.id, c.version, c.email from %sCustomer c order by c.id",
                                    Map.of()));
        });
        all.put("stateless upserts", (side, log) -> {
            List<Object> rows = LongStream.range(5, 8)
                    .mapToObj(id -> side.create("Party", "id", id + 50, "name", "u" + id, "plain", "p"))
                    .toList();
            side.factory().inStatelessTransaction(session -> session.insert(rows.get(0)));
            rows.forEach(row -> TwinPrinter.set(row, "name", "v"));
            side.factory().inStatelessTransaction(session -> session.upsertMultiple(rows));
            return side.factory()
                    .fromSession(session -> side.list(
                            session,
                            "select p.id, p.version, p.name from %sParty p where p.name = 'v' order by p.id",
                            Map.of()));
        });
        all.put("a soft delete, and the title of what was deleted", (side, log) -> {
            side.factory().inTransaction(session -> session.remove(side.find(session, "Note", 2)));
            return failure(() -> side.factory()
                            .inTransaction(
                                    session -> session.persist(side.create("Note", "id", 30L, "title", "title 2"))))
                    + side.factory()
                            .fromSession(session -> side.list(
                                    session, "select count(n) from %sNote n where n.title = 'title 2'", Map.of()));
        });
        all.put(
                "an enabled filter",
                (side, log) -> side.factory().fromSession(session -> {
                    session.enableFilter("ofState");
                    return side.list(session, "select o from %sOrder o where o.item <> 'none' order by o.id", Map.of())
                            + side.print(side.<List<?>>get(side.find(session, "Customer", 5), "orders")
                                    .size());
                }));
        all.put(
                "a locked entity, refreshed",
                (side, log) -> side.factory().fromTransaction(session -> {
                    Object found =
                            session.find(side.type("Customer"), 1L, LockMode.PESSIMISTIC_WRITE, Timeouts.WAIT_FOREVER);
                    TwinPrinter.set(found, "email", "forgotten");
                    session.refresh(found, LockMode.PESSIMISTIC_WRITE);
                    session.lock(found, LockMode.PESSIMISTIC_FORCE_INCREMENT);
                    return side.print(found);
                }));
        all.put(
                "locks that skip",
                (side, log) -> side.factory()
                        .fromTransaction(session -> session
                                .createSelectionQuery(
                                        "from " + side.name() + "Note n where n.title <> 'title 3' order by n.id",
                                        side.type("Note"))
                                .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
                                .setMaxResults(3)
                                .list()
                                .stream()
                                .map(side::print)
                                .toList()));
        all.put(
                "bulk statements",
                (side, log) -> side.factory().fromTransaction(session -> {
                    int changed = session.createMutationQuery("update " + side.name()
                                    + "Customer c set c.score = 7, c.email = 'bulk' where c.home.city = 'city 1' and exists (select 1 from "
                                    + side.name() + "Order o where o.customer = c and o.item = 'item 1')")
                            .executeUpdate();
                    int gone = session.createMutationQuery(
                                    "delete from " + side.name() + "Note n where n.title in ('title 1', 'title 2')")
                            .executeUpdate();
                    return changed + " " + gone;
                }));
        all.put(
                "a scroll with a fetched collection",
                (side, log) -> side.factory().fromSession(session -> {
                    StringBuilder seen = new StringBuilder();
                    try (var rows = session.createSelectionQuery(
                                    "from " + side.name() + "Customer c left join fetch c.orders order by c.id",
                                    side.type("Customer"))
                            .scroll(ScrollMode.FORWARD_ONLY)) {
                        while (rows.next()) {
                            seen.append(side.print(rows.get()));
                        }
                    }
                    return seen;
                }));
        all.put("a replaced child and a removed parent", (side, log) -> {
            side.factory().inTransaction(session -> {
                side.<List<Object>>get(side.find(session, "Customer", 2), "orders")
                        .clear();
                session.remove(side.find(session, "Customer", 5));
            });
            return side.factory()
                    .fromSession(session ->
                            side.list(session, "select o.id, o.item from %sOrder o order by o.id", Map.of()));
        });
        return all;
    }

    private static void change(Side side, long id, String field, Object value) {
        side.factory().inTransaction(session -> TwinPrinter.set(side.find(session, "Customer", id), field, value));
    }

    private static String failure(Runnable work) {
        try {
            work.run();
            return "none ";
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName() + " ";
        }
    }
}
