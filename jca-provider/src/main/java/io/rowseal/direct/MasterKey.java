package io.rowseal.direct;

import io.rowseal.keys.spi.MasterKeyStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One master key of a store, or all that a store is configured with: what stands behind {@code MasterKeyHandle}. Two are equal if
 * they stand for the same key of the same store object. Thread safe.
 */
public final class MasterKey {

    private final MasterKeyStore store;
    private final String storeId;
    private final String keyRef;
    private final boolean pinned;
    private volatile boolean destroyed;

    /**
     * Creates it; calls nothing remote.
     *
     * @param store the store
     * @param keyRef the key that seals
     * @param pinned whether no other key of the store opens
     */
    public MasterKey(MasterKeyStore store, String keyRef, boolean pinned) {
        this.store = store;
        this.storeId = store.storeId();
        this.keyRef = keyRef;
        this.pinned = pinned;
    }

    /**
     * The store.
     *
     * @return the store
     * @throws IllegalStateException if this was destroyed
     */
    public MasterKeyStore store() {
        if (destroyed) {
            throw new IllegalStateException("this handle of a master key was destroyed: make another");
        }
        return store;
    }

    /** {@return the store's id} */
    public String storeId() {
        return storeId;
    }

    /** {@return the key that seals} */
    public String keyRef() {
        return keyRef;
    }

    /**
     * The keys that open.
     *
     * @return in the order in which they are preferred
     * @throws IllegalStateException if this was destroyed
     */
    public List<String> keyRefs() {
        return pinned ? List.of(keyRef) : store().keyRefs();
    }

    /** Makes this unusable. The master key stays as it is. */
    public void destroy() {
        destroyed = true;
    }

    /** {@return whether this was destroyed} */
    public boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MasterKey that
                && isSameStore(that.store)
                && keyRef.equals(that.keyRef)
                && pinned == that.pinned;
    }

    /** The object itself: two stores may well have the same id and the same names of keys. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isSameStore(MasterKeyStore other) {
        return store == other;
    }

    @Override
    public int hashCode() {
        return 31 * storeId.hashCode() + keyRef.hashCode();
    }

    /** Messages name it as the application knows it. */
    @Override
    public String toString() {
        return "MasterKeyHandle[" + storeId + "/" + keyRef + "]";
    }
}
