package io.rowseal.kek;

import io.rowseal.KekId;
import io.rowseal.KeyUnavailableException;
import io.rowseal.RowsealException;
import io.rowseal.crypto.Primitives;
import io.rowseal.kek.RingSettings.Clocks;
import io.rowseal.kek.RingSettings.Stores;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.MasterKeyStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * What stands behind {@code KeyRing}: its stores, caches and clocks, for the packages of this module. Its scopes are checked by
 * the caller. Thread safe.
 */
public final class Ring implements AutoCloseable {

    private final Stores stores;
    private final Clocks clocks;
    private final KeyRingCounters counters = new KeyRingCounters();
    private final KekReader reader;
    private final KekLoader loader;
    private final KekCache cache;
    private final ActiveKeks activeKeks;
    private final KekLifecycle lifecycle;
    private final KekProbe probe;
    private final DataKeys dataKeys;
    private final Set<KeyHolder> dependents = Collections.newSetFromMap(new WeakHashMap<>());

    Ring(
            Stores stores,
            KekTimes times,
            Clocks clocks,
            Set<String> newIndexRoots,
            KekEvents events,
            Primitives primitives) {
        this.stores = stores;
        this.clocks = clocks;
        this.reader = new KekReader(stores.keks(), events);
        this.loader = new KekLoader(stores.masterKeys(), stores.keks(), reader, primitives, counters, events);
        IndexRoots indexRoots = new IndexRoots(reader, loader, clocks.wall(), newIndexRoots);
        this.activeKeks = new ActiveKeks(stores.keks(), reader, loader, indexRoots, times, clocks.wall());
        this.cache = new KekCache(stores.keks(), loader, activeKeks, indexRoots, times, clocks.nano(), events);
        this.lifecycle = new KekLifecycle(stores, reader, loader, cache, times, clocks.wall());
        this.probe = new KekProbe(stores.masterKeys(), reader, loader, primitives);
        this.dataKeys = new DataKeys(cache, primitives, counters);
    }

    /** {@return data keys under the KEKs of this ring} */
    public DataKeys dataKeys() {
        return dataKeys;
    }

    /** {@return the clock of dates} */
    public InstantSource clock() {
        return clocks.wall();
    }

    /** {@return the clock of caches, as {@link System#nanoTime()}} */
    public LongSupplier nanoClock() {
        return clocks.nano();
    }

    /** @param scope gets a new KEK */
    public void rotate(String scope) {
        activeKeks.rotate(scope, cache::keep);
        cache.forgetActive(scope);
    }

    /** {@return how many records were wrapped anew by the active master key of each store} */
    public int rewrapAll() {
        return lifecycle.rewrapAll();
    }

    /** @param kekId only decrypts from now on */
    public void deactivate(KekId kekId) {
        lifecycle.deactivate(kekId);
    }

    /**
     * Destroys a KEK.
     *
     * @param kekId the KEK
     * @param usage counts what depends on it
     */
    public void destroy(KekId kekId, ToLongFunction<KekRecord> usage) {
        lifecycle.destroy(kekId, usage);
    }

    /**
     * Destroys all keys of a scope.
     *
     * @param scope the scope
     * @return what was destroyed
     */
    public List<KekId> shred(String scope) {
        return lifecycle.shred(scope);
    }

    /**
     * Opens the keys of a scope past all caches.
     *
     * @param scope the scope
     * @return what was found
     */
    public KekProbe.Found check(String scope) {
        return probe.check(scope);
    }

    /** @param listed is unwrapped and compared with its check value */
    public void verify(KekRecord listed) {
        loader.open(listed).wipe();
    }

    /**
     * The record of a KEK, as the KEK store holds it now.
     *
     * @param kekId the KEK
     * @return the record, if there is one
     */
    public Optional<KekRecord> find(KekId kekId) {
        return stores.keks().find(kekId);
    }

    /**
     * Whether a KEK is the newest ACTIVE one of its scope, as the records say.
     *
     * @param found the record of the KEK
     * @return false if it is not ACTIVE, or another one followed it
     */
    public boolean encrypts(KekRecord found) {
        return found.purpose() == KekPurpose.KEK
                && found.state() == KekState.ACTIVE
                && reader.list(found.scope(), KekPurpose.KEK).records().stream()
                        .noneMatch(other -> other.state() == KekState.ACTIVE && other.sequence() > found.sequence());
    }

    /**
     * How many of the KEK records of a scope open.
     *
     * @param scope the scope
     * @return how many there are, and how many of them this ring can use
     * @throws KeyUnavailableException if a store cannot be reached
     */
    public Usable usable(String scope) {
        List<KekRecord> records = stores.keks().list(scope, KekPurpose.KEK);
        int usable = 0;
        for (KekRecord each : records) {
            try {
                verify(each);
                usable++;
            } catch (KeyUnavailableException e) {
                throw e;
            } catch (RowsealException e) {
                // It is one that this ring cannot use: that is what is counted.
                continue;
            }
        }
        return new Usable(records.size(), usable);
    }

    /**
     * How many records there are.
     *
     * @param stored in the KEK store
     * @param usable how many of them open
     */
    public record Usable(int stored, int usable) {}

    /** {@return what this ring has done} */
    public KeyRingCounters counters() {
        return counters;
    }

    /** {@return one line per store} */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        stores.masterKeys().values().forEach(store -> lines.add(store.describe()));
        return lines;
    }

    /** @param dependent holds keys opened by this ring; closed with it, unless it is garbage before */
    public void closeWithRing(KeyHolder dependent) {
        synchronized (dependents) {
            dependents.add(dependent);
        }
    }

    /** Wipes cached keys, also those of dependents, and closes the stores. */
    @Override
    public void close() {
        cache.close();
        synchronized (dependents) {
            dependents.forEach(KeyHolder::close);
        }
        stores.masterKeys().values().forEach(MasterKeyStore::close);
        stores.keks().close();
        dataKeys.primitives().forgetKeys();
    }

    /** {@return the ids of the master-key stores} */
    public Set<String> storeIds() {
        return stores.masterKeys().keySet();
    }
}
