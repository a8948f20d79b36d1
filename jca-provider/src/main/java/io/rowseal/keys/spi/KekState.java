package io.rowseal.keys.spi;

/** The state of a KEK (after NIST SP 800-57 part 1, section 7). The names are stored and never change. */
public enum KekState {
    /** Wraps and unwraps. */
    ACTIVE,
    /** Unwraps only. */
    DECRYPT_ONLY,
    /** Gone; the tombstone stays. */
    DESTROYED
}
