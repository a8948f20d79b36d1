package io.rowseal.jca;

import java.security.ProviderException;
import javax.crypto.AEADBadTagException;

/**
 * An {@code EnvelopeStream} cipher found in {@code update} that the stream is not authentic. Its earlier output is authentic
 * but is not the whole stream: discard it unless you can use an incomplete stream. The exception is unchecked, because {@code
 * Cipher.update} has no checked exception for it. The cause is the {@link AEADBadTagException} that {@code doFinal} throws from
 * then on, until the cipher is initialized again.
 */
public final class EnvelopeTamperedException extends ProviderException {

    private static final long serialVersionUID = 1L;

    EnvelopeTamperedException(AEADBadTagException cause) {
        super(cause.getMessage(), cause);
    }
}
