package io.rowseal.keys.spi;

import io.rowseal.Printable;

/** What a KEK record's key is for. The names are stored and never change. */
public enum KekPurpose {
    /** Wraps data keys. */
    KEK("kek"),
    /** Root of the blind indexes of a scope. */
    INDEX_ROOT("index-root");

    private final String label;

    KekPurpose(String label) {
        this.label = label;
    }

    /**
     * The stored name.
     *
     * @return the name
     */
    public String label() {
        return label;
    }

    /**
     * The purpose with a stored name.
     *
     * @param label the stored name
     * @return the purpose
     * @throws IllegalArgumentException if there is none
     */
    public static KekPurpose of(String label) {
        for (KekPurpose purpose : values()) {
            if (purpose.label.equals(label)) {
                return purpose;
            }
        }
        throw new IllegalArgumentException("unknown KEK purpose '" + Printable.of(label) + "'");
    }
}
