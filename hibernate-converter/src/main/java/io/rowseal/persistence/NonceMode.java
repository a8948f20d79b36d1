package io.rowseal.persistence;

/** How the nonce of a cell is created. Readers do not depend on it, so you may change it at any time. */
public enum NonceMode {

    /**
     * Computed from the value and its place. Writing the same value to the same cell again gives the same bytes, which dirty
     * checks and caches expect. Anyone who sees both versions can tell that the cell did not change.
     */
    DERIVED,

    /** Taken from the random generator. Every write gives new bytes, even for an unchanged value. */
    RANDOM
}
