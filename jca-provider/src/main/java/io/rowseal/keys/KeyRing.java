package io.rowseal.keys;

import io.rowseal.ConfigurationException;
import io.rowseal.KekId;
import io.rowseal.KeyUnavailableException;
import io.rowseal.RowsealException;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Recipients;
import io.rowseal.kek.ActiveKeks;
import io.rowseal.kek.DataKeys;
import io.rowseal.kek.IndexRoots;
import io.rowseal.kek.KekCache;
import io.rowseal.kek.KekEvents;
import io.rowseal.kek.KekLifecycle;
import io.rowseal.kek.KekLoader;
import io.rowseal.kek.KekProbe;
import io.rowseal.kek.KekReader;
import io.rowseal.kek.KeyHolder;
import io.rowseal.kek.KeyRingCounters;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.keys.spi.MasterKeyStore;
import java.security.Provider;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The object an application holds: master-key stores, a KEK store and a cache of unwrapped KEKs. All state hangs on it.
 *
 * <p><b>Guarantees.</b> A master-key store is called at most once per KEK and cache age, however many rows and threads there
 * are, plus once to create a KEK. A KEK is stored durably, and has been unwrapped from what is stored, before it encrypts
 * anything. Keys are wiped from memory when they leave the cache and when the ring is closed, as far as the JVM allows.
 *
 * <p>Thread safe.
 */
public final class KeyRing implements AutoCloseable {

    /** The scope of rows that are of no tenant and no person. */
    public static final String DEFAULT_SCOPE = "default";

    private final Map<String, MasterKeyStore> stores;
    private final KekStore kekStore;
    private final KeyRingPolicy policy;
    private final KeyRingCounters counters = new KeyRingCounters();
    private final KekLoader loader;
    private final KekCache cache;
    private final ActiveKeks activeKeks;
    private final KekLifecycle lifecycle;
    private final KekProbe probe;
    private final DataKeys dataKeys;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final Set<KeyHolder> dependents = Collections.newSetFromMap(new WeakHashMap<>());

    private KeyRing(Builder builder, Map<String, MasterKeyStore> stores, KekStore kekStore, Primitives primitives) {
        this.stores = stores;
        this.kekStore = kekStore;
        this.policy = builder.policy;
        this.clock = builder.clock;
        this.nanoClock = builder.nanoClock;
        KekReader reader = new KekReader(kekStore, builder.events);
        this.loader = new KekLoader(stores, kekStore, reader, primitives, counters, builder.events);
        IndexRoots indexRoots = new IndexRoots(reader, loader, clock, Set.copyOf(builder.newIndexRoots));
        this.activeKeks = new ActiveKeks(kekStore, reader, loader, indexRoots, policy, clock);
        this.cache = new KekCache(kekStore, loader, activeKeks, indexRoots, policy, nanoClock, builder.events);
        this.lifecycle = new KekLifecycle(stores, kekStore, reader, loader, cache, policy, clock);
        this.probe = new KekProbe(stores, reader, loader, primitives);
        this.dataKeys = new DataKeys(cache, primitives, counters);
    }

    /** {@return a builder, which begins the configuration of a key ring} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A JCA key that stands for this ring and a scope. It holds no key material: its format and encoding are null.
     *
     * @param scope the set of rows or messages that share KEKs
     * @return a key for {@code Cipher.getInstance("Envelope")}
     */
    public KeyRingKey key(String scope) {
        return new KeyRingKey(this, KekRecord.requireScope(scope));
    }

    /** {@return data keys under the KEKs of this ring, for the row and message layers; not for application use} */
    public DataKeys dataKeys() {
        return dataKeys;
    }

    /** {@return how long keys live} */
    public KeyRingPolicy policy() {
        return policy;
    }

    /** {@return the clock of dates; not for application use} */
    public InstantSource clock() {
        return clock;
    }

    /** {@return the clock of caches, as {@link System#nanoTime()}; not for application use} */
    public LongSupplier nanoClock() {
        return nanoClock;
    }

    /**
     * Gives a scope a new KEK now. Data written from then on uses it; other processes follow within the
     * {@link KeyRingPolicy#stateInterval()}. Data under the old KEK stays readable.
     *
     * @param scope the scope
     * @throws RowsealException if this ring opens none of the scope's KEKs, or the new one cannot be wrapped or stored
     */
    public void rotateKek(String scope) {
        activeKeks.rotate(KekRecord.requireScope(scope), cache::keep);
        cache.forgetActive(scope);
    }

