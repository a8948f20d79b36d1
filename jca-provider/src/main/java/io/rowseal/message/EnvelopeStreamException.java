package io.rowseal.message;

import io.rowseal.RowsealException;
import java.io.IOException;

/**
 * A stream differs from what was sealed: it was altered, cut off, put together from parts of others, or cannot be opened. The
 * cause is the {@link RowsealException} that says which. It is an {@code IOException} because streams and channels may throw
 * only I/O exceptions.
 */
public final class EnvelopeStreamException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do; never a value, never a key byte
     * @param cause what is wrong
     */
    public EnvelopeStreamException(String message, RowsealException cause) {
        super(message, cause);
    }
}
