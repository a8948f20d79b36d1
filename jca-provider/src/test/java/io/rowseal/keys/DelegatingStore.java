package io.rowseal.keys;

import io.rowseal.Context;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.WrappedKey;
import java.util.List;

/** A master-key store of tests that does what another one does, unless it is told otherwise. */
class DelegatingStore implements MasterKeyStore {

    private final MasterKeyStore inner;

    DelegatingStore(MasterKeyStore inner) {
        this.inner = inner;
    }

    @Override
    public String storeId() {
        return inner.storeId();
    }

    @Override
    public String activeKeyRef() {
        return inner.activeKeyRef();
    }

    @Override
    public List<String> keyRefs() {
        return inner.keyRefs();
    }

    @Override
    public WrappedKey wrap(String keyRef, byte[] key, Context context) {
        return inner.wrap(keyRef, key, context);
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, Context context) {
        return inner.unwrap(wrapped, context);
    }

    @Override
    public byte[] unwrapFresh(WrappedKey wrapped, Context context) {
        return inner.unwrapFresh(wrapped, context);
    }

    @Override
    public String describe() {
        return inner.describe();
    }

    @Override
    public void close() {
        inner.close();
    }
}
