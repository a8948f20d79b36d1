package io.rowseal.hibernate;

import io.rowseal.RowsealException;
import jakarta.persistence.PersistenceException;

/**
 * A stored value of an encrypted attribute cannot be read. The cause says why: it was altered or moved ({@link
 * io.rowseal.TamperedException}), it belongs to another scope ({@link io.rowseal.WrongContextException}), its key is
 * unavailable now ({@link io.rowseal.KeyUnavailableException}), and so on.
 */
public class UnreadableAttributeException extends PersistenceException {

    private static final long serialVersionUID = 1L;

    public UnreadableAttributeException(String attribute, RowsealException cause) {
        super("attribute '" + attribute + "' cannot be read: " + cause.getMessage(), cause);
    }
}
