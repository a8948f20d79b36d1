package io.rowseal;

import org.jspecify.annotations.Nullable;

/**
 * The configuration is incomplete or contradicts what is stored. The message says what to set.
 */
public class ConfigurationException extends RowsealException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do; never a value, never a key byte
     */
    public ConfigurationException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do; never a value, never a key byte
     * @param cause the failure underneath, or null
     */
    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
