package io.rowseal.hibernate;

import io.rowseal.persistence.EncryptionMode;
import java.time.LocalDate;

/**
 * A plaintext value of an encrypted attribute was read or written.
 *
 * @param entity name of the entity
 * @param attribute its path in the entity
 * @param operation what happened
 * @param mode the mode that allows it
 * @param until the last day of the mode, in UTC
 * @param afterEnd whether that day has passed since the application was started
 */
public record PlaintextEvent(
        String entity, String attribute, Operation operation, EncryptionMode mode, LocalDate until, boolean afterEnd) {

    /** What happened to the value. */
    public enum Operation {
        /** It was read from the database. */
        READ,
        /** It was bound to a statement that writes it. */
        WRITE
    }
}
