package io.rowseal;

import org.jspecify.annotations.Nullable;

/**
 * A key store could not be reached. Nothing is known to be wrong with the data: the call may be retried.
 */
public class KeyUnavailableException extends RowsealException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do; never a value, never a key byte
     */
    public KeyUnavailableException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do; never a value, never a key byte
     * @param cause the failure underneath, or null
     */
    public KeyUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Creates the exception for a store that failed with an exception that is not one of this library's.
     *
     * @param storeId the master-key store
     * @param failure what it threw
     * @return the exception to throw
     */
    public static KeyUnavailableException ofStore(String storeId, RuntimeException failure) {
        return new KeyUnavailableException(
                "the master-key store '" + Printable.of(storeId) + "' failed with "
                        + failure.getClass().getName() + ": see the cause, and try again when it works",
                failure);
    }
}
