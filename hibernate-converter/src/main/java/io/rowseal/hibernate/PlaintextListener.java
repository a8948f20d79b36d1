package io.rowseal.hibernate;

/**
 * Receives an event for every plaintext value that an encrypted attribute reads or writes while its mode allows that. Use it
 * for an audit log, and set it under {@link RowsealSettings#PLAINTEXT_LISTENER}.
 *
 * <p>Rowseal calls it on the application's thread, in its transaction, so it must be fast and thread safe. Rowseal logs its
 * exceptions once and counts them; they do not affect the read or write.
 */
@FunctionalInterface
public interface PlaintextListener {

    /**
     * One value was read from the database, or bound to a statement that writes it.
     *
     * @param event which attribute, never the value
     */
    void onPlaintext(PlaintextEvent event);
}
