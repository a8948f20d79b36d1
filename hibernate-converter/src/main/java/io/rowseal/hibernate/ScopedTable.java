package io.rowseal.hibernate;

import io.rowseal.row.TableKeys;
import org.hibernate.type.descriptor.WrapperOptions;

/**
 * The row keys of one table, in whatever scope its rows are.
 *
 * @param scope of its rows
 * @param staticName the table name bound into the row keys
 */
record ScopedTable(EntityScope scope, String staticName) {

    /** The row keys of the rows that a session reads and writes. */
    TableKeys keys(WrapperOptions session) {
        return scope.keys(session).table(staticName);
    }
}
