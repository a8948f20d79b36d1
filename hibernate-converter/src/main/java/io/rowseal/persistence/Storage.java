package io.rowseal.persistence;

/** How an encrypted attribute is stored. */
public enum Storage {

    /** {@link #BINARY}. */
    AUTO,

    /** A binary column: {@code varbinary}, {@code bytea}. Right for every new column and every type. */
    BINARY,

    /**
     * A character column that holds ASCII text: {@code rs1.} and base64url. Use it for a {@code String} whose existing {@code
     * varchar} column must stay. It needs about four thirds of the width of a binary column.
     */
    TEXT
}
