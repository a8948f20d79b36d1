package io.rowseal.hibernate;

import io.rowseal.RowsealException;

/**
 * A query uses an encrypted attribute in a way that the database cannot answer without the key. Nothing was sent. The message
 * names the attribute, the operation and what is allowed instead.
 */
public class UnsupportedEncryptedQueryException extends RowsealException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message attribute, operator and what would allow it; never a value
     */
    public UnsupportedEncryptedQueryException(String message) {
        super(message);
    }
}
