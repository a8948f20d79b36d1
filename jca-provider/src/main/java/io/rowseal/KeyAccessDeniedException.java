package io.rowseal;

import org.jspecify.annotations.Nullable;

/**
 * The key policy or the key store denies the use of the key.
 */
public class KeyAccessDeniedException extends RowsealException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do; never a value, never a key byte
     */
    public KeyAccessDeniedException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do; never a value, never a key byte
     * @param cause the failure underneath, or null
     */
    public KeyAccessDeniedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
