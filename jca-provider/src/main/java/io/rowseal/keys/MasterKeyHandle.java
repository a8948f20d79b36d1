package io.rowseal.keys;

import io.rowseal.direct.MasterKey;
import io.rowseal.keys.spi.MasterKeyStore;
import java.util.List;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * A JCA key that stands for one master key of a store. With it the master key wraps data keys directly, without a KEK. Use it
 * for files and single messages, because each costs a store call.
 *
 * <p>It is a handle: format and encoding are null, so that no other provider's cipher accepts it as a key. Two handles are
 * equal if they stand for the same key of the same store object. {@link #destroy()} makes this handle unusable and never
 * touches the master key. Thread safe; not serializable.
 */
public final class MasterKeyHandle extends OpaqueKey implements SecretKey {

    /** Name of the algorithm; no other provider has it. */
    public static final String ALGORITHM = "EnvelopeMasterKey";

    private static final long serialVersionUID = 1L;

    private final transient MasterKey master;

    private MasterKeyHandle(MasterKey master) {
        this.master = master;
    }

    /**
     * A handle of one master key: it opens only messages that name exactly this key. Calls no store.
     *
     * @param store the store; stays the caller's to close, and must be open when the handle is used
     * @param keyRef one of the store's key references
     * @return the handle
     */
    public static MasterKeyHandle of(MasterKeyStore store, String keyRef) {
        return new MasterKeyHandle(new MasterKey(store, keyRef, true));
    }

    /**
     * A handle of a whole store: seals with the master key that the store wraps with now, and opens what any of the store's
     * configured keys sealed, as you need after a rotation. If one store holds keys of different tenants, give each tenant its
     * own handle, {@link #of(MasterKeyStore, String)}.
     *
     * @param store the store; stays the caller's to close, and must be open when the handle is used
     * @return the handle
     */
    public static MasterKeyHandle of(MasterKeyStore store) {
        return new MasterKeyHandle(new MasterKey(store, store.activeKeyRef(), false));
    }

    /**
     * The store.
     *
     * @return the store
     * @throws IllegalStateException if the handle was destroyed
     */
    public MasterKeyStore store() {
        return master.store();
    }

    /**
     * The store's id.
     *
     * @return the id under which messages name the store
     */
    public String storeId() {
        return master.storeId();
    }

    /**
     * The key reference.
     *
     * @return the reference
     */
    public String keyRef() {
        return master.keyRef();
    }

    /**
     * The key references that this handle opens with, in the order in which they are preferred.
     *
     * @return the one reference, or those the store is configured with
     * @throws IllegalStateException if the handle was destroyed
     */
    public List<String> keyRefs() {
        return master.keyRefs();
    }

    @Override
    public String getAlgorithm() {
        return ALGORITHM;
    }

    /** Makes this handle unusable. The master key does not change. */
    @Override
    public void destroy() {
        master.destroy();
    }

    @Override
    public boolean isDestroyed() {
        return master.isDestroyed();
    }

    /**
     * What other packages of this module use of the handle. Not for application use.
     *
     * @param <T> a type that is not exported
     * @param type its class
     * @return the part
     * @throws IllegalArgumentException if there is no such part
     */
    public <T> T internal(Class<T> type) {
        return Internals.cast(this, type, master);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MasterKeyHandle that && master.equals(that.master);
    }

    @Override
    public int hashCode() {
        return master.hashCode();
    }

    @Override
    public String toString() {
        return master.toString();
    }
}
