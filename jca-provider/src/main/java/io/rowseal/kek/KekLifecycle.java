package io.rowseal.kek;

import io.rowseal.ConfigurationException;
import io.rowseal.KekId;
import io.rowseal.KeyDestroyedException;
import io.rowseal.Printable;
import io.rowseal.RowsealException;
import io.rowseal.UnknownKeyException;
import io.rowseal.kek.KekReader.Listing;
import io.rowseal.kek.RingSettings.Stores;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.keys.spi.MasterKeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What becomes of KEK records after their creation: wrapped anew, deactivated, destroyed. Thread safe. */
final class KekLifecycle {

    private static final int MOST_TURNS = 16;

    private final Map<String, MasterKeyStore> stores;
    private final KekStore kekStore;
    private final KekReader reader;
    private final KekLoader loader;
    private final KekCache cache;
    private final KekTimes times;
    private final InstantSource clock;

    KekLifecycle(
            Stores stores, KekReader reader, KekLoader loader, KekCache cache, KekTimes times, InstantSource clock) {
        this.stores = stores.masterKeys();
        this.kekStore = stores.keks();
        this.reader = reader;
        this.loader = loader;
        this.cache = cache;
        this.times = times;
        this.clock = clock;
    }

    int rewrapAll() {
        int done = 0;
        Failures failures = new Failures("could not be rewrapped; what could be is done, and the call may be repeated");
        Listing all = reader.all();
        all.unreadable().forEach(lost -> failures.add("the record with kekId " + lost.name(), lost.failure()));
        for (KekRecord listed : all.records()) {
            if (listed.state() == KekState.DESTROYED) {
                continue;
            }
            try {
                rewrap(listed);
                done++;
            } catch (RowsealException e) {
                failures.add("kekId " + listed.kekId() + " of scope '" + Printable.of(listed.scope()) + "'", e);
            }
        }
        LifecycleLog.rewrapped(done, stores.values());
        failures.throwIfAny();
        return done;
    }

    private void rewrap(KekRecord listed) {
        KekRecord current = listed;
        while (current.state() != KekState.DESTROYED && !loader.rewrap(current)) {
            current = kekStore.find(listed.kekId())
                    .orElseThrow(() -> new UnknownKeyException("kekId " + listed.kekId()
                            + " disappeared from the KEK store while it was being rewrapped"));
        }
    }

