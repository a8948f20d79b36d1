package io.rowseal;

import org.jspecify.annotations.Nullable;

/**
 * The key does not fit the ciphertext: wrong key, wrong scope, wrong table, for sealed values wrong column or context, or an
 * altered header. AES-KWP's integrity check (RFC 5649) or the key commitment detects this before anything is decrypted.
 */
public class WrongContextException extends RowsealException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do; never a value, never a key byte
     */
    public WrongContextException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do; never a value, never a key byte
     * @param cause the failure underneath, or null
     */
    public WrongContextException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
