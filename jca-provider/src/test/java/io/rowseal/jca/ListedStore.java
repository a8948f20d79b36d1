package io.rowseal.jca;

import io.rowseal.Context;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.StoreStart;
import io.rowseal.keys.spi.WrappedKey;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store of which only the list of keys matters; whatever would be remote is counted and fails. */
final class ListedStore implements MasterKeyStore {

    private final String storeId;
    private final List<String> keyRefs;
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable RuntimeException startFailure;

    final AtomicInteger starts = new AtomicInteger();
    final AtomicInteger remoteCalls = new AtomicInteger();

    ListedStore(String storeId, String... keyRefs) {
        this.storeId = storeId;
        this.keyRefs = List.of(keyRefs);
    }

    /** Makes the list fail, or work again with null. */
    ListedStore failing(@Nullable RuntimeException value) {
        this.failure = value;
        return this;
    }

    /** Makes the start fail, or work again with null. */
    ListedStore failingStart(@Nullable RuntimeException value) {
        this.startFailure = value;
        return this;
    }

    @Override
    public void start(StoreStart start) {
        starts.incrementAndGet();
        RuntimeException thrown = startFailure;
        if (thrown != null) {
            throw thrown;
        }
    }

    @Override
    public String storeId() {
        return storeId;
    }

    @Override
    public String activeKeyRef() {
        return keyRefs().get(0);
    }

    @Override
    public List<String> keyRefs() {
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        return keyRefs;
    }

    @Override
    public WrappedKey wrap(String keyRef, byte[] key, Context context) {
        throw remote();
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, Context context) {
        throw remote();
    }

    private AssertionError remote() {
        remoteCalls.incrementAndGet();
        return new AssertionError("a list of keys needs no key");
    }

    @Override
    public String describe() {
        return "listed store " + storeId;
    }

    @Override
    public void close() {
        remoteCalls.incrementAndGet();
    }
}
