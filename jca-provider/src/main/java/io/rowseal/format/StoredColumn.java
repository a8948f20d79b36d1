package io.rowseal.format;

import static io.rowseal.format.Layout.CELL_MAGIC;
import static io.rowseal.format.Layout.CELL_OVERHEAD;
import static io.rowseal.format.Layout.HEADER_BYTES;
import static io.rowseal.format.Layout.HEADER_MAGIC;
import static io.rowseal.format.Layout.INDEX_MAGIC;
import static io.rowseal.format.Layout.MAX_PLAINTEXT_BYTES;
import static io.rowseal.format.Layout.NO_ROW_KEY;
import static io.rowseal.format.Layout.SEALED_VALUE_OVERHEAD;

import io.rowseal.MalformedCiphertextException;
import io.rowseal.PlaintextFoundException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a column read gives, parsed by the reading grammar:
 *
 * <pre>
 * row with a row key:      block+ prefix* cell    |  block+ prefix* sealed
 * row without a row key:   FD+ prefix* sealed
 * table without row keys:  prefix* sealed
 * </pre>
 *
 * In a text column what follows the blocks or FD is the text form. Repeated blocks must be equal in bytes 0..2 and 51..82;
 * the first one is used. Anything else is malformed: a cell never brings its own row key.
 *
 * @param rowKeyBlock the row-key block, null where the row has none
 * @param body holds index prefixes and the cell or sealed value
 * @param prefixOffset where the index prefixes begin in {@code body}
 * @param valueOffset where the cell or sealed value begins in {@code body}
 * @param sealedValue whether it is a sealed value, else it is a cell
 */
