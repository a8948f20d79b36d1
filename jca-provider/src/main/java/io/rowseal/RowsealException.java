package io.rowseal;

import org.jspecify.annotations.Nullable;

/**
 * The superclass of this library's exceptions. Messages name scope, table, column and kekId if they are known, and say what to
 * do. They never contain a plaintext value or a byte of a key.
 */
public class RowsealException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do; never a value, never a key byte
     */
    public RowsealException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do; never a value, never a key byte
     * @param cause the failure underneath, or null
     */
    public RowsealException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
