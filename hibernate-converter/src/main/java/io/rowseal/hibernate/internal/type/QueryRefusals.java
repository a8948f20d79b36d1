package io.rowseal.hibernate.internal.type;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;

/** Words the refusal of what a query asks of an encrypted attribute. */
public final class QueryRefusals {

    private QueryRefusals() {}

    public static UnsupportedEncryptedQueryException of(
            EncryptedAttribute attribute, String operation, String allowed) {
        return new UnsupportedEncryptedQueryException(
                "attribute '" + attribute + "' is encrypted and cannot be used in " + operation + ": " + allowed);
    }

    public static UnsupportedEncryptedQueryException notIndexed(EncryptedAttribute attribute, String operation) {
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
