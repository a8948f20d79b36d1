package io.rowseal.jca;

import io.rowseal.keys.KeyRingKey;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.Provider;
import org.jspecify.annotations.Nullable;

/** Registers the cipher {@code Envelope}. Creates it without reflection, so the module opens nothing. Thread safe. */
final class EnvelopeCipherService extends Provider.Service {

    /** The transformation; it never changes, because {@code jdk.crypto.disabledAlgorithms} names it. */
    static final String ALGORITHM = "Envelope";

    private final ProviderConfiguration configuration;

    EnvelopeCipherService(Provider provider, ProviderConfiguration configuration) {
        super(provider, "Cipher", ALGORITHM, EnvelopeCipherSpi.class.getName(), null, null);
        this.configuration = configuration;
    }

    @Override
    public Object newInstance(@Nullable Object constructorParameter) {
        if (constructorParameter != null) {
            throw new InvalidParameterException("the cipher Envelope takes no constructor parameter");
        }
        return new EnvelopeCipherSpi(configuration);
    }

    @Override
    public boolean supportsParameter(@Nullable Object parameter) {
        if (parameter != null && !(parameter instanceof Key)) {
            throw new InvalidParameterException("a cipher's parameter is a key, not a "
                    + parameter.getClass().getName());
        }
        return parameter instanceof KeyRingKey;
    }
}
