package io.rowseal.jca;

import org.jspecify.annotations.Nullable;

/**
 * A key store could not be reached. Key and message may be valid: initialize a cipher again and repeat the operation.
 */
public final class EnvelopeKeyStoreUnavailableException extends EnvelopeKeyException {

    private static final long serialVersionUID = 1L;

    EnvelopeKeyStoreUnavailableException(@Nullable String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
