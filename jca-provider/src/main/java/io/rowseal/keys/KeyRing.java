package io.rowseal.keys;

import io.rowseal.ConfigurationException;
import io.rowseal.KekId;
import io.rowseal.KeyUnavailableException;
import io.rowseal.RowsealException;
import io.rowseal.crypto.Primitives;
import io.rowseal.kek.KekEvents;
import io.rowseal.kek.KekProbe;
import io.rowseal.kek.KeyRingCounters;
import io.rowseal.kek.Ring;
import io.rowseal.kek.RingSettings;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.keys.spi.MasterKeyStore;
import java.security.Provider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The object that an application holds: master-key stores, a KEK store and a cache of unwrapped KEKs. It owns all state.
 *
 * <p><b>Guarantees.</b> The ring calls a master-key store at most once per KEK and cache age, for any number of rows and
 * threads, plus once to create a KEK. Before a KEK encrypts anything, the ring has stored it durably and unwrapped the stored
 * form. The ring wipes keys from memory when they leave the cache and when it is closed, as far as the JVM allows.
 *
 * <p>Thread safe.
 */
public final class KeyRing implements AutoCloseable {

    /** The scope of rows that belong to no tenant or person. */
    public static final String DEFAULT_SCOPE = "default";

    private final Ring ring;
    private final KeyRingPolicy policy;

    private KeyRing(Ring ring, KeyRingPolicy policy) {
        this.ring = ring;
        this.policy = policy;
    }

    /**
     * A key ring with the defaults, for the common case of one master-key store.
     *
     * <pre>{@code
     * KeyRing ring = KeyRing.of(
     *         Pkcs12MasterKeyStore.createOrOpen(keyFile, password),
     *         JdbcKekStore.createOrOpen(databaseUrl));
     * }</pre>
     *
     * @param masterKeys wraps the KEKs; closed with the ring
     * @param keks holds the wrapped KEKs; closed with the ring
     * @return the ring
     * @throws ConfigurationException if a store cannot be used as configured
     */
    public static KeyRing of(MasterKeyStore masterKeys, KekStore keks) {
        return builder().masterKeyStore(masterKeys).kekStore(keks).build();
    }

