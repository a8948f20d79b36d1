package io.rowseal;

import org.jspecify.annotations.Nullable;

/**
 * A primitive of the chosen provider did not return a published answer, or accepted input it had to refuse. This library does
 * not encrypt or decrypt with the provider again until the process restarts. The message names provider and primitive.
 */
public class SelfTestException extends RowsealException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do; never a value, never a key byte
     */
    public SelfTestException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do; never a value, never a key byte
     * @param cause the failure underneath, or null
     */
    public SelfTestException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
