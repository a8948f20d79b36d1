package io.rowseal.hibernate;

/**
 * Is told of every plaintext value that an encrypted attribute reads or writes while its mode allows that: the hook for an
 * audit log. Put one under the setting {@link RowsealSettings#PLAINTEXT_LISTENER}.
 *
 * <p>It is called on the thread of the application, in its transaction, so it must be fast and thread safe. What it throws is
 * logged once and counted, and does not disturb the read or write.
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
