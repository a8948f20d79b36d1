package io.rowseal.jca;

import java.security.ProviderException;
import org.jspecify.annotations.Nullable;

/**
 * An {@code Envelope} cipher cannot use the key a message needs, or the key store {@code EnvelopeMasterKeys} cannot use a
 * master-key store. It tells nothing about the message: that one is not
 * authentic is always an {@link javax.crypto.AEADBadTagException}. Unchecked, because {@code Cipher.doFinal} has no checked
 * exception for it. The cause is the {@link io.rowseal.RowsealException} underneath and tells unknown, destroyed and denied
 * keys apart.
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
