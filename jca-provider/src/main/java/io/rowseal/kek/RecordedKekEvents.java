package io.rowseal.kek;

import io.rowseal.KekId;
import io.rowseal.Printable;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.UnreadableRecord;
import io.rowseal.keys.spi.WrappedKey;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Tells Java Flight Recorder what happens to KEKs, where a recording asks for it. Thread safe. */
final class RecordedKekEvents extends KekEvents {

    /** Never committed: it answers whether hits are recorded. */
    private final KekEvent.CacheHit hits = new KekEvent.CacheHit();

    @Override
    public boolean recordsHits() {
        return hits.isEnabled();
    }

    @Override
    public void hit(String scope, KekPurpose purpose, KekId kekId) {
        commit(new KekEvent.CacheHit(), scope, purpose, kekId);
    }

    @Override
    public void evicted(KekRecord left) {
        commit(new KekEvent.CacheEvicted(), left.scope(), left.purpose(), left.kekId());
    }

    @Override
    public <T> T miss(String scope, KekPurpose purpose, KekId kekId, Supplier<T> load) {
        KekEvent.CacheMiss event = new KekEvent.CacheMiss();
        event.begin();
        try {
            return load.get();
        } finally {
            commit(event, scope, purpose, kekId);
        }
    }

    @Override
    public boolean generate(String scope, KekPurpose purpose, KekId kekId, BooleanSupplier create) {
        KekEvent.Generated event = new KekEvent.Generated();
        event.begin();
        event.stored = create.getAsBoolean();
        commit(event, scope, purpose, kekId);
        return event.stored;
    }

    @Override
    public WrappedKey wrap(
            String storeId, String keyRef, String scope, KekPurpose purpose, KekId kekId, Supplier<WrappedKey> call) {
        KekEvent.Wrapped event = new KekEvent.Wrapped();
        return atStore(event, "wrap", storeId, keyRef, scope, purpose, kekId, call);
    }

    @Override
    public void unreadable(UnreadableRecord found) {
        KekEvent.RecordUnreadable event = new KekEvent.RecordUnreadable();
        if (event.shouldCommit()) {
            event.kekId = found.name();
            event.sequence = found.sequence();
            event.commit();
        }
    }

    @Override
    public byte[] unwrap(WrappedKey recipient, String scope, KekPurpose purpose, KekId kekId, Supplier<byte[]> call) {
        return atStore(
                new KekEvent.Unwrapped(),
                "unwrap",
                recipient.storeId(),
                recipient.keyRef(),
                scope,
                purpose,
                kekId,
                call);
    }

    private static <T> T atStore(
            KekEvent.AtStore event,
            String operation,
            String storeId,
            String keyRef,
            String scope,
            KekPurpose purpose,
            KekId kekId,
            Supplier<T> call) {
        KekEvent.StoreFailure failure = new KekEvent.StoreFailure();
        event.begin();
        failure.begin();
        try {
            T result = call.get();
            event.storeId = Printable.of(storeId);
            event.keyRef = Printable.of(keyRef);
            commit(event, scope, purpose, kekId);
            return result;
        } catch (RuntimeException e) {
            failure.operation = operation;
            failure.storeId = Printable.of(storeId);
            failure.keyRef = Printable.of(keyRef);
            failure.exceptionClass = e.getClass().getName();
            commit(failure, scope, purpose, kekId);
            throw e;
        }
    }

    private static void commit(KekEvent event, String scope, KekPurpose purpose, KekId kekId) {
        event.end();
        if (event.shouldCommit()) {
            event.about(scope, purpose, kekId);
            event.commit();
        }
    }
}