    /** {@return a builder, which begins the configuration of a key ring} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A JCA key that stands for this ring and the {@link #DEFAULT_SCOPE}.
     *
     * @return a key for {@code Cipher.getInstance("Envelope")}
     */
    public KeyRingKey key() {
        return key(DEFAULT_SCOPE);
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

    /**
     * What other packages of this module use of the ring. Not for application use.
     *
     * @param <T> a type that is not exported
     * @param type its class
     * @return the part
     * @throws IllegalArgumentException if there is no such part
     */
    public <T> T internal(Class<T> type) {
        return Internals.cast(this, type, ring);
    }

    /** {@return how long keys live} */
    public KeyRingPolicy policy() {
        return policy;
    }

    /** {@return the clock that tells the ring how old a KEK is} */
    public InstantSource clock() {
        return ring.clock();
    }

    /**
     * Gives a scope a new KEK now. Data written from then on uses it; other processes follow within the
     * {@link KeyRingPolicy#stateInterval()}. Data under the old KEK stays readable.
     *
     * @param scope the scope
     * @throws RowsealException if this ring opens none of the scope's KEKs, or the new one cannot be wrapped or stored
     */
    public void rotateKek(String scope) {
        ring.rotate(KekRecord.requireScope(scope));
    }

    /**
     * Wraps every KEK with the active master key of each store. Call it after a rotation of master keys or a change of stores.
     * It does not touch the data itself. If another process changes a record meanwhile, it processes the record again.
     *
     * @return how many records were rewrapped
     * @throws ConfigurationException if a KEK cannot be rewrapped or a record cannot be read; all others are rewrapped, and the
     *     call may be repeated
     */
    public int rewrapKeks() {
        return ring.rewrapAll();
    }

    /**
     * Restricts a KEK to decryption; the next write in its scope creates a new one. Other processes follow within the {@link
     * KeyRingPolicy#stateInterval()}.
     *
     * @param kekId a KEK, not an index root key
     * @throws io.rowseal.UnknownKeyException if no record has the kekId
     * @throws io.rowseal.KeyDestroyedException if it was destroyed
     */
    public void deactivateKek(KekId kekId) {
        ring.deactivate(kekId);
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
        ring.destroy(kekId, usage::count);
    }

    /**
     * Destroys all KEKs and index root keys of a scope, whatever their states and whatever depends on them: <b>the data of the
     * scope is lost for good</b>. The records stay as tombstones.
     *
     * @param scope the scope
     * @return what was destroyed, and what remains before the data is unreadable
     * @throws ConfigurationException if a row of the scope is not a KEK record and so could not be destroyed; all others are
     *     destroyed
     */
    public ShredReport shred(String scope) {
        List<KekId> destroyed = ring.shred(KekRecord.requireScope(scope));
        return new ShredReport(scope, destroyed, policy.stateInterval(), policy.cacheAge());
    }

    /**
     * Opens the KEK and the index root key of a scope with what the KEK store and the master-key stores hold now. For health
     * checks: it bypasses all caches and all keys that a store keeps in memory. It detects a key file that is gone or was
     * replaced, a store that is down, and a key file of another host. Each call costs one call of each master-key store per
     * key, so call it rarely, or cache the answer for some seconds. Changes nothing; a scope without records gets none.
     *
     * @param scope the scope
     * @return what was opened, and which stores failed that another store could replace
     * @throws RowsealException if the scope cannot be read or written: the message names the cause
     */
    public KeyRingCheck check(String scope) {
        KekProbe.Found found = ring.check(KekRecord.requireScope(scope));
        return new KeyRingCheck(scope, found.opened(), found.storeFailures());
    }

    /**
     * Unwraps the KEK of a record and compares its check value, as its first use would. Nothing is changed or cached.
     *
     * @param listed a record of the KEK store
     * @throws RowsealException as opening a message under that KEK
     */
    public void verify(KekRecord listed) {
        ring.verify(listed);
    }

    /**
     * Inspects the KEK records of a scope, for messages about values that cannot be read. It unwraps each record, which calls
     * the master-key store.
     *
     * @param scope the scope
     * @return how many there are, and how many this ring can use
     * @throws KeyUnavailableException if a store cannot be reached
     */
    public KekInspection inspect(String scope) {
        Ring.Usable found = ring.usable(KekRecord.requireScope(scope));
        return new KekInspection(found.stored(), found.usable());
    }

    /**
     * Looks up the KEK that a header names, see {@link io.rowseal.message.EnvelopeHeader}: its scope, and whether it is the one
     * that encrypts now or a former one. Costs one or two reads of the KEK store, and no call of a master-key store.
     *
     * @param kekId the KEK
     * @return the content of its record; empty if there is none
     * @throws KeyUnavailableException if the KEK store cannot be reached
     */
    public Optional<KekDescription> kek(KekId kekId) {
        return ring.find(kekId)
                .map(found -> new KekDescription(
                        kekId,
                        found.scope(),
                        found.purpose(),
                        found.state(),
                        ring.encrypts(found),
                        Instant.ofEpochMilli(found.createdAt())));
    }

    /** {@return what this ring has done} */
    public KeyRingStatistics statistics() {
        KeyRingCounters counters = ring.counters();
        return new KeyRingStatistics(
                counters.wraps(), counters.unwraps(), counters.dataKeysWrapped(), counters.dataKeysUnwrapped());
    }

    /** {@return one line per store for logs and health pages; no secret} */
    public List<String> describe() {
        return ring.describe();
    }

    /** Wipes cached keys, also those of tables, and closes the stores. */
    @Override
    public void close() {
        ring.close();
    }

    @Override
    public String toString() {
        return "KeyRing" + ring.storeIds();
    }

    /** Configuration of a {@link KeyRing}. Not thread safe. */
    public static final class Builder {

        private final RingSettings settings = new RingSettings();
        private KeyRingPolicy policy = KeyRingPolicy.DEFAULT;

        private Builder() {}

        /**
         * Adds a master-key store. New KEKs are wrapped once per store, and any one of them can unwrap.
         *
         * @param store the store; closed with the ring
         * @return this builder
         * @throws IllegalArgumentException if a store with the same id was added before, or the id begins with {@code key:}
         */
        public Builder masterKeyStore(MasterKeyStore store) {
            settings.add(store);
            return this;
        }

        /**
         * Sets the KEK store.
         *
         * @param store the store; closed with the ring
         * @return this builder
         */
        public Builder kekStore(KekStore store) {
            settings.kekStore(store);
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
         * Allows a scope that has KEKs but no index root key to get a new one. Otherwise a ring refuses that, because the key
         * was lost. Until the rows are written again, searches and {@code unique} do not find rows with a blind index under the
         * lost key. Set it for one start, then remove it.
         *
         * @param scope the scope
         * @return this builder
         */
        public Builder allowNewIndexRoot(String scope) {
            settings.allowNewIndexRoot(KekRecord.requireScope(scope));
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
            settings.clocks(wallClock, cacheClock);
            return this;
        }

        /**
         * Sets the provider of AES, HMAC, SHA-256, RSA and random numbers, also in the master-key stores that wrap in this
         * process. The default is the JDK: SunJCE for ciphers and HMAC, SUN for SHA-256, and its default generator.
         *
         * <p>The ring takes no primitive from another provider, with two exceptions. The JDK reads and writes PKCS#12 files,
         * and a token's own provider uses the token's RSA private keys. What is sealed with one provider opens with any other.
         *
         * @param provider the provider, which need not be registered in the JVM
         * @return this builder
         * @throws ConfigurationException if the provider lacks a primitive; the message lists what is missing
         */
        public Builder primitiveProvider(Provider provider) {
            settings.primitiveProvider(provider);
            return this;
        }

        /** Sets the primitives of the ring without those of its stores, for tests. */
        Builder primitives(Primitives value) {
            settings.primitives(value);
            return this;
        }

        /** Sets who is told what happens to KEKs, for tests. */
        Builder events(KekEvents value) {
            settings.events(value);
            return this;
        }

        /**
         * Builds the ring and starts its stores. If that fails, the caller closes the stores.
         *
         * @return the ring
         * @throws ConfigurationException if a store is missing or cannot be used as configured
         * @throws io.rowseal.SelfTestException if a primitive of the provider does not work
         */
        public KeyRing build() {
            return new KeyRing(settings.start(policy.times()), policy);
        }
    }
}
