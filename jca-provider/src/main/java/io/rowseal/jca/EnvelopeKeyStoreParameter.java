package io.rowseal.jca;

import io.rowseal.keys.spi.MasterKeyStore;
import java.security.KeyStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which master keys {@code KeyStore.getInstance("EnvelopeMasterKeys")} shows.
 *
 * <pre>{@code
 * KeyStore masterKeys = KeyStore.getInstance("EnvelopeMasterKeys");
 * masterKeys.load(EnvelopeKeyStoreParameter.of(store));
 * Key handle = masterKeys.getKey("pkcs12/master-1", null);
 * }</pre>
 *
 * <p>Immutable and thread safe.
 */
public final class EnvelopeKeyStoreParameter implements KeyStore.LoadStoreParameter {

    private static final EnvelopeKeyStoreParameter CONFIGURED = new EnvelopeKeyStoreParameter(null);

    private final @Nullable List<MasterKeyStore> stores;

    private EnvelopeKeyStoreParameter(@Nullable List<MasterKeyStore> stores) {
        this.stores = stores;
    }

    /**
     * The master keys that the provider's configuration file names.
     *
     * @return the parameter
     */
    public static EnvelopeKeyStoreParameter configured() {
        return CONFIGURED;
    }

    /**
     * The master keys of stores.
     *
     * @param stores at least one, started, as the stores of a key ring are. The caller closes them, after the last use of the
     *     key store and its handles
     * @return the parameter
     * @throws IllegalArgumentException if there is no store, or two of them would have the same aliases
     */
    public static EnvelopeKeyStoreParameter of(MasterKeyStore... stores) {
        List<MasterKeyStore> copy = List.of(stores);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("there is no master-key store: give at least one, or use configured()");
        }
        MasterKeyAliases.requireUnambiguous(copy);
        return new EnvelopeKeyStoreParameter(copy);
    }

    /** The stores, or null for those of the configuration. */
    @Nullable
    List<MasterKeyStore> stores() {
        return stores;
    }

    /**
     * No protection parameter, because the stores have their own passwords.
     *
     * @return null
     */
    @Override
    public KeyStore.@Nullable ProtectionParameter getProtectionParameter() {
        return null;
    }
}
