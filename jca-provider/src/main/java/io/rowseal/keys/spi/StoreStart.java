package io.rowseal.keys.spi;

import java.security.Provider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a key ring permits a master-key store when it starts it, and what it asks of it. Immutable and thread safe.
 *
 * <p>There is no default for the permission, because the wrong one loses data: a key created while KEK records exist opens none
 * of them.
 */
public final class StoreStart {

    private final boolean permitsNewKeys;
    private final @Nullable Provider primitiveProvider;

    private StoreStart(boolean permitsNewKeys, @Nullable Provider primitiveProvider) {
        this.permitsNewKeys = permitsNewKeys;
        this.primitiveProvider = primitiveProvider;
    }

    /**
     * A new installation without KEK records: a store that is configured to do so may create its first master key.
     *
     * @return the permission
     */
    public static StoreStart mayCreateKeys() {
        return new StoreStart(true, null);
    }

    /**
     * There are KEK records, which need the master keys that wrapped them: a store whose keys are missing refuses to start.
     *
     * @return the permission
     */
    public static StoreStart keysMustExist() {
        return new StoreStart(false, null);
    }

    /**
     * The same permission, with a chosen provider of primitives.
     *
     * @param provider gives every primitive that the store uses in this process
     * @return a new object
     */
    public StoreStart withPrimitiveProvider(Provider provider) {
        return new StoreStart(permitsNewKeys, provider);
    }

    /**
     * Whether the store may create its first master key.
     *
     * @return false if the store must refuse to start without its keys
     */
    public boolean permitsNewKeys() {
        return permitsNewKeys;
    }

    /**
     * The provider of AES, HMAC, SHA-256 and random numbers for a store that wraps in this process. A store that wraps
     * elsewhere ignores it.
     *
     * @return the chosen provider; empty for the store's own choice
     */
    public Optional<Provider> primitiveProvider() {
        return Optional.ofNullable(primitiveProvider);
    }

    @Override
    public String toString() {
        return permitsNewKeys ? "StoreStart[may create keys]" : "StoreStart[keys must exist]";
    }
}
