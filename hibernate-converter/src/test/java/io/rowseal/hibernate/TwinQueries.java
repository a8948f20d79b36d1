package io.rowseal.hibernate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.hibernate.query.CommonQueryContract;

/** HQL and Criteria of a {@link TwinWorker}, over the worker's own rows. */
final class TwinQueries {

    private record Restriction(String hql, Map<String, Object> parameters) {}

    private final TwinWorker worker;
    private final RandomGenerator random;

    TwinQueries(TwinWorker worker) {
        this.worker = worker;
        this.random = worker.random;
    }

    private Restriction restriction(Twins twins, String alias) {
        String attribute = List.of("email", "number", "letter").get(random.nextInt(3));
        String path = alias + "." + attribute;
        Map<String, Object> parameters = new LinkedHashMap<>();
        Object one = present(attribute);
        String hql = switch (random.nextInt(8)) {
            case 0, 1 -> {
                parameters.put("one", one);
                yield path + " = :one";
            }
            case 2 -> {
                parameters.put("one", one);
                yield path + " <> :one";
            }
            case 3 -> {
                parameters.put("list", List.of(one, present(attribute), present(attribute)));
                yield path + " in :list";
            }
            case 4 -> path + " is null";
            case 5 -> {
                parameters.put("one", one);
                yield "not (" + path + " = :one) and " + alias + ".open is not null";
            }
            case 6 -> {
                parameters.put("one", one);
                yield path + " in (select other." + attribute + " from " + twins.entityName + " other where other."
                        + attribute + " = :one)";
            }
            default -> alias + ".id = " + worker.anyId(twins);
        };
        return new Restriction(
                alias + ".id between " + worker.firstId() + " and " + worker.endOfIds() + " and " + hql, parameters);
    }

    private Object present(String attribute) {
        Object value = null;
        while (value == null) {
            value = TwinValues.random(attribute, random, worker.owner);
        }
        return value;
    }

    private static <Q extends CommonQueryContract> Q bind(Q query, Restriction restriction) {
        restriction.parameters().forEach((name, value) -> {
            if (value instanceof List<?> list) {
                query.setParameterList(name, list);
            } else {
                query.setParameter(name, value);
            }
        });
        return query;
    }

    void select(Twins twins) {
        worker.becomeWriter();
        if (random.nextInt(4) == 0) {
            byCriteria(twins);
            return;
        }
        Restriction restriction = restriction(twins, "e");
        worker.both("select " + twins + " " + restriction.hql(), side -> {
            var query = side.session(worker.slot())
                    .createSelectionQuery(
                            "from " + twins.entityName + " e where " + restriction.hql() + " order by e.id",
                            twins.type(side.secret));
            List<?> found = bind(query, restriction).list();
            found.forEach(side::hold);
            return found;
        });
    }

    private void byCriteria(Twins twins) {
        Object letter = present("letter");
        worker.both("criteria " + twins, side -> criteria(side, twins.type(side.secret), letter));
    }

    private <E> List<E> criteria(TwinSide side, Class<E> type, Object letter) {
        var session = side.session(worker.slot());
        var builder = session.getCriteriaBuilder();
        var query = builder.createQuery(type);
        var root = query.from(type);
        query.where(
                builder.equal(root.get("letter"), letter),
                builder.between(root.get("id"), worker.firstId(), worker.endOfIds()));
        query.orderBy(builder.asc(root.get("id")));
        return session.createSelectionQuery(query).list();
    }

    void project(Twins twins) {
        worker.becomeWriter();
        Restriction restriction = restriction(twins, "e");
        String selected = random.nextBoolean()
                ? "e.id, e.text, e.number, e.nest.tree, e.changed, e.bytes, e.kind, e.flag, e.email, e.letter"
                : "count(e), count(distinct e.email)";
        String order = selected.startsWith("count") ? "" : " order by e.id";
        worker.both("project " + twins + " " + restriction.hql(), side -> {
            var query = side.session(worker.slot())
                    .createSelectionQuery(
                            "select " + selected + " from " + twins.entityName + " e where " + restriction.hql()
                                    + order,
                            Object[].class);
            return bind(query, restriction).list();
        });
    }

    void bulkUpdate(Twins twins) {
        worker.becomeWriter();
        Restriction restriction = restriction(twins, "e");
        String attribute = TwinValues.ALL.get(random.nextInt(TwinValues.ALL.size()));
        Object value = TwinValues.random(attribute, random, worker.owner);
        String versioned = twins.versioned && random.nextBoolean() ? "versioned " : "";
        String assigned = value == null && random.nextBoolean() ? "null" : ":assigned";
        String hql = "update " + versioned + twins.entityName + " e set e." + attribute + " = " + assigned + " where "
                + restriction.hql();
        worker.both("bulk-update " + hql + restriction.parameters(), side -> {
            var query = bind(side.session(worker.slot()).createMutationQuery(hql), restriction);
            if (assigned.equals(":assigned")) {
                query.setParameter("assigned", TwinValues.copy(value));
            }
            return query.executeUpdate();
        });
    }

    void bulkDelete(Twins twins) {
        worker.becomeWriter();
        Restriction restriction = restriction(twins, "e");
        worker.both(
                "bulk-delete " + twins,
                side -> bind(
                                side.session(worker.slot())
                                        .createMutationQuery(
                                                "delete from " + twins.entityName + " e where " + restriction.hql()),
                                restriction)
                        .executeUpdate());
    }
}
