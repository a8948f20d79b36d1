package io.rowseal.hibernate;

import io.rowseal.row.Column;
import java.io.Serializable;

/**
 * Where a stored value is from.
 *
 * @param attribute its name, for messages
 * @param table the static name of the table
 * @param column the static name of the column
 * @param text whether it is a character column
 */
record StoredPlace(String attribute, String table, String column, boolean text) implements Serializable {

    byte[] open(EncryptionRuntime runtime, byte[] stored) {
        Column place = runtime.readable(text ? Column.text(column) : Column.binary(column));
        return runtime.table(table).open(place, stored);
    }

    @Override
    public String toString() {
        return attribute;
    }
}
