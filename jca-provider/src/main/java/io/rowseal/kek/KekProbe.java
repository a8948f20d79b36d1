package io.rowseal.kek;

import io.rowseal.KekId;
import io.rowseal.Printable;
import io.rowseal.RowsealException;
import io.rowseal.UnknownKeyException;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Layout;
import io.rowseal.kek.KekReader.Listing;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.WrappedKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out whether the keys of a scope open with what the stores hold now, past all caches. Thread safe. */
public final class KekProbe {

    /**
     * What was found.
     *
     * @param opened the keys that open
     * @param storeFailures what failed at stores that others stand in for, by store id
     */
    public record Found(List<KekId> opened, Map<String, RowsealException> storeFailures) {}

    private final Map<String, MasterKeyStore> stores;
    private final KekReader reader;
    private final KekLoader loader;
    private final Primitives primitives;

    KekProbe(Map<String, MasterKeyStore> stores, KekReader reader, KekLoader loader, Primitives primitives) {
        this.stores = stores;
        this.reader = reader;
        this.loader = loader;
        this.primitives = primitives;
    }

    Found check(String scope) {
        List<KekId> opened = new ArrayList<>();
        Map<String, RowsealException> failures = new LinkedHashMap<>();
        for (KekPurpose purpose : KekPurpose.values()) {
            KekRecord found = record(scope, purpose);
            if (found != null) {
                open(found, failures);
                opened.add(found.kekId());
            }
        }
        if (opened.isEmpty()) {
            stores.values().forEach(store -> tryOut(store, scope));
        }
        return new Found(opened, failures);
    }

    /** The record that is used: the newest KEK that encrypts, else that decrypts; the first index root key. */
    private @Nullable KekRecord record(String scope, KekPurpose purpose) {
        Listing known = reader.list(scope, purpose);
        List<KekRecord> newestFirst = known.living();
        if (newestFirst.isEmpty()) {
            known.requireReadableBefore(Integer.MAX_VALUE);
            return null;
        }
        if (purpose == KekPurpose.INDEX_ROOT) {
            return newestFirst.get(newestFirst.size() - 1);
        }
        return newestFirst.stream()
                .filter(candidate -> candidate.state() == KekState.ACTIVE)
                .findFirst()
                .orElse(newestFirst.get(0));
    }

    private void open(KekRecord found, Map<String, RowsealException> failures) {
        Map<String, WrappedKey> recipients = new LinkedHashMap<>();
        loader.recipients(found).forEach(recipient -> recipients.put(recipient.storeId(), recipient));
        RowsealException first = null;
        boolean opened = false;
        for (MasterKeyStore store : stores.values()) {
            try {
                WrappedKey recipient = recipients.get(store.storeId());
                if (recipient == null) {
                    throw new UnknownKeyException("kekId " + found.kekId() + " of scope '" + Printable.of(found.scope())
                            + "' is not wrapped by the master-key store '" + store.storeId()
                            + "': call rewrapKeks() after a change of stores");
                }
                loader.openFresh(found, store, recipient);
                opened = true;
            } catch (RowsealException e) {
                failures.putIfAbsent(store.storeId(), e);
                first = first == null ? e : first;
            }
        }
        if (!opened && first != null) {
            throw loader.explain(found, first);
        }
    }

    /** Nothing is stored: a random key goes to the store and back. */
    private void tryOut(MasterKeyStore store, String scope) {
        byte[] random = primitives.random(Layout.KEY_BYTES);
        try {
            loader.wrapping().wrap(store, random, KekPurpose.KEK, scope, KekId.of(primitives.random(KekId.BYTES)));
        } finally {
            Arrays.fill(random, (byte) 0);
        }
    }
}
