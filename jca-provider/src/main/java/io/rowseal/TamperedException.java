package io.rowseal;

import org.jspecify.annotations.Nullable;

/**
 * The ciphertext is not authentic: it was altered, or moved from another row or column.
 */
public class TamperedException extends RowsealException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do; never a value, never a key byte
     */
    public TamperedException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do; never a value, never a key byte
     * @param cause the failure underneath, or null
     */
    public TamperedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
