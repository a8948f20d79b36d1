package io.rowseal.config;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.spi.KekRecord;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file of the provider, checked: {@link Properties} in UTF-8. Relative paths are relative to its directory.
 * Reading it opens no store and reads no password. Immutable and thread safe.
 *
 * @param masterKeyFile the PKCS#12 file with the master keys
 * @param masterKeyPassword where its password is
 * @param createMasterKeyFile whether a missing file is created with a first master key
 * @param jdbcUrl the database with the KEK table
 * @param jdbcUser its user, or null
 * @param jdbcPassword where the user's password is, or null
 * @param createTable whether a missing KEK table is created
 * @param scope the scope of {@link io.rowseal.jca.RowsealProvider#key()}
 * @param primitiveProvider name of the registered provider of primitives, or null for the JDK's
 */
public record ProviderSettings(
        Path masterKeyFile,
        ConfiguredPassword masterKeyPassword,
        boolean createMasterKeyFile,
        String jdbcUrl,
        @Nullable String jdbcUser,
        @Nullable ConfiguredPassword jdbcPassword,
        boolean createTable,
        String scope,
        @Nullable String primitiveProvider) {

    /** Name of the property with the provider of primitives. */
    static final String PRIMITIVES = "primitives.provider";

    private static final String MASTER = "master-key-store.pkcs12";
    private static final String JDBC = "kek-store.jdbc";
    private static final String FILE = MASTER + ".file";
    private static final String CREATE = ".create-if-missing";
    private static final String URL = JDBC + ".url";
    private static final String USER = JDBC + ".user";
    private static final String SCOPE = "scope";
    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            FILE,
            MASTER + ConfiguredPassword.FILE,
            MASTER + ConfiguredPassword.ENVIRONMENT,
            MASTER + CREATE,
            JDBC + CREATE,
            URL,
            USER,
            JDBC + ConfiguredPassword.FILE,
            JDBC + ConfiguredPassword.ENVIRONMENT,
            SCOPE,
            PRIMITIVES));

    /**
     * Reads a configuration file.
     *
     * @throws ConfigurationException if there is no such file, or it says something impossible
     */
    public static ProviderSettings read(String file) {
        Path path = path(file, "the argument").toAbsolutePath();
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            reader.mark(1);
            if (reader.read() == '\uFEFF') {
                throw new ConfigurationException(
                        "the file begins with a byte-order mark, as some editors write it: save it as UTF-8 without one");
            }
            reader.reset();
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("the file does not exist: create it or correct its name", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException("the file cannot be read as properties in UTF-8 (" + e + ")", e);
        }
        return of(properties, path);
    }

    /** Whether at least one property is a known one. */
    static boolean namesAny(Properties properties) {
        return properties.stringPropertyNames().stream().anyMatch(KNOWN::contains);
    }

    /**
     * Settings whose file is not known.
     *
     * @throws ConfigurationException if a path is relative, or they say something impossible
     */
    static ProviderSettings withoutDirectory(Properties properties) {
        for (String name : List.of(FILE, MASTER + ConfiguredPassword.FILE, JDBC + ConfiguredPassword.FILE)) {
            String value = value(properties, name);
            if (value != null && !path(value, name).isAbsolute()) {
                throw new ConfigurationException("the path in " + name
                        + " is relative, and where the configuration file is is not known here: give an absolute path");
            }
        }
        return of(properties, Path.of("").toAbsolutePath());
    }

    private static ProviderSettings of(Properties properties, Path file) {
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new ConfigurationException("the properties " + unknown + " are unknown; known are " + KNOWN);
        }
        ConfiguredPassword masterKeyPassword = ConfiguredPassword.of(properties, MASTER, file);
        if (masterKeyPassword == null) {
            throw new ConfigurationException("the password of the master keys is missing: set " + MASTER
                    + ConfiguredPassword.FILE + " or " + MASTER + ConfiguredPassword.ENVIRONMENT);
        }
        return new ProviderSettings(
                file.resolveSibling(path(required(properties, FILE), FILE)),
                masterKeyPassword,
                bool(properties, MASTER + CREATE),
                durable(required(properties, URL)),
                value(properties, USER),
                ConfiguredPassword.of(properties, JDBC, file),
                bool(properties, JDBC + CREATE),
                scope(value(properties, SCOPE)),
                value(properties, PRIMITIVES));
    }

    private static String durable(String url) {
        if (url.startsWith("jdbc:h2:mem:")) {
            throw new ConfigurationException(
                    "the property " + URL + " names a database in memory: with it all keys are lost"
                            + " when the JVM ends. Use a file or a server");
        }
        return url;
    }

    static @Nullable String value(Properties properties, String name) {
        String value = properties.getProperty(name);
        if (value == null) {
            return null;
        }
        if (value.isBlank()) {
            throw new ConfigurationException("the property " + name + " is empty: give a value or remove the line");
        }
        return value.strip();
    }

    static Path path(String text, String name) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ConfigurationException(name + " is not a path: " + e.getReason(), e);
        }
    }

    private static String required(Properties properties, String name) {
        String value = value(properties, name);
        if (value == null) {
            throw new ConfigurationException("the property " + name + " is missing");
        }
        return value;
    }

    private static boolean bool(Properties properties, String name) {
        String value = value(properties, name);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw new ConfigurationException("the property " + name + " is true or false, not '" + value + "'");
    }

    private static String scope(@Nullable String value) {
        try {
            return value == null ? KeyRing.DEFAULT_SCOPE : KekRecord.requireScope(value);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("the property " + SCOPE + " cannot be used: " + e.getMessage(), e);
        }
    }
}
