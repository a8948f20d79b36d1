package io.rowseal.hibernate;

import io.rowseal.Context;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.WrappedKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers the keys it wrapped, so that a test can look for them, and counts what it unwrapped. */
final class RecordingMasterKeyStore implements MasterKeyStore {

    private final MasterKeyStore store = new InMemoryMasterKeyStore();

    final List<byte[]> keys = new CopyOnWriteArrayList<>();
    final AtomicInteger unwraps = new AtomicInteger();

    @Override
    public String storeId() {
        return store.storeId();
    }

    @Override
    public String activeKeyRef() {
        return store.activeKeyRef();
    }

    @Override
    public List<String> keyRefs() {
        return store.keyRefs();
    }

    @Override
    public WrappedKey wrap(String keyRef, byte[] key, Context context) {
        keys.add(key.clone());
        return store.wrap(keyRef, key, context);
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, Context context) {
        unwraps.incrementAndGet();
        return store.unwrap(wrapped, context);
    }

    @Override
    public String describe() {
        return store.describe();
    }

    @Override
    public void close() {
        store.close();
    }
}
