package io.rowseal;

import org.jspecify.annotations.Nullable;

/**
 * The key was destroyed on purpose. The data it protected cannot be read any more.
 */
public class KeyDestroyedException extends RowsealException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do; never a value, never a key byte
     */
    public KeyDestroyedException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do; never a value, never a key byte
     * @param cause the failure underneath, or null
     */
    public KeyDestroyedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
