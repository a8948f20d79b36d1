package io.rowseal.boot;

import io.rowseal.boot.RowsealProperties.MasterKeyStoreType;
import io.rowseal.boot.RowsealProperties.Pkcs12;
import io.rowseal.keys.MasterKeyStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** Makes the master-key store that properties describe. */
final class MasterKeyStoreFactory {

    private static final String NOTHING_CONFIGURED = """
            Set a file that shall hold the master keys, and take its password from the environment. The file is created at \
            the first start:

                rowseal.master-key-store.pkcs12.file=/path/to/master-keys.p12
                rowseal.master-key-store.pkcs12.password=${MASTER_KEY_PASSWORD}

            In a test, keep all keys in memory:

                rowseal.in-memory=true

            For any other store, define a bean of the type io.rowseal.keys.MasterKeyStore. To start without Rowseal, \
            which is possible without encrypted attributes, set rowseal.enabled=false.""";

    private static final String NO_PASSWORD = """
            Take the password from the environment, or from a mounted secret by spring.config.import=configtree:/run/secrets/ \
            (then the file in it has the name of the property):

                rowseal.master-key-store.pkcs12.password=${MASTER_KEY_PASSWORD}

            A new one can be made by: openssl rand -base64 32""";

    private final RowsealProperties.MasterKeyStore properties;
    private final ApplicationDatabase applicationDatabase;

    MasterKeyStoreFactory(RowsealProperties.MasterKeyStore properties, ApplicationDatabase applicationDatabase) {
        this.properties = properties;
        this.applicationDatabase = applicationDatabase;
    }

    MasterKeyStore create() {
        MasterKeyStoreType type = type();
        return switch (type) {
            case PKCS12 -> pkcs12(properties.pkcs12());
            case IN_MEMORY -> {
                InMemoryKeys.requireAllowed("rowseal.master-key-store.type", applicationDatabase);
                yield new InMemoryMasterKeyStore();
            }
        };
    }

    private MasterKeyStoreType type() {
        if (properties.type() != null) {
            return properties.type();
        }
        if (isSet(properties.pkcs12().file())) {
            return MasterKeyStoreType.PKCS12;
        }
        throw new KeyRingStartException("No master-key store is configured.", NOTHING_CONFIGURED);
    }

    private static MasterKeyStore pkcs12(Pkcs12 pkcs12) {
        Path file = pkcs12.file();
        if (file == null || !isSet(file)) {
            throw new KeyRingStartException(
                    "rowseal.master-key-store.type is 'pkcs12', and no file is configured.", NOTHING_CONFIGURED);
        }
        String password = pkcs12.password();
        if (!StringUtils.hasLength(password)) {
            throw new KeyRingStartException(
                    "The master-key file " + file.toAbsolutePath() + " has no password configured.", NO_PASSWORD);
        }
        if (password.contains("${")) {
            // Boot leaves a placeholder that it can not resolve as it is: everybody would know this password.
            throw new KeyRingStartException(
                    "The password of the master-key file " + file.toAbsolutePath()
                            + " has a placeholder, ${...}, that nothing resolves.",
                    "Set the environment variable, or the property, that the placeholder in"
                            + " rowseal.master-key-store.pkcs12.password names. A password that has these characters"
                            + " itself can not be used.");
        }
        Pkcs12MasterKeyStore.Builder builder = Pkcs12MasterKeyStore.builder()
                .storeId(pkcs12.storeId())
                .file(file)
                .password(password::toCharArray)
                .createIfMissing(pkcs12.createIfMissing());
        if (StringUtils.hasText(pkcs12.activeKey())) {
            builder.activeKeyRef(pkcs12.activeKey());
        }
        return builder.build();
    }

    /** A property that is present and empty is bound to the empty path. */
    private static boolean isSet(@Nullable Path file) {
        return file != null && !file.toString().isEmpty();
    }
}
