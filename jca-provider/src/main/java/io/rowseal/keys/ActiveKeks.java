package io.rowseal.keys;

import io.rowseal.KekId;
import io.rowseal.KeyDestroyedException;
import io.rowseal.KeyRecordAlteredException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.Printable;
import io.rowseal.RowsealException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides which KEK of a scope encrypts: the newest ACTIVE one that is young enough by its authenticated time of creation, else
 * a new one. Thread safe.
 */
final class ActiveKeks {

    private static final System.Logger LOG = System.getLogger(ActiveKeks.class.getName());

    private final KekStore kekStore;
    private final KekLoader loader;
    private final KeyRingPolicy policy;
    private final InstantSource clock;
    private final long started;

    ActiveKeks(KekStore kekStore, KekLoader loader, KeyRingPolicy policy, InstantSource clock) {
        this.kekStore = kekStore;
        this.loader = loader;
        this.policy = policy;
        this.clock = clock;
        this.started = clock.millis();
    }

    /**
     * The KEK that encrypts.
     *
     * @param cached gives the KEK of a kekId, from the cache where it is there
     */
    KekId choose(String scope, Function<KekId, Kek> cached) {
        // Each turn either returns or finds a record that was not there before; three writers at once are already rare.
        for (int turn = 0; turn < 8; turn++) {
            List<KekRecord> known = kekStore.list(scope, KekPurpose.KEK);
            KekRecord newest = newestActive(known);
            if (newest == null) {
                loader.create(scope, KekPurpose.KEK, nextSequence(known), clock.millis());
                continue;
            }
            // Loading it confirms createdAt: the column itself is not trusted.
            long age = clock.millis() - cached.apply(newest.kekId()).kekRecord().createdAt();
            if (age < policy.kekPeriod().toMillis()) {
                retireOlder(known, newest);
                return newest.kekId();
            }
            try {
                succeed(newest, known);
            } catch (RowsealException e) {
                if (age < policy.kekPeriod().plus(policy.kekGrace()).toMillis()) {
                    LOG.log(
                            Level.WARNING,
                            "no new KEK for scope '" + Printable.of(scope) + "' could be created; kekId "
                                    + newest.kekId() + " is used for the time of grace",
                            e);
                    return newest.kekId();
                }
                throw e;
            }
        }
        throw new KeyUnavailableException("the KEK records of scope '" + Printable.of(scope)
                + "' change without end: check that all processes of this application run with the same clock");
    }

    /** Gives the scope a new KEK, whatever the age of the present one. */
    void rotate(String scope) {
        List<KekRecord> known = kekStore.list(scope, KekPurpose.KEK);
        KekRecord newest = newestActive(known);
        if (newest == null) {
            loader.create(scope, KekPurpose.KEK, nextSequence(known), clock.millis());
        } else {
            succeed(newest, known);
        }
    }

    /** A crash between the two steps of a rotation leaves an older record ACTIVE. */
    private void retireOlder(List<KekRecord> known, KekRecord newest) {
        for (KekRecord older : known) {
            if (older.state() == KekState.ACTIVE && older.sequence() < newest.sequence()) {
                kekStore.replace(older, older.withState(KekState.DECRYPT_ONLY));
            }
        }
    }

    private void succeed(KekRecord newest, List<KekRecord> known) {
        loader.create(newest.scope(), KekPurpose.KEK, nextSequence(known), clock.millis());
        // Created or created by another process: either way there is a successor now. Losing this race means somebody
        // else changed the state already.
        kekStore.replace(newest, newest.withState(KekState.DECRYPT_ONLY));
    }

    /**
     * The index root key of a scope: the first one, because its blind indexes outlive rotations. It is created once; if it was
     * destroyed, a new one would find nothing and let duplicates in.
     */
    KekId chooseIndexRoot(String scope) {
        List<KekRecord> known = kekStore.list(scope, KekPurpose.INDEX_ROOT);
        if (known.isEmpty()) {
            if (mayHaveIndexes(scope)) {
                LOG.log(
                        Level.WARNING,
                        "scope '" + Printable.of(scope)
                                + "' has data but no index root key, so a new one is created: right for its first"
                                + " blind index; if it had one before, stop and restore the KEK store from its backup,"
                                + " because searches would find nothing");
            }
            // Losing a race is as good as winning it.
            loader.create(scope, KekPurpose.INDEX_ROOT, 1, clock.millis());
            known = kekStore.list(scope, KekPurpose.INDEX_ROOT);
        }
        return known.stream()
                .filter(candidate -> candidate.state() != KekState.DESTROYED)
                .map(KekRecord::kekId)
                .findFirst()
                .orElseThrow(() -> new KeyDestroyedException("the index root key of scope '" + Printable.of(scope)
                        + "' was destroyed: its blind indexes can not be used any more"));
    }

    /** A scope that began with this ring has lost nothing: its first blind index comes a moment after its first row. */
    private boolean mayHaveIndexes(String scope) {
        return kekStore.list(scope, KekPurpose.KEK).stream().anyMatch(known -> known.createdAt() < started);
    }

    private static @Nullable KekRecord newestActive(List<KekRecord> known) {
        KekRecord newest = null;
        for (KekRecord candidate : known) {
            if (candidate.state() == KekState.ACTIVE && (newest == null || candidate.sequence() > newest.sequence())) {
                newest = candidate;
            }
        }
        return newest;
    }

    private static int nextSequence(List<KekRecord> known) {
        int highest = known.stream().mapToInt(KekRecord::sequence).max().orElse(0);
        if (highest == Integer.MAX_VALUE) {
            throw new KeyRecordAlteredException(
                    "a KEK record of scope '" + Printable.of(known.get(0).scope()) + "' has the sequence " + highest
                            + ", which this library never wrote: remove it, or restore the KEK store from its backup");
        }
        return highest + 1;
    }
}
