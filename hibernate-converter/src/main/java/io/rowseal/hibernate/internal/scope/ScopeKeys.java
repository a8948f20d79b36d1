package io.rowseal.hibernate.internal.scope;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.row.TableKeys;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The keys of one scope: those of its tables, and the seal of its cache entries. No key is made before it is used. Thread safe. */
public final class ScopeKeys {

    private final KeyRing ring;
    private final String scope;
    private final CacheSeal cacheSeal;
    private final Map<String, TableKeys> tables = new ConcurrentHashMap<>();

    /**
     * The keys of a scope.
     *
     * @throws IllegalArgumentException if the text cannot be a scope
     */
    ScopeKeys(KeyRing ring, String scope) {
        this.ring = ring;
        this.scope = KekRecord.requireScope(scope);
        this.cacheSeal = new CacheSeal(table(CacheSeal.TABLE));
    }

    String scope() {
        return scope;
    }

    public TableKeys table(String staticName) {
        TableKeys present = tables.get(staticName);
        return present != null ? present : tables.computeIfAbsent(staticName, name -> TableKeys.of(ring, scope, name));
    }

    public CacheSeal cacheSeal() {
        return cacheSeal;
    }

    /** Wipes the opened row keys. */
    void close() {
        tables.values().forEach(TableKeys::close);
    }

    @Override
    public String toString() {
        return "ScopeKeys[" + scope + "]";
    }
}
