package io.rowseal.keys;

import io.rowseal.KekId;
import io.rowseal.RowsealException;
import java.util.List;
import java.util.Map;

/**
 * The result of {@link KeyRing#check}: the scope's keys open. Contains no secret.
 *
 * @param scope the scope that was checked
 * @param opened the KEK and the index root key that were opened with what the stores hold now; none if the scope has no
 *     records yet, and then each store has wrapped and unwrapped a random key that was stored nowhere
 * @param storeFailures by store id, the failures of stores that other stores could replace: reading works, but no new KEK can
 *     be created before they work again. Empty if all stores work
 */
public record KeyRingCheck(String scope, List<KekId> opened, Map<String, RowsealException> storeFailures) {

    /** Copies the collections. */
    public KeyRingCheck {
        opened = List.copyOf(opened);
        storeFailures = Map.copyOf(storeFailures);
    }

    /**
     * Whether all stores work.
     *
     * @return false if new KEKs cannot be created
     */
    public boolean isComplete() {
        return storeFailures.isEmpty();
    }
}
