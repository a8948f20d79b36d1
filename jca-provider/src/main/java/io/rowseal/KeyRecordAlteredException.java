package io.rowseal;

import org.jspecify.annotations.Nullable;

/**
 * A KEK record in the KEK store was altered: its check value does not hold, a master-key store refuses to unwrap it, or no
 * version of this library wrote it. Nothing is known to be wrong with the data under it; restore the KEK store from its backup.
 */
public class KeyRecordAlteredException extends WrongContextException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do; never a value, never a key byte
     */
    public KeyRecordAlteredException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do; never a value, never a key byte
     * @param cause the failure underneath, or null
     */
    public KeyRecordAlteredException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
