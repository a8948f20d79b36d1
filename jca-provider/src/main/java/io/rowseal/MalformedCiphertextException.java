package io.rowseal;

import org.jspecify.annotations.Nullable;

/**
 * The bytes do not have the layout of a ciphertext: they were cut off, their framing was altered, or this library never wrote
 * them.
 */
public class MalformedCiphertextException extends RowsealException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do; never a value, never a key byte
     */
    public MalformedCiphertextException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do; never a value, never a key byte
     * @param cause the failure underneath, or null
     */
    public MalformedCiphertextException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
