package io.rowseal.row;

import io.rowseal.Context;
import io.rowseal.Printable;
import io.rowseal.format.Pae;
import io.rowseal.format.StoredColumn;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An encrypted column: its static name, how its bytes are stored, what they encode and how the nonces of its cells are created.
 * Immutable and thread safe.
 */
public final class Column {

    /** How the nonce of a cell is made. */
    public enum Nonce {
        /** From the value and its place: the same value in the same cell gives the same bytes. The default. */
        DERIVED,
        /** From the random generator: reveals nothing, but every update writes new bytes. */
        RANDOM
    }

    /** The encoding that adds nothing to the context. Never changes. */
    private static final String TEXT_ENCODING = "utf8";

    private static final Pattern ENCODING_ID = Pattern.compile("[!-~]{1,255}");
    private static final String PAD = "pad";
    private static final String TYPE = "type";
    private static final int NO_PADDING = 0;

    private final String name;
    private final boolean text;
    private final Nonce nonce;
    private final boolean inTableWithRowKeys;
    private final boolean sealedValuesAllowed;
    private final int paddingStep;
    private final String encoding;
    private final byte[] columnPae;

    private Column(
            String name,
            boolean text,
            Nonce nonce,
            boolean inTableWithRowKeys,
            boolean sealedValuesAllowed,
            int paddingStep,
            String encoding) {
        this.name = name.toLowerCase(Locale.ROOT);
        this.text = text;
        this.nonce = nonce;
        this.inTableWithRowKeys = inTableWithRowKeys;
        this.sealedValuesAllowed = sealedValuesAllowed;
        this.paddingStep = paddingStep;
        this.encoding = encoding;
        this.columnPae = Pae.encode(withTraits(Context.of("column", this.name)));
    }

    /**
     * A column of bytes.
     *
     * @param name the physical column name, or the static name given instead; used in lower case
     * @return the column, with derived nonces
     */
    public static Column binary(String name) {
        return new Column(name, false, Nonce.DERIVED, true, true, NO_PADDING, TEXT_ENCODING);
    }

    /**
     * A character column, whose bytes are stored in text form.
     *
     * @param name the physical column name, or the static name given instead; used in lower case
     * @return the column, with derived nonces
     */
    public static Column text(String name) {
        return new Column(name, true, Nonce.DERIVED, true, true, NO_PADDING, TEXT_ENCODING);
    }

    /**
     * This column with another way of creating nonces. Readers do not depend on it.
     *
     * @param value how nonces are made
     * @return the column
     */
    public Column withNonce(Nonce value) {
        return new Column(name, text, value, inTableWithRowKeys, sealedValuesAllowed, paddingStep, encoding);
    }

    /**
     * This column with values that are padded before they are encrypted, so that their length reveals only how many steps they
     * need. A column with padding refuses values that were written without it, and the reverse. It reads values that were
     * written with another step.
     *
     * @param step the length of padded values is a multiple of this many bytes, 2 to 1,048,576; a value gets one byte at least
     * @return the column
     * @throws IllegalArgumentException if the step is out of range
     */
    public Column withPadding(int step) {
        if (step < 2 || step > Padding.MAX_STEP) {
            throw new IllegalArgumentException(
                    "values can be padded to multiples of 2 to " + Padding.MAX_STEP + " bytes, not of " + step);
        }
        return new Column(name, text, nonce, inTableWithRowKeys, sealedValuesAllowed, step, encoding);
    }

    /**
     * This column with values of another encoding than UTF-8 text. The name of the encoding is bound into every value, so that
     * bytes of one type are never read as another type. A column refuses values that were written with another encoding.
     *
     * @param encodingId the stable name of the encoding, 1 to 255 visible ASCII characters; {@code docs/value-encodings.md} lists
     *     those of the library. {@code utf8} is the encoding of a column that was given none
     * @return the column
     * @throws IllegalArgumentException if it is not such a name
     */
    public Column typed(String encodingId) {
        if (!ENCODING_ID.matcher(encodingId).matches()) {
            throw new IllegalArgumentException("the id of an encoding has 1 to 255 visible ASCII characters, not '"
                    + Printable.of(encodingId) + "'");
        }
        return new Column(name, text, nonce, inTableWithRowKeys, sealedValuesAllowed, paddingStep, encodingId);
    }

    /**
     * The length of a value after padding.
     *
     * @param plaintextBytes the length of the value in bytes
     * @return the same without padding
     */
    public long paddedLength(long plaintextBytes) {
        return paddingStep == NO_PADDING ? plaintextBytes : Padding.paddedLength(plaintextBytes, paddingStep);
    }

    /**
     * This column in a table without a column {@code row_key}. Readers read the bare column and accept only sealed values. They
     * refuse bytes that contain a row key.
     *
     * @return the column
     * @throws IllegalStateException if it accepts no sealed values, because then it would accept nothing
     */
    public Column withoutRowKeys() {
        if (!sealedValuesAllowed) {
            throw acceptsNothing();
        }
        return new Column(name, text, nonce, false, true, paddingStep, encoding);
    }

    /**
     * This column with cells only: sealed values are neither read nor written. Nothing binds a sealed value to its row, so
     * anyone who can write to the database can move it to another row of the column. Refusing sealed values prevents that.
     *
     * @return the column
     * @throws IllegalStateException if it is in a table without row keys, because then it would accept nothing
     */
    public Column withoutSealedValues() {
        if (!inTableWithRowKeys) {
            throw acceptsNothing();
        }
        return new Column(name, text, nonce, true, false, paddingStep, encoding);
    }

    private IllegalStateException acceptsNothing() {
        return new IllegalStateException(
                "column '" + name + "' cannot be both without row keys and without sealed values");
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

    int plaintextOffset(byte[] stored) {
        return text ? StoredColumn.plaintextOffset(stored, inTableWithRowKeys) : StoredColumn.NO_PLAINTEXT;
    }

    boolean sealedValuesAllowed() {
        return sealedValuesAllowed;
    }

    Nonce nonce() {
        return nonce;
    }

    /** The context of sealed values in this column. */
    Context context(String table) {
        return withTraits(Context.of("table", table, "column", name));
    }

    private Context withTraits(Context place) {
        Context padded = paddingStep == NO_PADDING ? place : place.with(PAD, Padding.ID);
        return encoding.equals(TEXT_ENCODING) ? padded : padded.with(TYPE, encoding);
    }

    byte[] pad(byte[] plaintext) {
        return paddingStep == NO_PADDING ? plaintext : Padding.pad(plaintext, paddingStep, this);
    }

    byte[] unpad(byte[] opened) {
        return paddingStep == NO_PADDING ? opened : Padding.unpad(opened, this);
    }

    byte[] pae() {
        return columnPae;
    }

    @Override
    public String toString() {
        return name;
    }
}
