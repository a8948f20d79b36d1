package io.rowseal.jca;

import java.security.InvalidParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Registers an SPI class that takes no parameter. Creates it without reflection, so the module opens nothing. Thread safe.
 */
final class SpiService extends Provider.Service {

    private final Supplier<?> constructor;

    SpiService(Provider provider, String type, String algorithm, Class<?> spi, Supplier<?> constructor) {
        super(provider, type, algorithm, spi.getName(), null, null);
        this.constructor = constructor;
    }

    /**
     * Creates the SPI.
     *
     * @throws NoSuchAlgorithmException if the constructor fails. {@code KeyStore.getInstance(File, …)} creates and probes the
     *     key stores of all providers and goes on after this exception only: strangers' files must open whatever happens here
     */
    @Override
    public Object newInstance(@Nullable Object constructorParameter) throws NoSuchAlgorithmException {
        if (constructorParameter != null) {
            throw new InvalidParameterException(getType() + " " + getAlgorithm() + " takes no constructor parameter");
        }
        try {
            return constructor.get();
        } catch (RuntimeException e) {
            throw new NoSuchAlgorithmException(getType() + " " + getAlgorithm() + " cannot be created: " + e, e);
        }
    }
}
