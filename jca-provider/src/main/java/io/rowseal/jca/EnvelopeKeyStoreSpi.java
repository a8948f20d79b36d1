package io.rowseal.jca;

import io.rowseal.ConfigurationException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.RowsealException;
import io.rowseal.config.ConfigurationStream;
import io.rowseal.config.ConfiguredStores;
import io.rowseal.config.ProviderConfiguration;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.spi.MasterKeyStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.KeyStoreSpi;
import java.security.ProviderException;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code KeyStore.getInstance("EnvelopeMasterKeys")}: the master keys of one or more stores as opaque handles. Read-only;
 * passwords are accepted everywhere and used nowhere, because keytool passes them and the stores have their own.
 *
 * <p>No master key is asked for: an alias is there because it is configured, and whether the store grants the key's use is
 * told when it is used. Thread safe.
 */
final class EnvelopeKeyStoreSpi extends KeyStoreSpi {

    static final String TYPE = "EnvelopeMasterKeys";

    private static final String READ_ONLY =
            "the key store EnvelopeMasterKeys cannot be changed: create, delete and configure master keys in their own store";

    private final ProviderConfiguration configuration;
    private volatile MasterKeyAliases keys = MasterKeyAliases.of(List.of());

    EnvelopeKeyStoreSpi(ProviderConfiguration configuration) {
        this.configuration = configuration;
    }

    /** No: there is no file to recognize, and strangers' streams are left alone. */
    @Override
    public boolean engineProbe(InputStream stream) {
        return false;
    }

    /**
     * Loads the stores that the provider's configuration names, or those of a configuration file that is given as the stream.
     *
     * @param password not used
     */
    @Override
    public void engineLoad(@Nullable InputStream stream, char @Nullable [] password) throws IOException {
        if (stream == null) {
            load(this::configured);
        } else {
            load(() -> MasterKeyAliases.starting(ConfiguredStores.masterKeyStores(ConfigurationStream.read(stream))));
        }
    }

    /** Loads what the parameter names; null is what the provider's configuration names. */
    @Override
    public void engineLoad(KeyStore.@Nullable LoadStoreParameter parameter) throws IOException {
        // KeyStore.Builder has a parameter of its own, which holds nothing but a password.
        if (parameter == null || parameter.getClass().getEnclosingClass() == KeyStore.class) {
            load(this::configured);
        } else if (parameter instanceof EnvelopeKeyStoreParameter known) {
            List<MasterKeyStore> stores = known.stores();
            load(stores == null ? this::configured : () -> MasterKeyAliases.of(stores));
        } else {
            throw new IllegalArgumentException("EnvelopeMasterKeys takes an EnvelopeKeyStoreParameter, not "
                    + parameter.getClass().getName());
        }
    }

    private MasterKeyAliases configured() {
        if (configuration.argument() == null) {
            throw new ConfigurationException("the provider Rowseal has no configuration: load with an"
                    + " EnvelopeKeyStoreParameter, or write 'security.provider.N=Rowseal /path/to/rowseal.properties' in"
                    + " java.security (keytool: -providerarg /path/to/rowseal.properties)");
        }
        return MasterKeyAliases.starting(configuration.masterKeyStores());
    }

    private void load(Source source) throws IOException {
        try {
            MasterKeyAliases loaded = source.open();
            // Tells now what makes all stores unusable.
            loaded.list();
            keys = loaded;
        } catch (RuntimeException e) {
            throw new IOException("the key store EnvelopeMasterKeys cannot be loaded: " + e.getMessage(), e);
        }
    }

    /**
     * The handle of a master key.
     *
     * @param password not used
     * @return the handle, or null if there is no such alias
     * @throws UnrecoverableKeyException if the key's store cannot be used
     * @throws EnvelopeKeyStoreUnavailableException if the key's store cannot be reached
     */
    @Override
    public @Nullable Key engineGetKey(String alias, char @Nullable [] password) throws UnrecoverableKeyException {
        try {
            return keys.find(alias);
        } catch (KeyUnavailableException e) {
            throw Failures.unchecked(e);
        } catch (RuntimeException e) {
            UnrecoverableKeyException refused =
                    new UnrecoverableKeyException("the master key '" + alias + "' cannot be used: " + e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    /** As {@link #engineGetKey}; the protection is not used. */
    @Override
    public KeyStore.@Nullable Entry engineGetEntry(String alias, KeyStore.@Nullable ProtectionParameter protection)
            throws UnrecoverableKeyException {
        return engineGetKey(alias, null) instanceof MasterKeyHandle handle ? new KeyStore.SecretKeyEntry(handle) : null;
    }

    /** @throws ProviderException if the store of that alias fails: it is not known then whether the key exists */
    @Override
    public boolean engineContainsAlias(String alias) {
        try {
            return keys.find(alias) != null;
        } catch (RuntimeException e) {
            throw unchecked(e);
        }
    }

    @Override
    public boolean engineIsKeyEntry(String alias) {
        return engineContainsAlias(alias);
    }

    /** @throws ProviderException if all stores fail */
    @Override
    public Enumeration<String> engineAliases() {
        return Collections.enumeration(aliases());
    }

    @Override
    public int engineSize() {
        return aliases().size();
    }

    private List<String> aliases() {
        try {
            return keys.list();
        } catch (RuntimeException e) {
            throw unchecked(e);
        }
    }

    private static ProviderException unchecked(RuntimeException failure) {
        return failure instanceof RowsealException known
                ? Failures.unchecked(known)
                : new EnvelopeKeyException(failure.getMessage(), failure);
    }

    /** Null, for known aliases too: stores do not tell, and a made-up date would be believed. */
    @Override
    public @Nullable Date engineGetCreationDate(String alias) {
        return null;
    }

    @Override
    public Certificate @Nullable [] engineGetCertificateChain(String alias) {
        return null;
    }

    @Override
    public @Nullable Certificate engineGetCertificate(String alias) {
        return null;
    }

    @Override
    public boolean engineIsCertificateEntry(String alias) {
        return false;
    }

    @Override
    public @Nullable String engineGetCertificateAlias(Certificate certificate) {
        return null;
    }

    @Override
    public void engineSetKeyEntry(
            String alias, Key key, char @Nullable [] password, Certificate @Nullable [] certificates)
            throws KeyStoreException {
        throw new KeyStoreException(READ_ONLY);
    }

    @Override
    public void engineSetKeyEntry(String alias, byte[] key, Certificate @Nullable [] certificates)
            throws KeyStoreException {
        throw new KeyStoreException(READ_ONLY);
    }

    @Override
    public void engineSetEntry(String alias, KeyStore.Entry entry, KeyStore.@Nullable ProtectionParameter protection)
            throws KeyStoreException {
        throw new KeyStoreException(READ_ONLY);
    }

    @Override
    public void engineSetCertificateEntry(String alias, Certificate certificate) throws KeyStoreException {
        throw new KeyStoreException(READ_ONLY);
    }

    @Override
    public void engineDeleteEntry(String alias) throws KeyStoreException {
        throw new KeyStoreException(READ_ONLY);
    }

    @Override
    public void engineStore(OutputStream stream, char @Nullable [] password) {
        throw new UnsupportedOperationException(READ_ONLY);
    }

    @Override
    public void engineStore(KeyStore.@Nullable LoadStoreParameter parameter) {
        throw new UnsupportedOperationException(READ_ONLY);
    }

    /** Opens aliases. */
    @FunctionalInterface
    private interface Source {
        MasterKeyAliases open() throws IOException;
    }
}
