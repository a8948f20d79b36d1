package io.rowseal.row;

import io.rowseal.Context;
import io.rowseal.format.Pae;
import io.rowseal.format.StoredColumn;
import java.util.Locale;

/**
 * An encrypted column: its static name, how its bytes are stored and how the nonces of its cells are made. Immutable and thread
 * safe.
 */
public final class Column {

    /** How the nonce of a cell is made. */
    public enum Nonce {
        /** From the value and its place: the same value in the same cell gives the same bytes. The default. */
        DERIVED,
        /** From the random generator: shows nothing, but every update writes new bytes. */
        RANDOM
    }

    private final String name;
    private final boolean text;
    private final Nonce nonce;
    private final boolean inTableWithRowKeys;
    private final byte[] columnPae;

    private Column(String name, boolean text, Nonce nonce, boolean inTableWithRowKeys) {
        this.name = name.toLowerCase(Locale.ROOT);
        this.text = text;
        this.nonce = nonce;
        this.inTableWithRowKeys = inTableWithRowKeys;
        this.columnPae = Pae.encode(Context.of("column", this.name));
    }

    /**
     * A column of bytes.
     *
     * @param name the physical column name, or the static name given instead; used in lower case
     * @return the column, with derived nonces
     */
    public static Column binary(String name) {
        return new Column(name, false, Nonce.DERIVED, true);
    }

    /**
     * A character column, whose bytes are stored in text form.
     *
     * @param name the physical column name, or the static name given instead; used in lower case
     * @return the column, with derived nonces
     */
    public static Column text(String name) {
        return new Column(name, true, Nonce.DERIVED, true);
    }

    /**
     * This column with another way of making nonces. Readers do not depend on it.
     *
     * @param value how nonces are made
     * @return the column
     */
    public Column withNonce(Nonce value) {
        return new Column(name, text, value, inTableWithRowKeys);
    }

    /**
     * This column in a table that has no column {@code row_key}: what is read is the bare column, and only sealed values are
     * accepted. Bytes that bring a row key are refused.
     *
     * @return the column
     */
    public Column withoutRowKeys() {
        return new Column(name, text, nonce, false);
    }

    /**
     * The static name.
     *
     * @return in lower case
     */
    public String name() {
        return name;
    }

    /**
     * Whether it is a character column.
     *
     * @return true for text form
     */
    public boolean isText() {
        return text;
    }

    StoredColumn parse(byte[] stored) {
        return inTableWithRowKeys ? StoredColumn.parse(stored, text) : StoredColumn.parseWithoutRowKey(stored, text);
    }

    Nonce nonce() {
        return nonce;
    }

    byte[] pae() {
        return columnPae;
    }

    @Override
    public String toString() {
        return name;
    }
}
