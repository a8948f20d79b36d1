package io.rowseal.hibernate.internal.scope;

import io.rowseal.row.TableKeys;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.type.descriptor.WrapperOptions;

/** The row keys of one table, in whatever scope its rows are. Thread safe. */
public final class ScopedTable {

    private final KeyScopes keyScopes;
    private final EntityScope scope;
    private final String staticName;
    private final Map<String, TableKeys> byScope = new ConcurrentHashMap<>();

    /**
     * The row keys of a table.
     *
     * @param scope of its rows
     * @param staticName the table name bound into the row keys
     */
    public ScopedTable(KeyScopes keyScopes, EntityScope scope, String staticName) {
        this.keyScopes = keyScopes;
        this.scope = scope;
        this.staticName = staticName;
    }

    public EntityScope scope() {
        return scope;
    }

    public String staticName() {
        return staticName;
    }

    /** The row keys of the rows that a session reads and writes. */
    public TableKeys keys(WrapperOptions session) {
        String wanted = scope.of(session);
        TableKeys present = byScope.get(wanted);
        return present != null
                ? present
                : byScope.computeIfAbsent(wanted, name -> keyScopes.keys(name).table(staticName));
    }
}
