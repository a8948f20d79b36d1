package io.rowseal.config;

import io.rowseal.ConfigurationException;
import io.rowseal.crypto.Primitives;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the provider of primitives that the settings name. */
final class ConfiguredPrimitives {

    private ConfiguredPrimitives() {}

    /**
     * The provider.
     *
     * @return null for the JDK's
     * @throws ConfigurationException if none of that name is registered
     */
    static @Nullable Provider provider(ProviderSettings settings) {
        String name = settings.primitiveProvider();
        if (name == null) {
            return null;
        }
        Provider provider = Security.getProvider(name);
        if (provider == null) {
            throw new ConfigurationException("the property " + ProviderSettings.PRIMITIVES + " names '" + name
                    + "', and no such provider is registered: add a security.provider line for it to java.security."
                    + " Registered are "
                    + Arrays.stream(Security.getProviders())
                            .map(Provider::getName)
                            .toList());
        }
        return provider;
    }

    /**
     * The primitives of that provider.
     *
     * @throws ConfigurationException also if the provider lacks a primitive
     */
    static Primitives open(ProviderSettings settings) {
        Provider provider = provider(settings);
        return provider == null ? Primitives.standard() : Primitives.of(provider);
    }
}
