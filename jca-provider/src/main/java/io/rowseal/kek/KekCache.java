package io.rowseal.kek;

import io.rowseal.KekId;
import io.rowseal.KeyUnavailableException;
import io.rowseal.Printable;
import io.rowseal.crypto.WipedKeyException;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.KekStore;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Unwrapped KEKs of a key ring, and which of them encrypts for a scope. Thread safe. */
final class KekCache implements AutoCloseable {

    /** A KEK can be evicted between the look-up and its use; a third eviction in a row means that the cache is too small. */
    private static final int MOST_ATTEMPTS = 16;

    /** The states of KEKs whose row keys are in memory are known beyond the KEKs in the cache. */
    private static final int MIN_STATES = 10_000;

    private record Name(String scope, KekPurpose purpose, KekId kekId) {}

    private record Use(String scope, KekPurpose purpose) {}

    private final KekLoader loader;
    private final KekEvents events;
    private final ActiveKeks activeKeks;
    private final ExpiringCache<Name, Kek> keks;
    private final ExpiringCache<Use, KekId> active;
    private final Refusals<Name> refusals;
    private final IndexRoots indexRoots;
    private final KekStates states;
    private volatile boolean closed;

    KekCache(
            KekStore kekStore,
            KekLoader loader,
            ActiveKeks activeKeks,
            IndexRoots indexRoots,
            KekTimes times,
            LongSupplier nanoClock,
            KekEvents events) {
        this.loader = loader;
        this.indexRoots = indexRoots;
        this.states = new KekStates(
                kekStore,
                times.stateInterval(),
                Math.max(times.cacheEntries(), MIN_STATES),
                nanoClock,
                new Forgetting());
        this.events = events;
        this.activeKeks = activeKeks;
        this.keks = new ExpiringCache<>(times.cacheEntries(), times.cacheAge(), nanoClock, this::remove);
        this.active = new ExpiringCache<>(times.cacheEntries(), times.cacheAge(), nanoClock, kekId -> {});
        this.refusals = new Refusals<>(times.refusalAge(), nanoClock);
    }

    /** Runs an operation with the KEK a header names. */
    <T> T with(String scope, KekPurpose purpose, KekId kekId, Function<Kek, T> operation) {
        requireOpen();
        states.lookIfDue();
        WipedKeyException wiped = null;
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            try {
                return operation.apply(kek(scope, purpose, kekId));
            } catch (WipedKeyException e) {
                requireOpen();
                wiped = e;
            }
        }
        throw new KeyUnavailableException(
                "kekId " + kekId + " of scope '" + Printable.of(scope)
                        + "' leaves the cache before it can be used: allow more cache entries",
                wiped);
    }

    /** Runs an operation with the KEK that encrypts for a scope, or the index root key of a scope. */
    <T> T withActive(String scope, KekPurpose purpose, Function<Kek, T> operation) {
        return with(scope, purpose, activeKekId(scope, purpose), operation);
    }

    KekId activeKekId(String scope, KekPurpose purpose) {
        requireOpen();
        states.lookIfDue();
        return active.get(
                new Use(scope, purpose),
                use -> purpose == KekPurpose.KEK
                        ? activeKeks.choose(scope, kekId -> kek(scope, purpose, kekId), this::keep)
                        : indexRoots.choose(scope, this::keep));
    }

    /** Refuses if a KEK was destroyed or removed, for keys that were opened under it and are kept elsewhere. */
    void requireUsable(KekId kekId) {
        requireOpen();
        states.requireUsable(kekId);
    }

    /** Keeps a KEK that was just created, so that it need not be unwrapped again. */
    void keep(Kek created) {
        KekRecord about = created.kekRecord();
        Kek kept = keks.get(new Name(about.scope(), about.purpose(), about.kekId()), absent -> {
            states.note(about.kekId(), about.state());
            return created;
        });
        if (!kept.equals(created)) {
            created.wipe();
        }
        if (closed) {
            keks.clear();
        }
    }

    /** The ring itself deactivated or destroyed a KEK. */
    void changed(KekId kekId, KekState state) {
        states.changed(kekId, state);
    }

    void forgetActive(String scope) {
        active.invalidate(new Use(scope, KekPurpose.KEK));
    }

    private Kek kek(String scope, KekPurpose purpose, KekId kekId) {
        Name name = new Name(scope, purpose, kekId);
        return events.recordsHits() ? kekWithEvent(name) : keks.get(name, this::load);
    }

    private Kek kekWithEvent(Name name) {
        boolean[] loaded = new boolean[1];
        Kek kek = keks.get(name, absent -> {
            loaded[0] = true;
            return load(absent);
        });
        if (!loaded[0]) {
            events.hit(name.scope, name.purpose, name.kekId);
        }
        return kek;
    }

    private Kek load(Name name) {
        return events.miss(
                name.scope,
                name.purpose,
                name.kekId,
                () -> refusals.remembering(name, () -> {
                    Kek kek = loader.load(name.scope, name.purpose, name.kekId);
                    states.note(name.kekId, kek.kekRecord().state());
                    return kek;
                }));
    }

    /** Drops what was deactivated, destroyed or removed. */
    private final class Forgetting implements KekStates.Listener {

        @Override
        public void gone(KekId kekId) {
            keks.invalidateIf((name, kek) -> name.kekId.equals(kekId));
            retired(kekId);
        }

        @Override
        public void retired(KekId kekId) {
            active.invalidateIf((use, chosen) -> chosen.equals(kekId));
        }
    }

    private void remove(Kek left) {
        left.wipe();
        events.evicted(left.kekRecord());
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the key ring is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        active.clear();
        keks.clear();
    }
}
