package io.rowseal.persistence;

import io.rowseal.RowsealException;

/**
 * A value has no encoding, or decrypted bytes are not the encoding of a value of the expected type. The message never contains
 * the value. When it is thrown, nothing has changed.
 */
public class ValueEncodingException extends RowsealException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception. It deliberately has no cause, because causes from the JDK quote the value.
     *
     * @param message what happened and what to do; never a value
     */
    public ValueEncodingException(String message) {
        super(message);
    }
}
