package io.rowseal.hibernate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Does the same on both sides, in two sessions each that have their transactions at the same time, and compares what comes of
 * it: the result or the class of the exception, and after every few transactions all rows. Only one of the sessions has written to the
 * database and not committed yet, because one thread cannot wait for itself. Rows are the worker's own.
 */
final class TwinWorker implements AutoCloseable {

    /** What is done to one side. */
    @FunctionalInterface
    interface Step {
        Object on(TwinSide side);
    }

    private static final long OWNER_OF_CACHED = 1;
    private static final int REMEMBERED = 40;
    private static final int NEW_IDS_KEPT = 6;
    private static final int COMPARED_EVERY = 4;
    private static final int NONE = -1;

    final RandomGenerator random;
    final long owner;
    final TwinSide plain;
    final TwinSide secret;
    private final Map<Twins, Set<Long>> ids = new EnumMap<>(Twins.class);
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Deque<String> history = new ArrayDeque<>();
    private long lastId;
    private long transactions;
    private int writer = NONE;
    private int slot;

    TwinWorker(long owner, RandomGenerator random, TestSessions plain, TestSessions secret) {
        this.owner = owner;
        this.random = random;
        this.lastId = firstId();
        this.plain = new TwinSide(plain, false);
        this.secret = new TwinSide(secret, true);
        for (Twins twins : Twins.values()) {
            ids.put(twins, new LinkedHashSet<>());
        }
    }

    long firstId() {
        return owner * 1_000_000_000L;
    }

    long endOfIds() {
        return firstId() + 999_999_999L;
    }

    /** How often what happened. */
    Map<String, Integer> outcomes() {
        return outcomes;
    }

    void run(int operations) {
        TwinOperations all = new TwinOperations(this);
        for (int done = 0; done < operations; done++) {
            slot = random.nextInt(TwinSide.SESSIONS);
            all.any();
        }
        for (int open = 0; open < TwinSide.SESSIONS; open++) {
            end(open, true);
        }
        compareRows();
    }

    /**
     * Only one worker has the cached entity: bulk HQL of another one empties the whole cache region, and with it the locks that keep
     * what is not committed out of the cache, so that what the sessions see would depend on the time.
     */
    Twins anyTwins() {
        Twins[] all = Twins.values();
        return owner == OWNER_OF_CACHED ? all[random.nextInt(all.length)] : all[1 + random.nextInt(all.length - 1)];
    }

    int slot() {
        return slot;
    }

    long newId(Twins twins) {
        ids.get(twins).add(++lastId);
        return lastId;
    }

    int count(Twins twins) {
        return ids.get(twins).size();
    }

    /** Of a row that is or was there. */
    long anyId(Twins twins) {
        List<Long> known = new ArrayList<>(ids.get(twins));
        return known.isEmpty() ? endOfIds() : known.get(random.nextInt(known.size()));
    }

    /** Before the present session writes: the other one must not hold locks. */
    void becomeWriter() {
        if (writer != slot) {
            endWriter();
            writer = slot;
        }
    }

    void endWriter() {
        if (writer != NONE) {
            end(writer, true);
        }
    }

    void endSlot(boolean commit) {
        if (commit) {
            becomeWriter();
        }
        end(slot, commit);
    }

    private void end(int ended, boolean commit) {
        if (commit && writer != NONE && writer != ended) {
            end(writer, true);
        }
        if (!plain.isOpen(ended)) {
            forget(ended);
            return;
        }
        both(commit ? "commit" : "rollback", ended, side -> {
            side.end(ended, commit);
            return "";
        });
        forget(ended);
        if (++transactions % COMPARED_EVERY == 0) {
            compareRows();
        }
    }

    private void forget(int ended) {
        if (writer == ended) {
            writer = NONE;
        }
    }

    void both(String operation, Step step) {
        both(operation, slot, step);
    }

    private void both(String operation, int inSlot, Step step) {
        String expected = outcome(plain, step);
        String found = outcome(secret, step);
        history.add("session " + inSlot + " " + operation + ": " + expected);
        if (history.size() > REMEMBERED) {
            history.remove();
        }
        requireSame(operation, expected, found);
        boolean failed = expected.startsWith("throws");
        outcomes.merge(operation.split(" ", 2)[0] + (failed ? " " + expected : ""), 1, Integer::sum);
        if (failed) {
            // A session cannot be used after an exception.
            for (TwinSide side : List.of(plain, secret)) {
                if (side.isOpen(inSlot)) {
                    side.end(inSlot, false);
                }
            }
            forget(inSlot);
        }
    }

    private static String outcome(TwinSide side, Step step) {
        try {
            return TwinValues.show(step.on(side));
        } catch (RuntimeException e) {
            return "throws " + e.getClass().getSimpleName();
        }
    }

    private void compareRows() {
        for (Twins twins : Twins.values()) {
            String hql = "from " + twins.entityName + " where id between " + firstId() + " and " + endOfIds()
                    + " order by id";
            List<?> expected = plain.fresh(session ->
                    session.createSelectionQuery(hql, twins.type(false)).list());
            List<?> found = secret.fresh(session ->
                    session.createSelectionQuery(hql, twins.type(true)).list());
            requireSame("rows of " + twins, TwinValues.show(expected), TwinValues.show(found));
            Set<Long> known = ids.get(twins);
            known.removeIf(id -> id <= lastId - NEW_IDS_KEPT);
            expected.forEach(row -> known.add((Long) TwinValues.get(row, "id")));
        }
        // By id, which the second-level cache answers.
        long id = anyId(Twins.WHOLE);
        requireSame("row " + id, found(plain, id), found(secret, id));
    }

    private static String found(TwinSide side, long id) {
        return TwinValues.show(side.fresh(session -> session.find(Twins.WHOLE.type(side.secret), id)));
    }

    private void requireSame(String what, String expected, String found) {
        if (!expected.equals(found)) {
            throw new AssertionError(what + "\nplain:     " + expected + "\nencrypted: " + found + "\nafter:\n  "
                    + String.join("\n  ", history));
        }
    }

    @Override
    public void close() {
        plain.close();
        secret.close();
    }
}
