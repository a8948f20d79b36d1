package io.rowseal.jca;

import io.rowseal.RowsealException;
import io.rowseal.config.ProviderConfiguration;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.format.Layout;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.KeyGeneratorSpi;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * {@code KeyGenerator.getInstance("EnvelopeDataKey")}: random AES keys of 256 bits that can be destroyed. A generator that
 * was not initialized uses the random generator of the provider's primitives. Not thread safe, as any key generator.
 */
final class EnvelopeDataKeyGenerator extends KeyGeneratorSpi {

    static final String ALGORITHM = "EnvelopeDataKey";

    private static final int KEY_BITS = Layout.KEY_BYTES * Byte.SIZE;

    private final ProviderConfiguration configuration;
    private @Nullable SecureRandom random;

    EnvelopeDataKeyGenerator(ProviderConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    protected void engineInit(@Nullable SecureRandom source) {
        random = source;
    }

    @Override
    protected void engineInit(@Nullable AlgorithmParameterSpec parameters, @Nullable SecureRandom source)
            throws InvalidAlgorithmParameterException {
        throw new InvalidAlgorithmParameterException(ALGORITHM + " takes no parameters, its keys have " + KEY_BITS
                + " bits: call init(SecureRandom), or none");
    }

    @Override
    protected void engineInit(int bits, @Nullable SecureRandom source) {
        if (bits != KEY_BITS) {
            throw new InvalidParameterException(
                    "a data key has " + KEY_BITS + " bits, not " + bits + ": call init(" + KEY_BITS + "), or none");
        }
        random = source;
    }

    @Override
    protected SecretKey engineGenerateKey() {
        if (random == null) {
            return KeyBytes.aes(fromPrimitives());
        }
        byte[] bytes = new byte[Layout.KEY_BYTES];
        random.nextBytes(bytes);
        return KeyBytes.aes(bytes);
    }

    private byte[] fromPrimitives() {
        try {
            return configuration.primitives().random(Layout.KEY_BYTES);
        } catch (RowsealException e) {
            throw Failures.unchecked(e);
        }
    }
}
