package io.rowseal.boot;

import io.rowseal.boot.RowsealProperties.Pkcs12;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import java.nio.file.Path;
import org.springframework.util.StringUtils;

/** Makes the master-key file that properties describe. */
final class MasterKeyStoreFactory {

    private static final String NOTHING_CONFIGURED = """
            Set a file that shall hold the master keys, and take its password from the environment. The file is created at \
            the first start:

                rowseal.master-key-store.pkcs12.file=/path/to/master-keys.p12
                rowseal.master-key-store.pkcs12.password=${MASTER_KEY_PASSWORD}

            In a test, keep all keys in memory:

                rowseal.in-memory=true

            For any other store, define a bean of the type io.rowseal.keys.spi.MasterKeyStore. To start without Rowseal, \
            which is possible without encrypted attributes, set rowseal.enabled=false.""";

    private static final String NO_PASSWORD = """
            Take the password from the environment, or from a mounted secret by spring.config.import=configtree:/run/secrets/ \
            (then the file in it has the name of the property):

                rowseal.master-key-store.pkcs12.password=${MASTER_KEY_PASSWORD}

            A new one can be made by: openssl rand -base64 32""";

    private MasterKeyStoreFactory() {}

    static Pkcs12MasterKeyStore pkcs12(RowsealProperties.MasterKeyStore properties) {
        Pkcs12 pkcs12 = properties.pkcs12();
        Path file = pkcs12.file();
        // A property that is present and empty is bound to the empty path.
        if (file == null || file.toString().isEmpty()) {
            throw new KeyRingStartException(
                    properties.type() == null
                            ? "No master-key store is configured."
                            : "rowseal.master-key-store.type is 'pkcs12', and no file is configured.",
                    NOTHING_CONFIGURED);
        }
        String password = pkcs12.password();
        if (!StringUtils.hasLength(password)) {
            throw new KeyRingStartException(
                    "The master-key file " + file.toAbsolutePath() + " has no password configured.", NO_PASSWORD);
        }
        if (password.contains("${")) {
            // Boot leaves a placeholder that it cannot resolve as it is: everybody would know this password.
            throw new KeyRingStartException(
                    "The password of the master-key file " + file.toAbsolutePath()
                            + " has a placeholder, ${...}, that nothing resolves.",
                    "Set the environment variable, or the property, that the placeholder in"
                            + " rowseal.master-key-store.pkcs12.password names. A password that has these characters"
                            + " itself cannot be used.");
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
}
