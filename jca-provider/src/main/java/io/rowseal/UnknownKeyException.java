package io.rowseal;

import org.jspecify.annotations.Nullable;

/**
 * A ciphertext or record names a key that no configured store has.
 */
public class UnknownKeyException extends RowsealException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do; never a value, never a key byte
     */
    public UnknownKeyException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do; never a value, never a key byte
     * @param cause the failure underneath, or null
     */
    public UnknownKeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
