package io.rowseal.persistence;

/** How the nonce of a cell is made. Readers do not depend on it, so it may be changed at any time. */
public enum NonceMode {

    /**
     * Computed from the value and its place. Writing the same value to the same cell again gives the same bytes, which is what
     * dirty checks and caches expect; who sees both can tell that the cell did not change.
     */
    DERIVED,

    /** Taken from the random generator. Every write gives new bytes, also of an unchanged value. */
    RANDOM
}
