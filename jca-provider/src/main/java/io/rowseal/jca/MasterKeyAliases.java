package io.rowseal.jca;

import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.StoreStart;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The aliases {@code storeId/keyRef} of master keys, compared exactly: key references of remote services differ by case. What
 * a store says now counts, so that keys added later appear. A store that fails hides none of the others. Calls nothing remote
 * but the start of stores that are not started yet. Thread safe.
 */
final class MasterKeyAliases {

    private static final System.Logger LOG = System.getLogger(MasterKeyAliases.class.getName());
    private static final char SEPARATOR = '/';

    private final List<Listed> stores;

    private MasterKeyAliases(List<Listed> stores) {
        this.stores = stores;
    }

    /** Aliases of stores that somebody else started. */
    static MasterKeyAliases of(List<MasterKeyStore> started) {
        return new MasterKeyAliases(
                started.stream().map(store -> new Listed(store, true)).toList());
    }

    /**
     * Aliases of stores that are started at their first use, and tried again as long as that fails.
     *
     * @param unstarted stores that would not create a key by being started
     */
    static MasterKeyAliases starting(List<MasterKeyStore> unstarted) {
        requireUnambiguous(unstarted);
        return new MasterKeyAliases(
                unstarted.stream().map(store -> new Listed(store, false)).toList());
    }

    /**
     * Checks that an alias belongs to one store.
     *
     * @throws IllegalArgumentException if it could belong to two
     */
    static void requireUnambiguous(List<MasterKeyStore> stores) {
        for (int i = 0; i < stores.size(); i++) {
            for (int j = 0; j < stores.size(); j++) {
                String id = stores.get(i).storeId();
                String other = stores.get(j).storeId();
                if (i != j && (other + SEPARATOR).startsWith(id + SEPARATOR)) {
                    throw new IllegalArgumentException("the master-key stores '" + id + "' and '" + other
                            + "' would share aliases: give one of them another store id");
                }
            }
        }
    }

    /**
     * All aliases, by store, the active key of each first.
     *
     * @throws RuntimeException what the first store threw, if all of them fail
     */
    List<String> list() {
        List<String> aliases = new ArrayList<>();
        Map<Listed, RuntimeException> failures = new LinkedHashMap<>();
        for (Listed listed : stores) {
            try {
                listed.keyRefs().forEach(keyRef -> aliases.add(listed.prefix() + keyRef));
                listed.reported.set(false);
            } catch (RuntimeException e) {
                // Of any kind: the defect of one store must not hide the keys of the others.
                failures.put(listed, e);
            }
        }
        if (!failures.isEmpty() && failures.size() == stores.size()) {
            throw together(failures.values());
        }
        failures.forEach(Listed::report);
        return aliases;
    }

    private static RuntimeException together(Collection<RuntimeException> failures) {
        Iterator<RuntimeException> all = failures.iterator();
        RuntimeException first = all.next();
        all.forEachRemaining(other -> {
            // Two stores may share an exception, and none can suppress itself.
            if (!other.equals(first)) {
                first.addSuppressed(other);
            }
        });
        return first;
    }

    /**
     * The handle of a master key.
     *
     * @return a new handle, or null if there is no such alias
     * @throws RuntimeException if the store of that alias fails
     */
    @Nullable
    MasterKeyHandle find(String alias) {
        for (Listed listed : stores) {
            if (alias.startsWith(listed.prefix())) {
                String keyRef = alias.substring(listed.prefix().length());
                return listed.keyRefs().contains(keyRef) ? MasterKeyHandle.of(listed.store, keyRef) : null;
            }
        }
        return null;
    }

    /** One store. */
    private static final class Listed {

        private final MasterKeyStore store;
        private final AtomicBoolean reported = new AtomicBoolean();
        private boolean started;

        Listed(MasterKeyStore store, boolean started) {
            this.store = store;
            this.started = started;
        }

        String prefix() {
            return store.storeId() + SEPARATOR;
        }

        /** Once, until the store works again. */
        void report(RuntimeException failure) {
            if (!reported.getAndSet(true)) {
                LOG.log(
                        Level.WARNING,
                        "the key store EnvelopeMasterKeys leaves out the master keys of the store '" + store.storeId()
                                + "', which fails: " + failure.getMessage(),
                        failure);
            }
        }

        List<String> keyRefs() {
            synchronized (this) {
                if (!started) {
                    // KEK records play no part here, and these stores are configured to create nothing.
                    store.start(StoreStart.mayCreateKeys());
                    started = true;
                }
            }
            return store.keyRefs();
        }
    }
}
