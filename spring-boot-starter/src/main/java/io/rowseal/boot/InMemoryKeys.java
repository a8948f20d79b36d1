package io.rowseal.boot;

/** Keeps keys that end with the process away from data that does not. */
final class InMemoryKeys {

    private InMemoryKeys() {}

    /** Refuses a store in memory unless the database is in memory too. */
    static void requireAllowed(String property, ApplicationDatabase database) {
        if (!database.isInMemory()) {
            throw new KeyRingStartException(
                    property
                            + " is 'in-memory', and the database is not: at the next start, nothing that is written now could"
                            + " be read.",
                    """
                    Configure stores that last:

                        rowseal.master-key-store.type=pkcs12
                        rowseal.master-key-store.pkcs12.file=/path/to/master-keys.p12
                        rowseal.master-key-store.pkcs12.password=${MASTER_KEY_PASSWORD}
                        rowseal.kek-store.type=jdbc

                    In a test whose data may be lost, set instead:

                        rowseal.in-memory=true""");
        }
    }
}
