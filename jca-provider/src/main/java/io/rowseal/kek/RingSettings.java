package io.rowseal.kek;

import io.rowseal.ConfigurationException;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Recipients;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.StoreStart;
import java.security.Provider;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a ring is built from. Not thread safe. */
public final class RingSettings {

    private final Map<String, MasterKeyStore> stores = new LinkedHashMap<>();
    private final Set<String> newIndexRoots = new HashSet<>();
    private @Nullable KekStore kekStore;
    private InstantSource clock = InstantSource.system();
    private LongSupplier nanoClock = System::nanoTime;
    private @Nullable Primitives primitives;
    private @Nullable Provider provider;
    private KekEvents events = KekEvents.ofThisJvm();

    /** Creates settings without stores. */
    public RingSettings() {}

    /**
     * Adds a master-key store.
     *
     * @param store the store
     * @throws IllegalArgumentException if its id is taken, or the library's own
     */
    public void add(MasterKeyStore store) {
        if (store.storeId().startsWith(Recipients.CALLERS_KEY_PREFIX)) {
            throw new IllegalArgumentException("the master-key store id '" + store.storeId() + "' begins with '"
                    + Recipients.CALLERS_KEY_PREFIX + "', which is the library's own: give it another");
        }
        if (stores.putIfAbsent(store.storeId(), store) != null) {
            throw new IllegalArgumentException(
                    "two master-key stores have the id '" + store.storeId() + "': give each its own");
        }
    }

    /** @param value where KEK records live */
    public void kekStore(KekStore value) {
        this.kekStore = value;
    }

    /** @param scope may get a new index root key although it has KEKs */
    public void allowNewIndexRoot(String scope) {
        newIndexRoots.add(scope);
    }

    /**
     * Sets the clocks.
     *
     * @param wallClock age of KEKs
     * @param cacheClock age of cache entries
     */
    public void clocks(InstantSource wallClock, LongSupplier cacheClock) {
        this.clock = wallClock;
        this.nanoClock = cacheClock;
    }

    /** @param chosen gives every primitive, also in the master-key stores */
    public void primitiveProvider(Provider chosen) {
        this.primitives = Primitives.of(chosen);
        this.provider = chosen;
    }

    /** @param value used in the ring only: its stores keep their own */
    public void primitives(Primitives value) {
        this.primitives = value;
        this.provider = null;
    }

    /** @param value told what happens to KEKs */
    public void events(KekEvents value) {
        this.events = value;
    }

    /**
     * Builds the ring and starts its stores.
     *
     * @param times how long keys live
     * @return the ring
     * @throws ConfigurationException if a store is missing or cannot be used as configured
     */
    public Ring start(KekTimes times) {
        if (stores.isEmpty()) {
            throw new ConfigurationException("a key ring needs a master-key store: configure one");
        }
        KekStore records = kekStore;
        if (records == null) {
            throw new ConfigurationException(
                    "a key ring needs a KEK store: configure a JDBC table, or memory for tests");
        }
        Primitives tested = primitives == null ? Primitives.standard() : primitives;
        tested.requireSelfTest();
        StoreStart permits = records.hasRecords() ? StoreStart.keysMustExist() : StoreStart.mayCreateKeys();
        StoreStart start = provider == null ? permits : permits.withPrimitiveProvider(provider);
        stores.values().forEach(store -> store.start(start));
        return new Ring(
                new Stores(new LinkedHashMap<>(stores), records),
                times,
                new Clocks(clock, nanoClock),
                Set.copyOf(newIndexRoots),
                events,
                tested);
    }

    /** Where keys live. */
    record Stores(Map<String, MasterKeyStore> masterKeys, KekStore keks) {}

    /** The clock of dates, and the clock of caches. */
    record Clocks(InstantSource wall, LongSupplier nano) {}
}
