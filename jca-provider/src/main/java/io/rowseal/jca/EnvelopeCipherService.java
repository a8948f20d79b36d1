package io.rowseal.jca;

import io.rowseal.config.ProviderConfiguration;
import io.rowseal.message.key.MessageKeys;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.Provider;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Registers a cipher. Creates it without reflection, so the module opens nothing. Thread safe. */
final class EnvelopeCipherService extends Provider.Service {

    private final Supplier<AbstractCipherSpi> constructor;

    private EnvelopeCipherService(
            Provider provider, String algorithm, Class<?> spi, Supplier<AbstractCipherSpi> constructor) {
        super(provider, "Cipher", algorithm, spi.getName(), null, null);
        this.constructor = constructor;
    }

    static EnvelopeCipherService ofMessages(Provider provider, ProviderConfiguration configuration) {
        return new EnvelopeCipherService(
                provider,
                EnvelopeCipherSpi.ALGORITHM,
                EnvelopeCipherSpi.class,
                () -> new EnvelopeCipherSpi(provider, configuration));
    }

    static EnvelopeCipherService ofStreams(Provider provider, ProviderConfiguration configuration) {
        return new EnvelopeCipherService(
                provider,
                EnvelopeStreamCipherSpi.ALGORITHM,
                EnvelopeStreamCipherSpi.class,
                () -> new EnvelopeStreamCipherSpi(provider, configuration));
    }

    @Override
    public Object newInstance(@Nullable Object constructorParameter) {
        if (constructorParameter != null) {
            throw new InvalidParameterException("the cipher " + getAlgorithm() + " takes no constructor parameter");
        }
        return constructor.get();
    }

    /** Whether a key is of a class that the ciphers take; its size and what it may do are checked in {@code init}. */
    @Override
    public boolean supportsParameter(@Nullable Object parameter) {
        if (parameter != null && !(parameter instanceof Key)) {
            throw new InvalidParameterException("a cipher's parameter is a key, not a "
                    + parameter.getClass().getName());
        }
        return parameter != null && MessageKeys.accepts(parameter);
    }
}
