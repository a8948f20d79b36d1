package io.rowseal;

import org.jspecify.annotations.Nullable;

/**
 * A strictly encrypted column holds plaintext.
 */
public class PlaintextFoundException extends RowsealException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do; never a value, never a key byte
     */
    public PlaintextFoundException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do; never a value, never a key byte
     * @param cause the failure underneath, or null
     */
    public PlaintextFoundException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
