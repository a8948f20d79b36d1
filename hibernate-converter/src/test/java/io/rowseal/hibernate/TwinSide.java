package io.rowseal.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.StatelessSession;

/** One side of what a worker compares: the encrypted entities or the plain ones. Used by one thread. */
final class TwinSide implements AutoCloseable {

    static final int SESSIONS = 2;

    private static final int MOST_HELD = 30;

    final boolean secret;
    private final TestSessions db;
    private final Session[] sessions = new Session[SESSIONS];
    private final List<Object> held = new ArrayList<>();

    TwinSide(TestSessions db, boolean secret) {
        this.db = db;
        this.secret = secret;
    }

    /** Opened at first use, with a transaction. */
    Session session(int slot) {
        if (sessions[slot] == null) {
            sessions[slot] = db.factory.openSession();
            sessions[slot].beginTransaction();
        }
        return sessions[slot];
    }

    boolean isOpen(int slot) {
        return sessions[slot] != null;
    }

    /** What the session had is detached afterwards, also if the commit fails. */
    void end(int slot, boolean commit) {
        Session ended = sessions[slot];
        sessions[slot] = null;
        try (ended) {
            if (commit) {
                ended.getTransaction().commit();
            } else {
                ended.getTransaction().rollback();
            }
        }
    }

    <R> R stateless(Function<StatelessSession, R> work) {
        return db.factory.fromStatelessTransaction(work::apply);
    }

    <R> R fresh(Function<Session, R> work) {
        return db.call(work);
    }

    /** Keeps an entity, to be merged later, whatever has become of its row. */
    void hold(Object entity) {
        if (entity != null) {
            held.add(entity);
            if (held.size() > MOST_HELD) {
                held.remove(0);
            }
        }
    }

    Object held(int handle) {
        return held.isEmpty() ? null : held.get(handle % held.size());
    }

    @Override
    public void close() {
        for (int slot = 0; slot < SESSIONS; slot++) {
            if (isOpen(slot)) {
                end(slot, false);
            }
        }
    }
}
