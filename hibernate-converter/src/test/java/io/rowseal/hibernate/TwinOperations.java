package io.rowseal.hibernate;

import jakarta.persistence.LockModeType;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.hibernate.Session;

/** What a {@link TwinWorker} can do. Everything random is chosen once, before the two sides do it. */
final class TwinOperations {

    private static final int MOST_ROWS = 8;

    private final TwinWorker worker;
    private final RandomGenerator random;
    private final TwinQueries queries;

    TwinOperations(TwinWorker worker) {
        this.worker = worker;
        this.random = worker.random;
        this.queries = new TwinQueries(worker);
    }

    /** Does one of them. */
    void any() {
        Twins twins = worker.anyTwins();
        switch (random.nextInt(24)) {
            case 0, 1, 2 -> persistOrRemove(twins);
            case 3, 4, 5, 6 -> update(twins);
            case 7 -> changeInPlace(twins);
            case 8, 9 -> merge(twins, false);
            case 10, 11 -> merge(twins, true);
            case 12 -> flush();
            case 13 -> leaveSession(twins);
            case 14 -> refresh(twins);
            case 15 -> lock(twins);
            case 16 -> stateless(twins);
            case 17, 18 -> queries.bulkUpdate(twins);
            case 19, 20 -> queries.select(twins);
            case 21 -> queries.project(twins);
            case 22 -> rare(twins);
            default -> worker.endSlot(random.nextInt(5) != 0);
        }
    }

    private void rare(Twins twins) {
        switch (random.nextInt(3)) {
            case 0 -> queries.bulkDelete(twins);
            case 1 -> readOnly(twins);
            default -> {
                long id = worker.anyId(twins);
                worker.both("find " + twins, side -> find(side, twins, id));
            }
        }
    }

    private Map<String, Object> values(int howMany) {
        Map<String, Object> values = new TreeMap<>();
        for (int i = 0; i < howMany; i++) {
            String attribute = TwinValues.ALL.get(random.nextInt(TwinValues.ALL.size()));
            values.put(attribute, TwinValues.random(attribute, random, worker.owner));
        }
        return values;
    }

    private static Object set(Object entity, Map<String, Object> values) {
        if (entity != null) {
            values.forEach((attribute, value) -> TwinValues.set(entity, attribute, value));
        }
        return entity;
    }

    private Object find(TwinSide side, Twins twins, long id) {
        Object entity = side.session(worker.slot()).find(twins.type(side.secret), id);
        side.hold(entity);
        return entity;
    }

    private static Object create(TwinSide side, Twins twins, long id, Map<String, Object> values) {
        try {
            Object entity = twins.type(side.secret).getDeclaredConstructor().newInstance();
            TwinValues.set(entity, "id", id);
            return set(entity, values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private void persistOrRemove(Twins twins) {
        if (worker.count(twins) > MOST_ROWS && random.nextBoolean()) {
            long id = worker.anyId(twins);
            worker.both("remove " + twins, side -> {
                Object entity = find(side, twins, id);
                if (entity != null) {
                    side.session(worker.slot()).remove(entity);
                }
                return entity;
            });
            return;
        }
        long id = worker.newId(twins);
        Map<String, Object> values = values(12);
        worker.both("persist " + twins, side -> {
            Object entity = create(side, twins, id, values);
            side.session(worker.slot()).persist(entity);
            side.hold(entity);
            return entity;
        });
    }

    private void update(Twins twins) {
        long id = worker.anyId(twins);
        Map<String, Object> values = values(1 + random.nextInt(3));
        worker.both("update " + twins + values.keySet(), side -> set(find(side, twins, id), values));
    }

    private void changeInPlace(Twins twins) {
        long id = worker.anyId(twins);
        worker.both("change-in-place " + twins, side -> {
            Object entity = find(side, twins, id);
            if (entity != null && TwinValues.get(entity, "bytes") instanceof byte[] bytes) {
                bytes[bytes.length - 1]++;
            }
            if (entity != null && TwinValues.get(entity, "changed") instanceof Date changed) {
                changed.setTime(changed.getTime() + 1000);
            }
            return entity;
        });
    }

    private void merge(Twins ofHeld, boolean changed) {
        int handle = random.nextInt(1000);
        Map<String, Object> values = changed ? values(1 + random.nextInt(2)) : Map.of();
        worker.both(changed ? "merge-changed" : "merge", side -> {
            Object detached = side.held(handle);
            if (detached == null) {
                return null;
            }
            set(detached, values);
            Session session = side.session(worker.slot());
            // Without a version a removed entity would be inserted anew under an id that was used before.
            boolean loose = detached instanceof Twins.LoosePlain || detached instanceof Twins.LooseSecret;
            if (loose && session.find(detached.getClass(), TwinValues.get(detached, "id")) == null) {
                return null;
            }
            return session.merge(detached);
        });
    }

    private void flush() {
        worker.becomeWriter();
        worker.both("flush", side -> {
            side.session(worker.slot()).flush();
            return "";
        });
    }

    private void leaveSession(Twins twins) {
        long id = worker.anyId(twins);
        boolean all = random.nextBoolean();
        worker.both(all ? "clear" : "evict " + twins, side -> {
            Object entity = find(side, twins, id);
            Session session = side.session(worker.slot());
            if (all) {
                session.clear();
            } else if (entity != null) {
                session.detach(entity);
            }
            return entity;
        });
    }

    private void refresh(Twins twins) {
        long id = worker.anyId(twins);
        worker.both("refresh " + twins, side -> {
            Object entity = find(side, twins, id);
            if (entity != null) {
                side.session(worker.slot()).refresh(entity);
            }
            return entity;
        });
    }

    private void lock(Twins twins) {
        worker.becomeWriter();
        long id = worker.anyId(twins);
        boolean increment = twins.versioned && random.nextBoolean();
        LockModeType mode = increment ? LockModeType.OPTIMISTIC_FORCE_INCREMENT : LockModeType.PESSIMISTIC_WRITE;
        worker.both("lock " + twins, side -> {
            Object entity = find(side, twins, id);
            if (entity != null) {
                side.session(worker.slot()).lock(entity, mode);
            }
            return entity;
        });
    }

    private void readOnly(Twins twins) {
        long id = worker.anyId(twins);
        Map<String, Object> values = values(2);
        worker.both("read-only " + twins, side -> {
            Object entity = find(side, twins, id);
            if (entity != null) {
                side.session(worker.slot()).setReadOnly(entity, true);
            }
            return set(entity, values);
        });
    }

    /** In a transaction of its own. An update of a @DynamicUpdate entity is refused. */
    private void stateless(Twins twins) {
        worker.endWriter();
        Map<String, Object> values = values(12);
        boolean insert = twins.partial || random.nextInt(4) == 0;
        long id = insert ? worker.newId(twins) : worker.anyId(twins);
        worker.both(
                (insert ? "stateless-insert " : "stateless-update ") + twins,
                side -> side.stateless(session -> {
                    Object entity = insert ? create(side, twins, id, values) : session.get(twins.type(side.secret), id);
                    if (insert) {
                        session.insert(entity);
                    } else if (entity != null) {
                        session.update(set(entity, values));
                    }
                    return List.of(TwinValues.show(entity));
                }));
    }
}
