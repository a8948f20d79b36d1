package io.rowseal;

import org.jspecify.annotations.Nullable;

/**
 * A client-provided key does not match the check value stored beside the data.
 */
public class WrongKeyException extends RowsealException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do; never a value, never a key byte
     */
    public WrongKeyException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do; never a value, never a key byte
     * @param cause the failure underneath, or null
     */
    public WrongKeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
