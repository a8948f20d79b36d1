package io.rowseal.hibernate.internal.scope;

import io.rowseal.row.TableKeys;
import org.hibernate.type.descriptor.WrapperOptions;

/**
 * The row keys of one table, in whatever scope its rows are.
 *
 * @param scope of its rows
 * @param staticName the table name bound into the row keys
 */
public record ScopedTable(EntityScope scope, String staticName) {

    /** The row keys of the rows that a session reads and writes. */
    public TableKeys keys(WrapperOptions session) {
        return scope.keys(session).table(staticName);
    }
}
