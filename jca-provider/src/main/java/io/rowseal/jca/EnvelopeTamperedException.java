package io.rowseal.jca;

import java.security.ProviderException;
import javax.crypto.AEADBadTagException;

/**
 * An {@code EnvelopeStream} cipher found in {@code update} that the stream is not authentic. What it gave before is authentic,
 * but is not the whole stream: throw it away unless a beginning is of use. Unchecked, because {@code Cipher.update} has no
 * checked exception for it. The cause is the {@link AEADBadTagException} that {@code doFinal} throws from then on, until the
 * cipher is initialized again.
 */
public final class EnvelopeTamperedException extends ProviderException {

    private static final long serialVersionUID = 1L;

    EnvelopeTamperedException(AEADBadTagException cause) {
        super(cause.getMessage(), cause);
    }
}
