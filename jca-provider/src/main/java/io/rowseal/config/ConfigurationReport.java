package io.rowseal.config;

import io.rowseal.ConfigurationException;
import io.rowseal.RowsealException;
import io.rowseal.crypto.Primitives;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.jdbc.JdbcKekStore;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.StoreStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration file says, and whether its stores can be used. Examining it changes nothing: no key, file or table is
 * created, whatever the file allows. Holds no secret. For {@link io.rowseal.doctor}, not for application use.
 */
public final class ConfigurationReport {

    /** SQLState of H2 for an embedded database whose file does not exist. */
    private static final String H2_FILE_MISSING = "90146";

    private static final String PASSED = "self test passed";

    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private ConfigurationReport() {}

    /**
     * Examines a configuration file and its stores. The stores are opened, which can take as long as their timeouts.
     *
     * @param file path of the configuration file
     * @return the report
     */
    public static ConfigurationReport of(String file) {
        ConfigurationReport report = new ConfigurationReport();
        report.fact("configuration", file);
        ProviderSettings settings;
        try {
            settings = ProviderSettings.read(file);
        } catch (ConfigurationException e) {
            report.problem("the configuration file '" + file + "' cannot be used: " + e.getMessage());
            return report;
        }
        report.describe(settings);
        report.testPrimitives(() -> ConfiguredPrimitives.open(settings));
        report.examine(settings);
        return report;
    }

    /**
     * Examines the primitives of a provider without configuration file.
     *
     * @return the report
     */
    public static ConfigurationReport withoutFile() {
        ConfigurationReport report = new ConfigurationReport();
        report.fact("configuration", "none: ciphers take the keys of the rings that the application builds");
        report.testPrimitives(Primitives::standard);
        return report;
    }

    /**
     * What was found.
     *
     * @return texts by name, in order
     */
    public Map<String, String> facts() {
        return Collections.unmodifiableMap(facts);
    }

    /**
     * What has to be put right.
     *
     * @return one text per problem; it says what to do
     */
    public List<String> problems() {
        return Collections.unmodifiableList(problems);
    }

    private void describe(ProviderSettings settings) {
        fact("scope", settings.scope());
        fact("master-key file", settings.masterKeyFile() + created(settings.createMasterKeyFile()));
        fact("its password", "in the " + settings.masterKeyPassword());
        fact(
                "KEK table",
                "user " + Objects.requireNonNullElse(settings.jdbcUser(), "of the URL") + ", password "
                        + (settings.jdbcPassword() == null ? "none or in the URL" : "in the " + settings.jdbcPassword())
                        + created(settings.createTable()));
    }

    private void testPrimitives(Supplier<Primitives> opened) {
        Primitives primitives = attempt(opened);
        if (primitives != null) {
            fact("primitives", "of the provider " + primitives.provider());
            String result = primitives.selfTestReport();
            if (result.endsWith(PASSED)) {
                fact("self test", "passed");
            } else {
                problem(result);
            }
        }
    }

    private static String created(boolean ifMissing) {
        return ifMissing ? ", created if missing" : ", never created";
    }

    private void examine(ProviderSettings settings) {
        JdbcKekStore keks = attempt(() -> ConfiguredStores.keks(settings, existingOnly(settings.jdbcUrl())));
        Boolean recordsExist = null;
        if (keks != null) {
            fact("KEK store", keks.toString());
            recordsExist = hasRecords(keks, settings);
        }
        try (Pkcs12MasterKeyStore masterKeys = masterKeys(settings, recordsExist)) {
            if (keks != null && masterKeys != null && Boolean.TRUE.equals(recordsExist)) {
                verifyKeks(settings, masterKeys, keks);
            }
        }
    }

    /** Whether there are KEK records; null if that cannot be found out. */
    private @Nullable Boolean hasRecords(JdbcKekStore keks, ProviderSettings settings) {
        try {
            boolean exist = keks.schemaExists() ? keks.hasRecords() : missingTable(keks, settings);
            fact("KEK records", exist ? "present" : "none yet");
            return exist;
        } catch (RowsealException e) {
            if (settings.createTable() && isMissingFile(e)) {
                fact("KEK records", "none yet: the database file will be created at the first use");
                return false;
            }
            problem(e);
            return null;
        }
    }

