package io.rowseal.hibernate.internal.type;

import io.rowseal.hibernate.internal.scope.CacheSeal;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.scope.ScopeKeys;
import io.rowseal.row.Column;
import java.io.Serializable;

/**
 * Where a stored value is from.
 *
 * @param attribute its name, for messages
 * @param table the static name of the table
 * @param column the static name of the column
 * @param text whether it is a character column
 * @param rowKeyed whether the table has row keys, so that sealed values may be refused there
 * @param padTo to what values are padded, 0 if they are not
 * @param encoding the id of the encoding of its values
 * @param cached whether the bytes are those of a {@link CacheSeal}: the column held plaintext, which no cache may hold
 */
public record StoredPlace(
        String attribute,
        String table,
        String column,
        boolean text,
        boolean rowKeyed,
        int padTo,
        String encoding,
        boolean cached)
        implements Serializable {

    /** What values in caches are bound to. */
    Column cachePlace() {
        return withTraits(Column.binary(table + "." + column));
    }

    /** The column as it is written. */
    Column rowColumn() {
        return withTraits(text ? Column.text(column) : Column.binary(column));
    }

    private Column withTraits(Column place) {
        return (padTo == 0 ? place : place.withPadding(padTo)).typed(encoding);
    }

    StoredPlace inCache() {
        return new StoredPlace(attribute, table, column, text, rowKeyed, padTo, encoding, true);
    }

    /** The same place with values of another encoding. */
    public StoredPlace withEncoding(String id) {
        return new StoredPlace(attribute, table, column, text, rowKeyed, padTo, id, cached);
    }

    /** The same place with values that are padded, or without if step is 0. Readers do not depend on the step. */
    public StoredPlace withPadTo(int step) {
        return new StoredPlace(attribute, table, column, text, rowKeyed, step, encoding, cached);
    }

    /** Opens what a cache returned by value, for the session that read it. The scope is never that of the data. */
    public byte[] open(KeyScopes keyScopes, byte[] stored) {
        ScopeKeys keys = keyScopes.keysOfCached(table);
        if (cached) {
            return keys.cacheSeal().open(cachePlace(), stored);
        }
        return keys.table(table).open(rowKeyed ? keyScopes.options().readable(rowColumn()) : rowColumn(), stored);
    }

    @Override
    public String toString() {
        return attribute;
    }
}
