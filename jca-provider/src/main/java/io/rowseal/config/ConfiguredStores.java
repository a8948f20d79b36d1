package io.rowseal.config;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.jdbc.JdbcKekStore;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import io.rowseal.keys.spi.MasterKeyStore;
import java.security.Provider;
import java.util.Arrays;
import java.util.List;

/** Opens the key ring that the provider's settings describe. */
public final class ConfiguredStores {

    private ConfiguredStores() {}

    /**
     * Opens stores and ring.
     *
     * @throws io.rowseal.ConfigurationException if a store cannot be used as configured
     * @throws io.rowseal.KeyUnavailableException if a store cannot be reached
     */
    public static KeyRing open(ProviderSettings settings) {
        JdbcKekStore keks = keks(settings, settings.jdbcUrl());
        if (settings.createTable()) {
            keks.createSchema();
        }
        return ring(settings)
                .masterKeyStore(masterKeys(settings)
                        .createIfMissing(settings.createMasterKeyFile())
                        .build())
                .kekStore(keks)
                .build();
    }

    /** The master-key stores alone, not started. They only read, whatever the settings allow: who lists keys wants no new one. */
    public static List<MasterKeyStore> masterKeyStores(ProviderSettings settings) {
        Pkcs12MasterKeyStore.Builder store = masterKeys(settings);
        Provider primitives = ConfiguredPrimitives.provider(settings);
        if (primitives != null) {
            store.primitiveProvider(primitives);
        }
        return List.of(store.build());
    }

    private static Pkcs12MasterKeyStore.Builder masterKeys(ProviderSettings settings) {
        return Pkcs12MasterKeyStore.builder()
                .file(settings.masterKeyFile())
                .password(settings.masterKeyPassword()::read);
    }

    /** A ring with the primitives of the settings, and no store yet. */
    static KeyRing.Builder ring(ProviderSettings settings) {
        KeyRing.Builder ring = KeyRing.builder();
        Provider primitives = ConfiguredPrimitives.provider(settings);
        return primitives == null ? ring : ring.primitiveProvider(primitives);
    }

    /** The KEK store of the settings, under a URL that may have further parameters. */
    static JdbcKekStore keks(ProviderSettings settings, String url) {
        JdbcKekStore.Builder builder = JdbcKekStore.builder().url(url).user(settings.jdbcUser());
        if (settings.jdbcPassword() != null) {
            char[] password = settings.jdbcPassword().read();
            builder.password(String.valueOf(password));
            Arrays.fill(password, '\0');
        }
        return builder.build();
    }
}
