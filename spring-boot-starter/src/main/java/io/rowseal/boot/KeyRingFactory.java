package io.rowseal.boot;

import io.rowseal.ConfigurationException;
import io.rowseal.boot.RowsealProperties.Pkcs12;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.KeyRingPolicy;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.keys.spi.MasterKeyStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.UnrecoverableKeyException;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.NestedExceptionUtils;

/** Builds a key ring, and says in terms of properties why it cannot be built. */
final class KeyRingFactory {

    private static final Log LOG = LogFactory.getLog(KeyRingFactory.class);

    private final RowsealProperties properties;
    private final List<KeyRingBuilderCustomizer> customizers;

    KeyRingFactory(RowsealProperties properties, List<KeyRingBuilderCustomizer> customizers) {
        this.properties = properties;
        this.customizers = customizers;
    }

    KeyRing create(List<MasterKeyStore> masterKeyStores, KekStore kekStore) {
        KeyRing.Builder builder = KeyRing.builder().policy(policy()).kekStore(kekStore);
        masterKeyStores.forEach(builder::masterKeyStore);
        properties.kek().allowNewIndexRoot().forEach(builder::allowNewIndexRoot);
        customizers.forEach(customizer -> customizer.customize(builder));
        try {
            return builder.build();
        } catch (KeyRingStartException e) {
            throw e;
        } catch (ConfigurationException e) {
            throw masterKeyStores.stream().anyMatch(Pkcs12MasterKeyStore.class::isInstance)
                    ? inProperties(e, kekStore)
                    : e;
        }
    }

    KeyRing inMemory(boolean databaseIsInMemory) {
        if (!databaseIsInMemory) {
            LOG.warn(
                    "rowseal.in-memory=true: all keys are lost when this application stops, and with them everything it has"
                            + " encrypted. This is for tests");
        }
        return create(List.of(new InMemoryMasterKeyStore()), new InMemoryKekStore());
    }

    private KeyRingPolicy policy() {
        RowsealProperties.Kek kek = properties.kek();
        RowsealProperties.Cache cache = properties.cache();
        try {
            return KeyRingPolicy.builder()
                    .kekPeriod(kek.period())
                    .kekGrace(kek.grace())
                    .cacheAge(cache.age())
                    .cacheEntries(cache.entries())
                    .rowKeyCacheEntries(cache.rowKeyEntries())
                    .stateInterval(cache.stateInterval())
                    .build();
        } catch (IllegalArgumentException e) {
            throw new KeyRingStartException(
                    "The key ring's times and sizes cannot be used: " + e.getMessage() + ".",
                    "Correct rowseal.kek.period, rowseal.kek.grace, rowseal.cache.age, rowseal.cache.entries,"
                            + " rowseal.cache.row-key-entries or rowseal.cache.state-interval, or remove them: the defaults suit most applications.",
                    e);
        }
    }

    /** The store speaks of its builder; the reader of this message has properties. */
    private KeyRingStartException inProperties(ConfigurationException e, KekStore kekStore) {
        Pkcs12 pkcs12 = properties.masterKeyStore().pkcs12();
        Path file = pkcs12.file();
        String action;
        if (NestedExceptionUtils.getRootCause(e) instanceof UnrecoverableKeyException) {
            action =
                    "Set rowseal.master-key-store.pkcs12.password to the password the file was made with. If it is right,"
                            + " the file is damaged: restore it from its backup.";
        } else if (file != null && Files.notExists(file) && (kekStore.hasRecords() || !isToBeCreated(pkcs12, file))) {
            action = whatMissingFileNeeds(pkcs12, kekStore.hasRecords());
        } else {
            action = "Correct what the description names. The settings of the file begin with"
                    + " 'rowseal.master-key-store.pkcs12.'.";
        }
        return KeyRingStartException.of(e, action);
    }

    /** Then the file is missing because something else is wrong, such as its password. */
    private static boolean isToBeCreated(Pkcs12 pkcs12, Path file) {
        Path directory = file.toAbsolutePath().getParent();
        return pkcs12.createIfMissing() && directory != null && Files.isWritable(directory);
    }

    private static String whatMissingFileNeeds(Pkcs12 pkcs12, boolean recordsExist) {
        if (recordsExist) {
            return "Restore the file from its backup, or correct rowseal.master-key-store.pkcs12.file.";
        }
        return pkcs12.createIfMissing()
                ? "Create the directory for this application's user (mkdir -m 700), or correct"
                        + " rowseal.master-key-store.pkcs12.file."
                : "Correct rowseal.master-key-store.pkcs12.file. Or let a new installation create the file, in a"
                        + " directory that exists: rowseal.master-key-store.pkcs12.create-if-missing=true";
    }
}
