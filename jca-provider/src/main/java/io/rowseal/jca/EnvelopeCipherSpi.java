package io.rowseal.jca;

import io.rowseal.config.ProviderConfiguration;
import io.rowseal.message.key.MessageKeys;
import java.security.Provider;

/** {@code Cipher.getInstance("Envelope")}: whole messages, of which nothing leaves before all of it is verified. */
final class EnvelopeCipherSpi extends AbstractCipherSpi {

    /** The transformation; it never changes, because {@code jdk.crypto.disabledAlgorithms} names it. */
    static final String ALGORITHM = "Envelope";

    EnvelopeCipherSpi(Provider provider, ProviderConfiguration configuration) {
        super(ALGORITHM, provider, configuration);
    }

    @Override
    boolean streams() {
        return false;
    }

    @Override
    SealingOperation seal(MessageKeys keys, EnvelopeParameterSpec spec) {
        return new SealMessage(keys.create(spec.context()), spec.isDetached());
    }

    @Override
    OpeningOperation open(HeaderKeys keys, EnvelopeParameterSpec spec) {
        byte[] header = spec.header();
        return spec.isDetached() && header != null ? OpenBody.of(keys, header) : new OpenMessage(keys);
    }
}