    void deactivate(KekId kekId) {
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            KekRecord found = kek(kekId);
            if (found.state() == KekState.DESTROYED) {
                throw new KeyDestroyedException("kekId " + kekId + " was destroyed: there is nothing to deactivate");
            }
            if (found.state() == KekState.DECRYPT_ONLY) {
                cache.changed(kekId, KekState.DECRYPT_ONLY);
                return;
            }
            KekRecord retired = found.withState(KekState.DECRYPT_ONLY);
            if (kekStore.replace(found, retired)) {
                LifecycleLog.retired(retired);
                cache.changed(kekId, KekState.DECRYPT_ONLY);
                return;
            }
        }
        throw changesWithoutEnd(kekId);
    }

    void destroy(KekId kekId, ToLongFunction<KekRecord> usage) {
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            KekRecord found = kek(kekId);
            if (found.state() == KekState.DESTROYED) {
                cache.changed(kekId, KekState.DESTROYED);
                return;
            }
            requireUnusedFor(found);
            requireNoUse(found, usage);
            if (destroy(found)) {
                return;
            }
        }
        throw changesWithoutEnd(kekId);
    }

    private boolean destroy(KekRecord found) {
        KekRecord tombstone = found.destroyed();
        if (!kekStore.replace(found, tombstone)) {
            return false;
        }
        LifecycleLog.destroyed(tombstone);
        cache.changed(found.kekId(), KekState.DESTROYED);
        return true;
    }

    private KekRecord kek(KekId kekId) {
        KekRecord found = reader.find(kekId);
        if (found.purpose() != KekPurpose.KEK) {
            throw new IllegalArgumentException("kekId " + kekId + " is the index root key of scope '"
                    + Printable.of(found.scope())
                    + "', which its blind indexes need as long as the scope exists: shred the scope to destroy it");
        }
        return found;
    }

    /** Whatever the state says and since when: once its successor is known to all rings, none of them encrypts under a KEK. */
    private void requireUnusedFor(KekRecord found) {
        if (found.state() != KekState.DECRYPT_ONLY) {
            throw new IllegalStateException(
                    "kekId " + found.kekId() + " is ACTIVE: rotate the KEK of scope '" + Printable.of(found.scope())
                            + "' or deactivate it, move its data to the new KEK, then destroy it");
        }
        KekRecord successor = oldestSuccessor(found);
        Duration needed = times.destroyAfter();
        if (successor == null) {
            throw new IllegalStateException(
                    "kekId " + found.kekId() + " has no successor yet, so it is not known since when"
                            + " nothing is encrypted under it: rotate the KEK of scope '" + Printable.of(found.scope())
                            + "' and wait for " + needed);
        }
        // Opening it confirms createdAt: the column itself is not trusted.
        loader.openOrExplain(successor).wipe();
        Duration passed = Duration.between(Instant.ofEpochMilli(successor.createdAt()), clock.instant());
        if (passed.compareTo(needed) <= 0) {
            throw new IllegalStateException("kekId " + found.kekId() + " was succeeded only " + passed
                    + " ago, and other processes may encrypt under it for " + needed
                    + " (cache age and grace): wait for the rest of it");
        }
    }

    private @Nullable KekRecord oldestSuccessor(KekRecord found) {
        KekRecord oldest = null;
        for (KekRecord later : reader.list(found.scope(), KekPurpose.KEK).living()) {
            if (later.sequence() > found.sequence() && (oldest == null || later.sequence() < oldest.sequence())) {
                oldest = later;
            }
        }
        return oldest;
    }

    private static void requireNoUse(KekRecord found, ToLongFunction<KekRecord> usage) {
        long count = usage.applyAsLong(found);
        if (count != 0) {
            throw new IllegalStateException(
                    "kekId " + found.kekId() + " of scope '" + Printable.of(found.scope())
                            + "' still protects " + count
                            + " row keys or values, which would be lost: move them to the active KEK first, or shred the scope");
        }
    }

    List<KekId> shred(String scope) {
        List<KekId> destroyed = new ArrayList<>();
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            Failures unreadable = new Failures("of scope '" + Printable.of(scope)
                    + "' is not a KEK record and was not destroyed; all others are. Delete its row, then shred again");
            List<KekRecord> living = new ArrayList<>();
            for (KekPurpose purpose : KekPurpose.values()) {
                Listing known = reader.list(scope, purpose);
                known.unreadable()
                        .forEach(lost -> unreadable.add("the row with kek_id " + lost.name(), lost.failure()));
                living.addAll(known.living());
            }
            if (living.isEmpty()) {
                unreadable.throwIfAny();
                return destroyed;
            }
            for (KekRecord found : living) {
                if (destroy(found)) {
                    destroyed.add(found.kekId());
                }
            }
        }
        throw new ConfigurationException("scope '" + Printable.of(scope)
                + "' gets new KEKs while it is shredded: stop what writes to it, then shred again");
    }

    private static ConfigurationException changesWithoutEnd(KekId kekId) {
        return new ConfigurationException("the record of kekId " + kekId
                + " changes all the time: another process rotates or rewraps it; repeat the call when that has ended");
    }

    /** The first of several failures is thrown at the end, with the others. */
    private static final class Failures {

        private final String what;
        private @Nullable RowsealException first;

        Failures(String what) {
            this.what = what;
        }

        void add(String which, RowsealException failure) {
            if (first == null) {
                first = new ConfigurationException(
                        (what.startsWith("could") ? "at least " : "") + which + " " + what, failure);
            } else {
                first.addSuppressed(failure);
            }
        }

        void throwIfAny() {
            if (first != null) {
                throw first;
            }
        }
    }
}
