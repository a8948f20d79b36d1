package io.rowseal.kek;

import io.rowseal.KekId;
import io.rowseal.KeyDestroyedException;
import io.rowseal.RowsealException;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.KekStore;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The states of the records whose KEKs a ring uses, so that what another process deactivates, destroys or removes is noticed
 * within {@link io.rowseal.keys.KeyRingPolicy#stateInterval()}, though the KEKs stay cached for longer. One caller looks when the time has
 * come, by one select on the KEK store; the others go on meanwhile. While the store cannot be reached the KEKs in memory are
 * used until the cache age ends. Thread safe.
 */
final class KekStates {

    /** Told what happened to a KEK that may be cached. */
    interface Listener {

        /** It was destroyed or removed: it must not be used at all. */
        void gone(KekId kekId);

        /** It only decrypts from now on. */
        void retired(KekId kekId);
    }

    private final KekStore store;
    private final int mostKnown;
    private final long intervalNanos;
    private final LongSupplier nanoClock;
    private final Listener listener;
    private final Map<KekId, KekState> known = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long lookedAt;
    private volatile boolean failing;

    /** @param mostKnown more than these are forgotten and, if they are used again, looked up one by one */
    KekStates(KekStore store, Duration interval, int mostKnown, LongSupplier nanoClock, Listener listener) {
        this.store = store;
        this.mostKnown = mostKnown;
        this.intervalNanos = Times.nanos(interval);
        this.nanoClock = nanoClock;
        this.listener = listener;
        this.lookedAt = nanoClock.getAsLong();
    }

    /** A record was read. */
    void note(KekId kekId, KekState state) {
        if (known.put(kekId, state) == null && known.size() > mostKnown) {
            Iterator<KekId> any = known.keySet().iterator();
            for (int surplus = known.size() - mostKnown; surplus > 0 && any.hasNext(); surplus--) {
                if (!any.next().equals(kekId)) {
                    any.remove();
                }
            }
        }
    }

    /**
     * Refuses a KEK that was destroyed or removed, for whoever has keys under it in memory. Reads the record if its state is not
     * known.
     */
    void requireUsable(KekId kekId) {
        lookIfDue();
        KekState state = known.get(kekId);
        if (state == null) {
            state = KekReader.find(store, kekId).state();
            note(kekId, state);
        }
        if (state == KekState.DESTROYED) {
            throw new KeyDestroyedException(
                    "kekId " + kekId + " was destroyed: what it protected cannot be read any more");
        }
    }

    /** Looks at the states if the last look is too long ago. Costs a reading of the clock if it is not. */
    void lookIfDue() {
        if (nanoClock.getAsLong() - lookedAt >= intervalNanos && looking.compareAndSet(false, true)) {
            try {
                look();
            } finally {
                // Also after a failure: who cannot be reached is not asked for every value.
                lookedAt = nanoClock.getAsLong();
                looking.set(false);
            }
        }
    }

    private void look() {
        Set<KekId> asked = Set.copyOf(known.keySet());
        if (asked.isEmpty()) {
            return;
        }
        try {
            Map<KekId, KekState> states = store.states(asked);
            failing = false;
            for (KekId kekId : asked) {
                take(kekId, states.get(kekId));
            }
        } catch (RowsealException e) {
            if (!failing) {
                failing = true;
                LifecycleLog.warn(
                        "the states of KEKs could not be read: what another process destroys meanwhile is used here until"
                                + " they can be, at most until its cache age ends",
                        e);
            }
        }
    }

    private void take(KekId kekId, @Nullable KekState state) {
        if (state == null) {
            known.remove(kekId);
            listener.gone(kekId);
            return;
        }
        KekState before = known.put(kekId, state);
        if (state == KekState.DESTROYED && before != state) {
            listener.gone(kekId);
        } else if (state == KekState.DECRYPT_ONLY && before == KekState.ACTIVE) {
            listener.retired(kekId);
        }
    }

    /** This ring itself changed a record: other rings find out, this one knows. */
    void changed(KekId kekId, KekState state) {
        note(kekId, state);
        if (state == KekState.DESTROYED) {
            listener.gone(kekId);
        } else {
            listener.retired(kekId);
        }
    }
}