public record StoredColumn(
        @Nullable Header rowKeyBlock, byte[] body, int prefixOffset, int valueOffset, boolean sealedValue) {

    /**
     * Parses what {@code coalesce(row_key, X'FD') || column} gave.
     *
     * @param source the bytes
     * @param textForm whether the column is a character column
     * @return the parts; no bytes are copied except the block and by decoding the text form
     * @throws MalformedCiphertextException if the bytes are not of the grammar
     * @throws PlaintextFoundException if a character column holds plaintext
     */
    public static StoredColumn parse(byte[] source, boolean textForm) {
        int position = 0;
        while (position < source.length && source[position] == NO_ROW_KEY) {
            position++;
        }
        if (position > 0) {
            return prefixesAndValue(null, source, position, textForm);
        }
        Header block = Header.parse(source, 0).require(Kind.ROW_KEY_BLOCK);
        return prefixesAndValue(block, source, behindBlocks(block, source), textForm);
    }

    private static int behindBlocks(Header first, byte[] source) {
        int position = HEADER_BYTES;
        while (Header.startsAt(source, position, Kind.ROW_KEY_BLOCK)) {
            first.requireSameDataKey(source, position);
            position += HEADER_BYTES;
        }
        return position;
    }

    /**
     * Parses the bare column of a table without row keys.
     *
     * @param source the bytes
     * @param textForm whether the column is a character column
     * @return the parts, without a row-key block; no bytes are copied except by decoding the text form
     * @throws MalformedCiphertextException if the bytes are not of the grammar
     * @throws PlaintextFoundException if a character column holds plaintext
     */
    public static StoredColumn parseWithoutRowKey(byte[] source, boolean textForm) {
        return prefixesAndValue(null, source, 0, textForm);
    }

    /** What {@link #plaintextOffset} gives for anything but plaintext. */
    public static final int NO_PLAINTEXT = -1;

    /**
     * Where plaintext begins in what a character column gave, for a reader that accepts plaintext as well. What begins with a
     * byte of this format, or claims to be a text form, is none: it must be parsed.
     *
     * @param source the bytes, as {@link #parse} or, without row keys, {@link #parseWithoutRowKey} takes them
     * @param rowKeys whether they begin with a row-key block or FD
     * @return the offset, or {@link #NO_PLAINTEXT}
     * @throws MalformedCiphertextException if they begin with neither, though they must
     */
    public static int plaintextOffset(byte[] source, boolean rowKeys) {
        int position = 0;
        if (rowKeys) {
            while (position < source.length && source[position] == NO_ROW_KEY) {
                position++;
            }
            if (position == 0) {
                position = behindBlocks(Header.parse(source, 0).require(Kind.ROW_KEY_BLOCK), source);
            }
        }
        boolean ours = TextForm.isClaimed(source, position) || (position < source.length && isMagic(source[position]));
        return ours ? NO_PLAINTEXT : position;
    }

    private static StoredColumn prefixesAndValue(
            @Nullable Header block, byte[] source, int position, boolean textForm) {
        if (!textForm) {
            return value(block, source, position);
        }
        if (TextForm.isMarked(source, position)) {
            return value(block, TextForm.decode(source, position), 0);
        }
        if (position < source.length && isMagic(source[position])) {
            throw new MalformedCiphertextException("a text column holds bytes that are not in text form: the column was"
                    + " altered, or is not a text column");
        }
        throw new PlaintextFoundException("a text column in mode STRICT holds text that is not encrypted: if"
                + " it was written before encryption was introduced, read and write it in mode WRITE_CIPHERTEXT"
                + " (docs/migration.md), else restore the column from a backup");
    }

    /**
     * Whether bytes have the form of a stored value: index prefixes if any, then a cell or a sealed value of a possible length.
     * Nothing is opened, so that bytes of another origin can have it by chance.
     *
     * @param source the bytes of a bare column
     * @param textForm whether the column is a character column
     * @return whether they have that form
     */
    public static boolean looksStored(byte[] source, boolean textForm) {
        if (textForm && !TextForm.isClaimed(source, 0)) {
            return false;
        }
        try {
            byte[] body = textForm ? TextForm.decode(source, 0) : source;
            int offset = IndexPrefix.skip(body, 0);
            int length = body.length - offset;
            return Header.startsAt(body, offset, Kind.SEALED_VALUE)
                    ? length >= SEALED_VALUE_OVERHEAD
                    : length >= CELL_OVERHEAD && body[offset] == CELL_MAGIC;
        } catch (MalformedCiphertextException e) {
            return false;
        }
    }

    /** No UTF-8 text begins with any of these. */
    private static boolean isMagic(byte first) {
        return first == HEADER_MAGIC || first == NO_ROW_KEY || first == CELL_MAGIC || first == INDEX_MAGIC;
    }

    private static StoredColumn value(@Nullable Header block, byte[] body, int prefixOffset) {
        int valueOffset = IndexPrefix.skip(body, prefixOffset);
        int length = body.length - valueOffset;
        boolean sealed = Header.startsAt(body, valueOffset, Kind.SEALED_VALUE);
        boolean cell = !sealed && length > 0 && body[valueOffset] == CELL_MAGIC;
        if (!sealed && !cell) {
            throw new MalformedCiphertextException("neither a cell nor a sealed value begins where one must: the bytes"
                    + " are damaged, or were not written by this library");
        }
        if (cell && block == null) {
            throw new MalformedCiphertextException(
                    "a cell without a row key: row_key was lost or removed; restore it, cells cannot be read without it");
        }
        int overhead = cell ? CELL_OVERHEAD : SEALED_VALUE_OVERHEAD;
        if (length < overhead) {
            throw new MalformedCiphertextException("a value of " + length + " bytes is too short: it was cut off");
        }
        if (length - overhead > MAX_PLAINTEXT_BYTES) {
            throw new MalformedCiphertextException(
                    "a value of " + length + " bytes is longer than any this format allows");
        }
        return new StoredColumn(block, body, prefixOffset, valueOffset, sealed);
    }

    /**
     * How many bytes the index prefixes have.
     *
     * @return a multiple of 18, 0 if there are none
     */
    public int prefixLength() {
        return valueOffset - prefixOffset;
    }

    /**
     * The cell or sealed value without its prefixes.
     *
     * @return a copy
     */
    public byte[] value() {
        return Arrays.copyOfRange(body, valueOffset, body.length);
    }
}
