package io.rowseal.jca;

import io.rowseal.config.ProviderConfiguration;
import io.rowseal.message.key.MessageKeys;
import java.security.Provider;

/**
 * {@code Cipher.getInstance("EnvelopeStream")}: chunks of 16 KiB, each of which leaves {@code update} as soon as it is
 * verified, in constant memory. That the stream is complete is known only when {@code doFinal} returns.
 *
 * <p>A chunk that is not authentic is an {@link EnvelopeTamperedException} from {@code update}, from then on an
 * {@link javax.crypto.AEADBadTagException} from {@code doFinal}.
 */
final class EnvelopeStreamCipherSpi extends AbstractCipherSpi {

    /** The transformation; it never changes, because {@code jdk.crypto.disabledAlgorithms} names it. */
    static final String ALGORITHM = "EnvelopeStream";

    EnvelopeStreamCipherSpi(Provider provider, ProviderConfiguration configuration) {
        super(ALGORITHM, provider, configuration);
    }

    @Override
    boolean streams() {
        return true;
    }

    @Override
    SealingOperation seal(MessageKeys keys, EnvelopeParameterSpec spec) {
        return new SealStream(keys.createStream(spec.context()), spec.isDetached());
    }

    @Override
    OpeningOperation open(HeaderKeys keys, EnvelopeParameterSpec spec) {
        return new OpenStream(keys, spec.isDetached() ? spec.header() : null);
    }
}
