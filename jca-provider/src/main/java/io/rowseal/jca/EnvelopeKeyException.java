package io.rowseal.jca;

import java.security.ProviderException;
import org.jspecify.annotations.Nullable;

/**
 * An {@code Envelope} cipher cannot use the key a message needs, or the key store {@code EnvelopeMasterKeys} cannot use a
 * master-key store. It says nothing about the message: a message that is not authentic always causes an {@link
 * javax.crypto.AEADBadTagException}. It is unchecked, because {@code Cipher.doFinal} has no checked exception for it. The cause
 * is the underlying {@link io.rowseal.RowsealException}, which distinguishes unknown, destroyed and denied keys.
 */
public class EnvelopeKeyException extends ProviderException {

    private static final long serialVersionUID = 1L;

    EnvelopeKeyException(@Nullable String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Whether the same call may succeed later without anything being changed.
     *
     * @return true only for {@link EnvelopeKeyStoreUnavailableException}
     */
    public boolean isRetryable() {
        return false;
    }
}
