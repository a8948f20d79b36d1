package io.rowseal.kek;

import io.rowseal.KekId;
import io.rowseal.KeyRecordAlteredException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.Printable;
import io.rowseal.RowsealException;
import io.rowseal.kek.KekReader.Listing;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.KekStore;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides which KEK of a scope encrypts: the newest ACTIVE one that is young enough by its authenticated time of creation, else
 * a new one. A record that cannot be read keeps nobody from writing; if it is newer than all that can, a new KEK follows it, so
 * that no older one comes back. Thread safe.
 */
final class ActiveKeks {

    private final KekStore kekStore;
    private final KekReader reader;
    private final KekLoader loader;
    private final IndexRoots indexRoots;
    private final KekTimes times;
    private final InstantSource clock;

    ActiveKeks(
            KekStore kekStore,
            KekReader reader,
            KekLoader loader,
            IndexRoots indexRoots,
            KekTimes times,
            InstantSource clock) {
        this.kekStore = kekStore;
        this.reader = reader;
        this.loader = loader;
        this.indexRoots = indexRoots;
        this.times = times;
        this.clock = clock;
    }

    /**
     * The KEK that encrypts.
     *
     * @param cached gives the KEK of a kekId, from the cache where it is there
     * @param created receives what is created here, proven to be durable
     */
    KekId choose(String scope, Function<KekId, Kek> cached, Consumer<Kek> created) {
        // Each turn either returns or finds a record that was not there before; three writers at once are already rare.
        for (int turn = 0; turn < 8; turn++) {
            Listing known = reader.list(scope, KekPurpose.KEK);
            KekRecord newest = newestActive(known.records());
            if (newest == null) {
                createNext(scope, known, created);
                continue;
            }
            // Loading it confirms createdAt: the column itself is not trusted.
            long age = clock.millis() - cached.apply(newest.kekId()).kekRecord().createdAt();
            boolean lastWord = known.highestSequence() <= newest.sequence() || hasReadableAfter(known, newest);
            if (age < times.kekPeriodMillis() && lastWord) {
                retireOlder(known, newest);
                return newest.kekId();
            }
            try {
                succeed(newest, known, created);
            } catch (RowsealException e) {
                if (age < times.kekLifeMillis()) {
                    LifecycleLog.warn(
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

    /** The record with the highest sequence is one that can be read, and was retired on purpose. */
    private static boolean hasReadableAfter(Listing known, KekRecord newest) {
        int highest = known.highestSequence();
        return known.records().stream()
                .anyMatch(later -> later.sequence() > newest.sequence() && later.sequence() == highest);
    }

    /** Gives the scope a new KEK, whatever the age of the present one. */
    void rotate(String scope, Consumer<Kek> created) {
        Listing known = reader.list(scope, KekPurpose.KEK);
        requireOurs(known);
        KekRecord newest = newestActive(known.records());
        if (newest == null) {
            createNext(scope, known, created);
        } else {
            succeed(newest, known, created);
        }
    }

    /** A crash between the two steps of a rotation leaves an older record ACTIVE. */
    private void retireOlder(Listing known, KekRecord newest) {
        for (KekRecord older : known.records()) {
            if (older.state() == KekState.ACTIVE && older.sequence() < newest.sequence()) {
                retire(older);
            }
        }
    }

    private void createNext(String scope, Listing known, Consumer<Kek> created) {
        if (known.isEmpty()) {
            indexRoots.prepare(scope, created);
        } else {
            requireOurs(known);
        }
        // Losing a race is as good as winning it.
        create(scope, known, created);
    }

    private void succeed(KekRecord newest, Listing known, Consumer<Kek> created) {
        KekId successor = create(newest.scope(), known, created);
        // Created or created by another process: either way there is a successor now. Losing this race means somebody
        // else changed the state already.
        retire(newest);
        if (successor != null) {
            LifecycleLog.rotated(newest.scope(), successor);
        }
    }

    private void retire(KekRecord older) {
        if (kekStore.replace(older, older.withState(KekState.DECRYPT_ONLY))) {
            LifecycleLog.retired(older);
        }
    }

    private @Nullable KekId create(String scope, Listing known, Consumer<Kek> created) {
        Kek kek = loader.create(scope, KekPurpose.KEK, nextSequence(scope, known), clock.millis());
        if (kek == null) {
            return null;
        }
        KekId kekId = kek.kekRecord().kekId();
        created.accept(kek);
        return kekId;
    }

    /**
     * Refuses unless a record of the scope opens: a ring with the master keys of another system would else give the scope a KEK
     * that nobody else opens.
     */
    private void requireOurs(Listing known) {
        RowsealException failure = null;
        for (KekRecord present : known.living()) {
            try {
                loader.openOrExplain(present).wipe();
                return;
            } catch (RowsealException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
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

    private static int nextSequence(String scope, Listing known) {
        int highest = known.highestSequence();
        if (highest == Integer.MAX_VALUE) {
            throw new KeyRecordAlteredException(
                    "a KEK record of scope '" + Printable.of(scope) + "' has the sequence " + highest
                            + ", which this library never wrote: remove it, or restore the KEK store from its backup");
        }
        return highest + 1;
    }
}
