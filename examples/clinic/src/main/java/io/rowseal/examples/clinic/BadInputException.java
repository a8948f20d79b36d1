package io.rowseal.examples.clinic;

/**
 * Something the caller gave cannot be used: an argument, a file, a directory. The message says what and what to do, and holds
 * no value out of a file.
 */
public final class BadInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message one clear sentence
     */
    public BadInputException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message one clear sentence
     * @param cause what was noticed below
     */
    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
