package io.rowseal.kek;

import io.rowseal.KekId;
import io.rowseal.KeyDestroyedException;
import io.rowseal.Printable;
import io.rowseal.RowsealException;
import io.rowseal.UnknownKeyException;
import io.rowseal.kek.KekReader.Listing;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The index root key of each scope. It is created and stored before the first KEK of its scope, whether blind indexes exist or
 * not. So a scope that has a KEK but no index root key has lost it, and gets no new one: searches would find nothing, and
 * {@code unique} would let duplicates in. Thread safe.
 */
final class IndexRoots {

    private final KekReader reader;
    private final KekLoader loader;
    private final InstantSource clock;
    private final Set<String> mayBeNew;

    /** @param mayBeNew scopes that may get a new index root key although they have KEKs */
    IndexRoots(KekReader reader, KekLoader loader, InstantSource clock, Set<String> mayBeNew) {
        this.reader = reader;
        this.loader = loader;
        this.clock = clock;
        this.mayBeNew = mayBeNew;
    }

    /**
     * The index root key of a scope: the first one, because its blind indexes outlive rotations.
     *
     * @param created receives it if it was created here
     */
    KekId choose(String scope, Consumer<Kek> created) {
        Listing known = reader.list(scope, KekPurpose.INDEX_ROOT);
        if (known.isEmpty()) {
            // In this order: a KEK that is seen here was stored after its index root key.
            Listing keks = reader.list(scope, KekPurpose.KEK);
            known = reader.list(scope, KekPurpose.INDEX_ROOT);
            if (known.isEmpty()) {
                requireMayCreate(scope, keks);
                create(scope, created);
                known = reader.list(scope, KekPurpose.INDEX_ROOT);
            }
        } else if (mayBeNew.contains(scope)) {
            LifecycleLog.warn("scope '" + Printable.of(scope)
                    + "' has an index root key, so it needs no new one: remove the setting that allows one");
        }
        return first(scope, known);
    }

    /** Before the first KEK of a scope: creates the index root key, or confirms that the present one opens. */
    void prepare(String scope, Consumer<Kek> created) {
        Listing known = reader.list(scope, KekPurpose.INDEX_ROOT);
        if (known.isEmpty() && create(scope, created)) {
            return;
        }
        // Else two hosts with master keys of their own would share the scope, one with the KEK, the other with this.
        Listing present = known.isEmpty() ? reader.list(scope, KekPurpose.INDEX_ROOT) : known;
        for (KekRecord root : present.living()) {
            loader.openOrExplain(root).wipe();
        }
    }

    /** Returns false if another process was first, which is as good. */
    private boolean create(String scope, Consumer<Kek> created) {
        Kek root = loader.create(scope, KekPurpose.INDEX_ROOT, 1, clock.millis());
        if (root != null) {
            created.accept(root);
        }
        return root != null;
    }

    private void requireMayCreate(String scope, Listing keks) {
        if (keks.isEmpty()) {
            return;
        }
        if (!mayBeNew.contains(scope)) {
            throw lost(scope, keks);
        }
        LifecycleLog.warn("scope '" + Printable.of(scope)
                + "' gets a new index root key, as a setting allows: rows that had a blind index under the former one are not"
                + " found before they are written again. Remove the setting now");
    }

    private static RowsealException lost(String scope, Listing keks) {
        return new UnknownKeyException("scope '" + Printable.of(scope) + "' has no index root key, though it has "
                + (keks.records().size() + keks.unreadable().size())
                + " KEK records: the record of purpose index-root was lost, as in a partial restore. Restore it from the"
                + " backup of the KEK store, because with a new one no search would find the existing rows. Only if none of"
                + " them has a blind index, or all are written again, allow a new one, once, by"
                + " KeyRing.Builder.allowNewIndexRoot");
    }

    private static KekId first(String scope, Listing known) {
        KekRecord first = null;
        for (KekRecord candidate : known.records()) {
            if (candidate.state() != KekState.DESTROYED) {
                first = candidate;
                break;
            }
        }
        known.requireReadableBefore(first == null ? Integer.MAX_VALUE : first.sequence());
        if (first == null) {
            throw new KeyDestroyedException("the index root key of scope '" + Printable.of(scope)
                    + "' was destroyed: its blind indexes cannot be used any more");
        }
        return first.kekId();
    }
}
