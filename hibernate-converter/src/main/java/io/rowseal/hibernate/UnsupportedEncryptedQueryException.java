package io.rowseal.hibernate;

import io.rowseal.RowsealException;

/**
 * A query asks of an encrypted attribute what the database cannot answer without the key. Nothing was sent. The message names
 * the attribute, what was asked and what would be allowed.
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

    static UnsupportedEncryptedQueryException of(EncryptedAttribute attribute, String operation, String allowed) {
        return new UnsupportedEncryptedQueryException(
                "attribute '" + attribute + "' is encrypted and cannot be used in " + operation + ": " + allowed);
    }

    static UnsupportedEncryptedQueryException notIndexed(EncryptedAttribute attribute, String operation) {
        if (attribute.prefixes() > 0) {
            return of(
                    attribute,
                    operation,
                    "its mode is " + attribute.mode()
                            + ", so some rows may hold plaintext, which a blind index does not know; it can be searched"
                            + " once its mode is STRICT");
        }
        return of(
                attribute,
                operation,
                attribute.rowKeyed()
                        ? "add @BlindIndex to it to find equal values, or compare after reading"
                        : "it is in the table of a collection or of audit records, so compare after reading");
    }
}
