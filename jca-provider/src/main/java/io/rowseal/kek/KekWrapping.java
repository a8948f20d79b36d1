package io.rowseal.kek;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.KeyUnavailableException;
import io.rowseal.RowsealException;
import io.rowseal.crypto.Primitives;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.StoreClosedException;
import io.rowseal.keys.spi.WrappedKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Wraps a KEK by the active master key of each store, and proves that what was wrapped is durable before anybody stores it: each
 * wrapped key is unwrapped with what its store holds now, not with what is in memory. Thread safe.
 */
final class KekWrapping {

    private final Map<String, MasterKeyStore> stores;
    private final KeyRingCounters counters;
    private final KekEvents events;

    KekWrapping(Map<String, MasterKeyStore> stores, KeyRingCounters counters, KekEvents events) {
        this.stores = stores;
        this.counters = counters;
        this.events = events;
    }

    /**
     * Wraps a KEK once per store.
     *
     * @param raw the KEK, 32 bytes; not changed
     * @throws RowsealException if a store cannot wrap it, or does not give it back
     */
    List<WrappedKey> wrap(byte[] raw, KekPurpose purpose, String scope, KekId kekId) {
        List<WrappedKey> recipients = new ArrayList<>();
        for (MasterKeyStore store : stores.values()) {
            recipients.add(wrap(store, raw, purpose, scope, kekId));
        }
        return recipients;
    }

    /** Wraps a key by one store and has the store give it back. */
    WrappedKey wrap(MasterKeyStore store, byte[] raw, KekPurpose purpose, String scope, KekId kekId) {
        counters.wrap();
        Context context = KekRecord.storeContext(purpose, scope, kekId);
        WrappedKey wrapped = call(store, () -> {
            String keyRef = store.activeKeyRef();
            return events.wrap(store.storeId(), keyRef, scope, purpose, kekId, () -> store.wrap(keyRef, raw, context));
        });
        requireSame(store, raw, wrapped, unwrapFresh(store, wrapped, scope, purpose, kekId));
        return wrapped;
    }

    private static void requireSame(MasterKeyStore store, byte[] raw, WrappedKey wrapped, byte[] again) {
        boolean same = Primitives.constantTimeEquals(raw, again);
        Arrays.fill(again, (byte) 0);
        if (!same || !wrapped.storeId().equals(store.storeId())) {
            throw new ConfigurationException("the master-key store '" + store.storeId()
                    + "' did not give back the KEK it had just wrapped: its keys change, or another store answers in its"
                    + " place. Nothing was stored; check what the store is connected to");
        }
    }

    /** Unwraps with what a store holds now. */
    byte[] unwrapFresh(MasterKeyStore store, WrappedKey wrapped, String scope, KekPurpose purpose, KekId kekId) {
        counters.unwrap();
        Context context = KekRecord.storeContext(purpose, scope, kekId);
        return call(
                store, () -> events.unwrap(wrapped, scope, purpose, kekId, () -> store.unwrapFresh(wrapped, context)));
    }

    /** What a store throws besides the exceptions of this library is its own trouble, not the caller's. */
    private static <T> T call(MasterKeyStore store, Supplier<T> storeCall) {
        try {
            return storeCall.get();
        } catch (RowsealException e) {
            throw e;
        } catch (StoreClosedException e) {
            throw e.refusal();
        } catch (RuntimeException e) {
            throw KeyUnavailableException.ofStore(store.storeId(), e);
        }
    }
}
