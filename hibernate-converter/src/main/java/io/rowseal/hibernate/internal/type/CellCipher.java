package io.rowseal.hibernate.internal.type;

import io.rowseal.RowsealException;
import io.rowseal.hibernate.internal.mode.IndexUse;
import io.rowseal.hibernate.internal.scope.ScopeKeys;
import io.rowseal.row.BlindIndex;
import io.rowseal.row.Column;
import io.rowseal.row.IndexedValue;
import io.rowseal.row.RowKey;
import io.rowseal.row.TableKeys;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Seals and opens the values of one attribute in one scope. Immutable and thread safe. */
public final class CellCipher {

    private static final byte[] NO_PREFIX = {};

    private final StoredPlace place;
    private final ScopeKeys scopeKeys;
    private final TableKeys keys;
    private final Column column;
    private final Column readColumn;
    private final @Nullable BlindIndex index;
    private final @Nullable IndexUse indexUse;

    /**
     * Seals into {@code column}, and opens {@code readColumn}, which may refuse sealed values. A natural id is compared with a
     * sealed value of which the database takes the index, so sealing them is never refused here.
     */
    CellCipher(
            StoredPlace place,
            ScopeKeys keys,
            Column column,
            Column readColumn,
            @Nullable BlindIndex index,
            @Nullable IndexUse indexUse) {
        this.place = place;
        this.scopeKeys = keys;
        this.keys = keys.table(place.table());
        this.column = column;
        this.readColumn = readColumn;
        this.index = index;
        this.indexUse = indexUse;
    }

    public StoredPlace place() {
        return place;
    }

    /** A cell of the row, or where no row key is bound in the same statement a sealed value; with its index prefix. */
    public byte[] seal(byte[] encoded, @Nullable RowKey rowKey) {
        byte[] prefix = index == null ? NO_PREFIX : index.prefix(encoded);
        return rowKey == null ? keys.sealValue(column, prefix, encoded) : rowKey.seal(column, prefix, encoded);
    }

    /**
     * What a row that gets a key holds in a column, as a cell under that key.
     *
     * @param stored what a read of the column gives
     * @param strict whether plaintext is refused
     * @return null if it is a cell already
     */
    public byte @Nullable [] reseal(byte[] stored, RowKey rowKey, boolean strict) {
        Optional<byte[]> plaintext = strict ? Optional.empty() : TableKeys.plaintext(column, stored);
        if (plaintext.isPresent()) {
            return seal(plaintext.get(), rowKey);
        }
        return keys.isSealedValue(column, stored) ? keys.reseal(column, stored, rowKey) : null;
    }

    public byte[] open(byte[] stored) {
        if (index == null || indexUse == null) {
            return keys.open(readColumn, stored);
        }
        IndexedValue value = keys.openIndexed(readColumn, stored);
        indexUse.read(value, index);
        return value.plaintext();
    }

    /** Opens without comparing the index, for checks that do so themselves. */
    public IndexedValue openIndexed(byte[] stored) {
        return keys.openIndexed(readColumn, stored);
    }

    /**
     * Checks that values can be written under the key of a row.
     *
     * @throws RowsealException if it is not a row key of this scope and table
     */
    public void requireRowKey(byte[] block) {
        keys.rowKey(block).seal(column, NO_PREFIX, NO_PREFIX);
    }

    /** Whether it opens as if it were stored by another mapping of the same column. */
    public boolean opensAs(StoredPlace other, byte[] stored) {
        try {
            keys.open(other.rowColumn(), stored);
            return true;
        } catch (RowsealException e) {
            return false;
        }
    }

    /** Null without a blind index. */
    @Nullable
    public BlindIndex index() {
        return index;
    }

    /** Plaintext that a column holds, as it may get into a cache. */
    byte[] sealForCache(byte[] plaintext) {
        return scopeKeys.cacheSeal().seal(place.cachePlace(), plaintext);
    }

    byte[] openOfCache(byte[] sealed) {
        return scopeKeys.cacheSeal().open(place.cachePlace(), sealed);
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