    /**
     * Wraps every KEK by the active master key of each store: what a rotation of master keys or a change of stores needs. The
     * data itself is not touched. A record that another process changes meanwhile is taken up again.
     *
     * @return how many records were wrapped anew
     * @throws ConfigurationException if a KEK can not be wrapped anew or a record not be read; all others are, and the call
     *     may be repeated
     */
    public int rewrapKeks() {
        return lifecycle.rewrapAll();
    }

    /**
     * Lets a KEK decrypt only; the next write of its scope creates a new one. Other processes follow within the
     * {@link KeyRingPolicy#stateInterval()}.
     *
     * @param kekId a KEK, not an index root key
     * @throws io.rowseal.UnknownKeyException if no record has the kekId
     * @throws io.rowseal.KeyDestroyedException if it was destroyed
     */
    public void deactivateKek(KekId kekId) {
        lifecycle.deactivate(kekId);
    }

    /**
     * Destroys a KEK that nothing depends on any more. The record stays as a tombstone without the wrapped key. Other processes
     * stop using the key within the {@link KeyRingPolicy#stateInterval()}; backups of the KEK store still hold it.
     *
     * @param kekId a KEK, not an index root key
     * @param usage counts what still depends on it; called after all other conditions are met
     * @throws IllegalStateException if it is ACTIVE, if its successor is not older than cache age and grace together, or if
     *     the count is not zero; nothing was changed
     * @throws io.rowseal.UnknownKeyException if no record has the kekId
     */
    public void destroyKek(KekId kekId, KekUsage usage) {
        lifecycle.destroy(kekId, usage);
    }

    /**
     * Destroys all KEKs and index root keys of a scope, whatever their states and whatever depends on them: <b>the data of the
     * scope is lost for good</b>. The records stay as tombstones.
     *
     * @param scope the scope
     * @return what was destroyed, and what remains to be waited for
     * @throws ConfigurationException if a row of the scope is no KEK record, and so could not be destroyed; all others are
     */
    public ShredReport shred(String scope) {
        return lifecycle.shred(KekRecord.requireScope(scope));
    }

    /**
     * Opens the KEK and the index root key of a scope with what the KEK store and the master-key stores hold now, past all
     * caches and past what a store keeps in memory: for health checks. It finds a key file that is gone or was replaced, a store
     * that is down, and a key file of another host. Costs one call of each master-key store per key, so ask rarely, or keep the
     * answer for some seconds. Changes nothing; a scope without records gets none.
     *
     * @param scope the scope
     * @return what was opened, and which stores failed that another one stood in for
     * @throws RowsealException if the scope cannot be read or written: the message names the cause
     */
    public KeyRingCheck check(String scope) {
        return probe.check(KekRecord.requireScope(scope));
    }

    /**
     * Unwraps the KEK of a record and compares its check value, as its first use would. Nothing is changed or cached.
     *
     * @param listed a record of the KEK store
     * @throws RowsealException as opening a message under that KEK
     */
    public void verify(KekRecord listed) {
        loader.open(listed).wipe();
    }

    /**
     * Looks at the KEK records of a scope, for messages about values that cannot be read. Each is unwrapped, which calls the
     * master-key store.
     *
     * @param scope the scope
     * @return how many there are, and how many this ring can use
     * @throws KeyUnavailableException if a store cannot be reached
     */
    public KekInspection inspect(String scope) {
        List<KekRecord> records = kekStore.list(KekRecord.requireScope(scope), KekPurpose.KEK);
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
        return new KekInspection(records.size(), usable);
    }

    /** {@return what this ring has done} */
    public KeyRingStatistics statistics() {
        return counters.snapshot();
    }

