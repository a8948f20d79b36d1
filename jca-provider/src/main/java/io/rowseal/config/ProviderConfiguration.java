package io.rowseal.config;

import io.rowseal.ConfigurationException;
import io.rowseal.crypto.Primitives;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.spi.MasterKeyStore;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the argument of a {@code security.provider} line configures. The file is read at the first use, once; the ring is
 * opened at its first use, and tried again as long as that fails. Who waits for the ring waits for nobody else: opening it may
 * hang in a database, which ciphers with other keys do not need. Thread safe.
 */
public final class ProviderConfiguration {

    private final @Nullable String argument;
    private final Function<ProviderSettings, KeyRing> opener;
    private final Object opening = new Object();
    private volatile @Nullable KeyRing ring;
    private @Nullable ProviderSettings settings;
    private @Nullable ConfigurationException problem;
    private @Nullable Primitives primitives;

    private ProviderConfiguration(@Nullable String argument, Function<ProviderSettings, KeyRing> opener) {
        this.argument = argument;
        this.opener = opener;
    }

    /** A provider that was given no argument. */
    public static ProviderConfiguration none() {
        return new ProviderConfiguration(null, settings -> {
            throw new IllegalStateException("there are no settings to open a key ring with");
        });
    }

    public static ProviderConfiguration of(String argument, Function<ProviderSettings, KeyRing> opener) {
        return new ProviderConfiguration(argument, opener);
    }

    /** The configuration file, or null. */
    public @Nullable String argument() {
        return argument;
    }

    /** @throws ConfigurationException if there is an argument that cannot be used */
    public void requireUsable() {
        if (argument != null) {
            settings();
        }
    }

    public String scope() {
        return settings().scope();
    }

    public KeyRing keyRing() {
        KeyRing opened = ring;
        if (opened != null) {
            return opened;
        }
        synchronized (opening) {
            opened = ring;
            if (opened == null) {
                opened = opener.apply(settings());
                ring = opened;
            }
            return opened;
        }
    }

    /**
     * Primitives for keys that belong to no key ring: of the configured provider, else the JDK's. Always the same instance.
     *
     * @throws ConfigurationException if there is an argument that cannot be used, or the provider lacks a primitive
     */
    public synchronized Primitives primitives() {
        if (primitives == null) {
            primitives = argument == null ? Primitives.shared() : ConfiguredPrimitives.open(settings());
        }
        return primitives;
    }

    /** The configured master-key stores, opened anew and not started; they create nothing. */
    public List<MasterKeyStore> masterKeyStores() {
        return ConfiguredStores.masterKeyStores(settings());
    }

    private synchronized ProviderSettings settings() {
        if (settings == null && problem == null) {
            try {
                settings = read();
            } catch (ConfigurationException e) {
                problem = e;
            }
        }
        if (settings == null) {
            ConfigurationException first = Objects.requireNonNull(problem);
            throw new ConfigurationException(Objects.requireNonNull(first.getMessage()), first.getCause());
        }
        return settings;
    }

    private ProviderSettings read() {
        if (argument == null) {
            throw new ConfigurationException(
                    "the provider Rowseal has no key ring of its own: build one with KeyRing.builder(),"
                            + " or write 'security.provider.N=Rowseal /path/to/rowseal.properties' in java.security");
        }
        try {
            return ProviderSettings.read(argument);
        } catch (ConfigurationException e) {
            throw new ConfigurationException(
                    "the provider Rowseal was configured with '" + argument + "', which cannot be used: "
                            + e.getMessage() + ". Correct it and start the JVM again",
                    e.getCause());
        }
    }
}
