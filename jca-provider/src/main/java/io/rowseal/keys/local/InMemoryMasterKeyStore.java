package io.rowseal.keys.local;

import io.rowseal.Context;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.format.Layout;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.StoreStart;
import io.rowseal.keys.spi.WrappedKey;
import java.util.List;

/**
 * A master-key store for tests: random keys that nobody else ever sees.
 *
 * <p><b>WARNING: when the process ends, the master keys and everything encrypted under them are lost for good.</b> Never
 * configure it where data outlives the process; use {@link Pkcs12MasterKeyStore} or a remote store there.
 *
 * <p>It wraps as {@link Pkcs12MasterKeyStore} does. Thread safe.
 */
public final class InMemoryMasterKeyStore implements MasterKeyStore {

    private final String storeId;
    private final StorePrimitives primitives = new StorePrimitives();
    private final LocalWrappingKeys keys;
    private volatile String activeKeyRef = MasterKeyNames.successor(List.of());
    private boolean created;

    /** Creates a store with the id "memory" and one random key, "master-1". */
    public InMemoryMasterKeyStore() {
        this("memory");
    }

    /**
     * Creates a store with one random key, "master-1".
     *
     * @param storeId the store id
     */
    public InMemoryMasterKeyStore(String storeId) {
        this.storeId = storeId;
        this.keys = new LocalWrappingKeys(storeId, primitives);
    }

    @Override
    public String storeId() {
        return storeId;
    }

    /** Its keys are always new, so the permission has no effect. Uses the chosen provider of primitives from now on. */
    @Override
    public void start(StoreStart start) {
        primitives.choose(start);
    }

    /** The first key is created at the first use: by then the key ring has chosen the provider that creates it. */
    private synchronized LocalWrappingKeys keys() {
        if (!created) {
            addKey();
            created = true;
        }
        return keys;
    }

    @Override
    public String activeKeyRef() {
        return activeKeyRef;
    }

    @Override
    public List<String> keyRefs() {
        return keys().keyRefs(activeKeyRef());
    }

    /**
     * Adds a random key and makes it the active one. Older keys still unwrap.
     *
     * @return the new key reference, "master-2", "master-3", …
     * @throws IllegalStateException if the store is closed
     */
    public synchronized String rotate() {
        keys();
        activeKeyRef = addKey();
        return activeKeyRef;
    }

    private String addKey() {
        String keyRef = MasterKeyNames.successor(keys.keyRefs());
        keys.add(keyRef, KeyBytes.hmac(primitives.get().random(Layout.KEY_BYTES)));
        return keyRef;
    }

    @Override
    public WrappedKey wrap(String keyRef, byte[] key, Context context) {
        return keys().wrap(keyRef, key, context);
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, Context context) {
        return keys().unwrap(wrapped, context);
    }

    @Override
    public String describe() {
        return "in memory (lost with the process), store '" + storeId + "', keys " + knownKeyRefs() + ", active '"
                + activeKeyRef + "'";
    }

    private synchronized List<String> knownKeyRefs() {
        return created ? keys.keyRefs() : List.of(activeKeyRef);
    }

    @Override
    public String toString() {
        return describe();
    }

    /** Wipes the keys. Everything encrypted under them is lost. */
    @Override
    public void close() {
        keys.close();
    }
}
