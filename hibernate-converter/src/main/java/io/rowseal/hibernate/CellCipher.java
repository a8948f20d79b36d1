package io.rowseal.hibernate;

import io.rowseal.row.BlindIndex;
import io.rowseal.row.Column;
import io.rowseal.row.RowKey;
import io.rowseal.row.TableKeys;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Seals and opens the values of one attribute. Immutable and thread safe. */
final class CellCipher {

    private static final byte[] NO_PREFIX = {};

    private final StoredPlace place;
    private final TableKeys keys;
    private final Column column;
    private final Column readColumn;
    private final @Nullable BlindIndex index;

    /**
     * Seals into {@code column}, and opens {@code readColumn}, which may refuse sealed values. A natural id is compared with a
     * sealed value of which the database takes the index, so sealing them is never refused here.
     */
    CellCipher(StoredPlace place, TableKeys keys, Column column, Column readColumn, @Nullable BlindIndex index) {
        this.place = place;
        this.keys = keys;
        this.column = column;
        this.readColumn = readColumn;
        this.index = index;
    }

    /** The cipher of the same attribute in a table without row keys and blind indexes. */
    CellCipher copiedTo(String attribute, String staticColumn, TableKeys otherTable) {
        Column plain = place.text() ? Column.text(staticColumn) : Column.binary(staticColumn);
        Column padded = place.padTo() == 0 ? plain : plain.withPadding(place.padTo());
        return new CellCipher(
                new StoredPlace(attribute, otherTable.table(), staticColumn, place.text(), false, place.padTo(), false),
                otherTable,
                padded,
                padded,
                null);
    }

    StoredPlace place() {
        return place;
    }

    /** A cell of the row, or where no row key is bound in the same statement a sealed value; with its index prefix. */
    byte[] seal(Cell cell, @Nullable RowKey rowKey) {
        byte[] prefix = index == null ? NO_PREFIX : index.prefix(cell.encoded());
        return rowKey == null
                ? keys.sealValue(column, prefix, cell.encoded())
                : rowKey.seal(column, prefix, cell.encoded());
    }

    boolean hasIndex() {
        return index != null;
    }

    /** The plain text that a column still holds, for modes that read it. */
    Optional<byte[]> plaintext(byte[] stored) {
        return TableKeys.plaintext(readColumn, stored);
    }

    byte[] open(byte[] stored) {
        return keys.open(readColumn, stored);
    }

    byte[] query(Cell cell) {
        return requireIndex().query(cell.encoded());
    }

    String queryText(Cell cell) {
        return requireIndex().queryText(cell.encoded());
    }

    private BlindIndex requireIndex() {
        if (index == null) {
            throw new IllegalStateException(
                    "column '" + column + "' of table '" + keys.table() + "' has no blind index");
        }
        return index;
    }
}