    /** {@return one line per store for logs and health pages; no secret} */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        stores.values().forEach(store -> lines.add(store.describe()));
        return lines;
    }

    /**
     * Has something closed with this ring, unless it is garbage before. Not for application use.
     *
     * @param dependent holds keys opened by this ring
     */
    public void closeWithRing(KeyHolder dependent) {
        synchronized (dependents) {
            dependents.add(dependent);
        }
    }

    /** Wipes cached keys, also those of tables, and closes the stores. */
    @Override
    public void close() {
        cache.close();
        synchronized (dependents) {
            dependents.forEach(KeyHolder::close);
        }
        stores.values().forEach(MasterKeyStore::close);
        kekStore.close();
        dataKeys.primitives().forgetKeys();
    }

    @Override
    public String toString() {
        return "KeyRing" + stores.keySet();
    }

    /** Configuration of a {@link KeyRing}. Not thread safe. */
    public static final class Builder {

        private final Map<String, MasterKeyStore> stores = new LinkedHashMap<>();
        private @Nullable KekStore kekStore;
        private KeyRingPolicy policy = KeyRingPolicy.DEFAULT;
        private InstantSource clock = InstantSource.system();
        private LongSupplier nanoClock = System::nanoTime;
        private @Nullable Primitives primitives;
        private boolean providerChosen;
        private KekEvents events = KekEvents.ofThisJvm();
        private final Set<String> newIndexRoots = new HashSet<>();

        private Builder() {}

        /**
         * Adds a master-key store. New KEKs are wrapped once per store, and any one of them can unwrap.
         *
         * @param store the store; closed with the ring
         * @return this builder
         * @throws IllegalArgumentException if a store with the same id was added before, or the id begins with {@code key:}
         */
        public Builder masterKeyStore(MasterKeyStore store) {
            if (store.storeId().startsWith(Recipients.CALLERS_KEY_PREFIX)) {
                throw new IllegalArgumentException("the master-key store id '" + store.storeId() + "' begins with '"
                        + Recipients.CALLERS_KEY_PREFIX + "', which is the library's own: give it another");
            }
            if (stores.putIfAbsent(store.storeId(), store) != null) {
                throw new IllegalArgumentException(
                        "two master-key stores have the id '" + store.storeId() + "': give each its own");
            }
            return this;
        }

        /**
         * Sets the KEK store.
         *
         * @param store the store; closed with the ring
         * @return this builder
         */
        public Builder kekStore(KekStore store) {
            this.kekStore = store;
            return this;
        }

        /**
         * Sets how long keys live.
         *
         * @param value the policy; default {@link KeyRingPolicy#DEFAULT}
         * @return this builder
         */
        public Builder policy(KeyRingPolicy value) {
            this.policy = value;
            return this;
        }

        /**
         * Allows a scope that has KEKs but no index root key to get a new one. A ring refuses that otherwise, because the key was
         * lost then: rows that had a blind index under the lost key are not found by any search, and {@code unique} does not see
         * them, before they are written again. Set it for one start, then remove it.
         *
         * @param scope the scope
         * @return this builder
         */
        public Builder allowNewIndexRoot(String scope) {
            newIndexRoots.add(KekRecord.requireScope(scope));
            return this;
        }

        /**
         * Sets the clocks, for tests.
         *
         * @param wallClock age of KEKs
         * @param cacheClock age of cache entries, as {@link System#nanoTime()}
         * @return this builder
         */
        public Builder clocks(InstantSource wallClock, LongSupplier cacheClock) {
            this.clock = wallClock;
            this.nanoClock = cacheClock;
            return this;
        }

        /**
         * Sets the provider that AES, HMAC, SHA-256, RSA and random numbers come from, also in the master-key stores that wrap
         * in this process. The default is the JDK: SunJCE for ciphers and HMAC, SUN for SHA-256, and its default generator.
         *
         * <p>Nothing is taken from any other provider, with two exceptions: a PKCS#12 file is read and written by the JDK, and
         * an RSA private key in a token is used by the token's provider. What is sealed with one provider opens with any other.
         *
         * @param provider the provider, which need not be registered in the JVM
         * @return this builder
         * @throws ConfigurationException if the provider lacks a primitive; the message lists what is missing
         */
        public Builder primitiveProvider(Provider provider) {
            this.primitives = Primitives.of(provider);
            this.providerChosen = true;
            return this;
        }

        /**
         * Sets the primitives, for tests.
         *
         * @param value the primitives; default those of the JDK
         * @return this builder
         */
        public Builder primitives(Primitives value) {
            this.primitives = value;
            this.providerChosen = false;
            return this;
        }

        /** Sets who is told what happens to KEKs, for tests. */
        Builder events(KekEvents value) {
            this.events = value;
            return this;
        }

        /**
         * Builds the ring and starts its stores. If that fails, the stores stay the caller's to close.
         *
         * @return the ring
         * @throws ConfigurationException if a store is missing or can not be used as configured
         * @throws io.rowseal.SelfTestException if a primitive of the provider does not work
         */
        public KeyRing build() {
            KekLoader.requireStores(stores);
            KekStore records = kekStore;
            if (records == null) {
                throw new ConfigurationException(
                        "a key ring needs a KEK store: configure a JDBC table, or memory for tests");
            }
            Primitives tested = primitives == null ? Primitives.standard() : primitives;
            tested.requireSelfTest();
            boolean recordsExist = records.hasRecords();
            stores.values().forEach(store -> start(store, tested, recordsExist));
            return new KeyRing(this, new LinkedHashMap<>(stores), records, tested);
        }

        private void start(MasterKeyStore store, Primitives tested, boolean recordsExist) {
            if (providerChosen && store instanceof WrapsLocally local) {
                local.usePrimitives(tested);
            }
            store.start(recordsExist);
        }
    }
}