    private static boolean missingTable(JdbcKekStore keks, ProviderSettings settings) {
        // Without the right to create it, what an operation says about the missing table has the DDL.
        return !settings.createTable() && keks.hasRecords();
    }

    private static boolean isMissingFile(RowsealException failure) {
        return failure.getCause() instanceof SQLException cause && H2_FILE_MISSING.equals(cause.getSQLState());
    }

    private @Nullable Pkcs12MasterKeyStore masterKeys(ProviderSettings settings, @Nullable Boolean recordsExist) {
        Path file = settings.masterKeyFile();
        boolean mayBeCreated = settings.createMasterKeyFile() && !Boolean.TRUE.equals(recordsExist);
        if ((recordsExist == null || mayBeCreated) && Files.notExists(file)) {
            if (recordsExist == null) {
                problem("the master-key file " + file + " is missing: make the KEK store reachable first; if it has KEK"
                        + " records, restore the file from its backup, else "
                        + (mayBeCreated ? "it will be created at the first use" : "create it or allow its creation"));
            } else {
                fact("master-key store", "none yet: the file will be created at the first use");
            }
            attempt(() -> {
                Arrays.fill(settings.masterKeyPassword().read(), '\0');
                return true;
            });
            return null;
        }
        return attempt(() -> {
            Pkcs12MasterKeyStore store = Pkcs12MasterKeyStore.builder()
                    .file(file)
                    .password(settings.masterKeyPassword()::read)
                    .build();
            // Without an answer there may be KEK records.
            store.start(Boolean.FALSE.equals(recordsExist) ? StoreStart.mayCreateKeys() : StoreStart.keysMustExist());
            fact("master-key store", store.describe());
            return store;
        });
    }

    private void verifyKeks(ProviderSettings settings, Pkcs12MasterKeyStore masterKeys, JdbcKekStore keks) {
        // Closes the stores, which may be closed twice.
        try (KeyRing ring = ConfiguredStores.ring(settings)
                .masterKeyStore(masterKeys)
                .kekStore(keks)
                .build()) {
            for (KekPurpose purpose : KekPurpose.values()) {
                List<KekRecord> records = keks.list(settings.scope(), purpose, lost -> problem(lost.failure())).stream()
                        .filter(record -> record.state() != KekState.DESTROYED)
                        .toList();
                long verified = records.stream()
                        .filter(record -> isVerified(ring, record))
                        .count();
                fact(
                        purpose.label() + " of the scope",
                        records.isEmpty()
                                ? "none yet"
                                : verified + " of " + records.size() + " unwrapped and verified");
            }
        } catch (RowsealException e) {
            problem(e);
        }
    }

    private boolean isVerified(KeyRing ring, KekRecord found) {
        try {
            ring.verify(found);
            return true;
        } catch (RowsealException e) {
            problem(e);
            return false;
        }
    }

    /** An embedded H2 database comes into being when it is opened, and opening it for writing changes its file. */
    static String existingOnly(String url) {
        String upper = url.toUpperCase(Locale.ROOT);
        if (!upper.startsWith("JDBC:H2:") || upper.startsWith("JDBC:H2:TCP:") || upper.startsWith("JDBC:H2:SSL:")) {
            return url;
        }
        String existing = upper.contains(";IFEXISTS=") ? url : url + ";IFEXISTS=TRUE";
        // H2 refuses the combination with AUTO_SERVER.
        return upper.contains(";ACCESS_MODE_DATA=") || upper.contains(";AUTO_SERVER=")
                ? existing
                : existing + ";ACCESS_MODE_DATA=r";
    }

    private void fact(String name, String text) {
        facts.put(name, text);
    }

    private void problem(String text) {
        problems.add(text);
    }

    private void problem(RowsealException e) {
        problem(Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }

    private <T> @Nullable T attempt(Supplier<T> operation) {
        try {
            return operation.get();
        } catch (RowsealException e) {
            problem(e);
            return null;
        }
    }
}
