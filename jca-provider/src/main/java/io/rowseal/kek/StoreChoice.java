package io.rowseal.kek;

import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.WrappedKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Chooses what of a KEK record is given to the master-key stores: one wrapped key for each configured store. A ring wraps a
 * KEK once per store; a record that says more was written by somebody else, who must not decide how often a store is called.
 */
final class StoreChoice {

    private StoreChoice() {}

    /** The wrapped keys in the order in which the record names their stores. */
    static List<WrappedKey> onePerStore(Map<String, MasterKeyStore> stores, List<WrappedKey> recipients) {
        Map<String, List<WrappedKey>> byStore = new LinkedHashMap<>();
        for (WrappedKey recipient : recipients) {
            if (stores.containsKey(recipient.storeId())) {
                byStore.computeIfAbsent(recipient.storeId(), absent -> new ArrayList<>())
                        .add(recipient);
            }
        }
        List<WrappedKey> chosen = new ArrayList<>();
        byStore.forEach(
                (storeId, candidates) -> chosen.add(choose(Objects.requireNonNull(stores.get(storeId)), candidates)));
        return chosen;
    }

    /** The one of the active master key, else of another one the store has, else the first, for the store to refuse. */
    private static WrappedKey choose(MasterKeyStore store, List<WrappedKey> candidates) {
        if (candidates.size() > 1) {
            for (String keyRef : store.keyRefs()) {
                for (WrappedKey candidate : candidates) {
                    if (candidate.keyRef().equals(keyRef)) {
                        return candidate;
                    }
                }
            }
        }
        return candidates.get(0);
    }
}
