package io.rowseal.keys;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.KeyDestroyedException;
import io.rowseal.KeyRecordAlteredException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.Printable;
import io.rowseal.RowsealException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns KEK records into KEKs and back, through the master-key stores. Caches nothing. Thread safe. */
final class KekLoader {

    private final Map<String, MasterKeyStore> stores;
    private final KekStore kekStore;
    private final Primitives primitives;
    private final KeyRingCounters counters;
    private final KekEvents events;

    KekLoader(
            Map<String, MasterKeyStore> stores,
            KekStore kekStore,
            Primitives primitives,
            KeyRingCounters counters,
            KekEvents events) {
        this.stores = stores;
        this.kekStore = kekStore;
        this.primitives = primitives;
        this.counters = counters;
        this.events = events;
    }

    /** Loads the KEK a header names. The scope comes from the caller: a record of another scope causes no store call. */
    Kek load(String scope, KekPurpose purpose, KekId kekId) {
        KekRecord found = kekStore.find(kekId)
                .orElseThrow(() -> new UnknownKeyException("no KEK record has the kekId " + kekId
                        + ": restore the KEK store that belongs to this data from its backup"));
        if (!found.scope().equals(scope) || found.purpose() != purpose) {
            throw new WrongContextException(
                    "kekId " + kekId + " does not belong to scope '" + Printable.of(scope) + "' and purpose "
                            + purpose.label() + ": the data was written for another scope, or was moved here");
        }
        return open(found);
    }

    /** Unwraps a record and confirms its check value. */
    Kek open(KekRecord found) {
        if (found.state() == KekState.DESTROYED) {
            throw new KeyDestroyedException("kekId " + found.kekId() + " of scope '" + Printable.of(found.scope())
                    + "' was destroyed: what it protected can not be read any more");
        }
        KeyBytes key = unwrap(found);
        byte[] check = Kek.check(primitives, key, found.purpose(), found.scope(), found.kekId(), found.createdAt());
        if (!Primitives.constantTimeEquals(check, found.check())) {
            key.destroy();
            throw new KeyRecordAlteredException("the record of kekId " + found.kekId() + " of scope '"
                    + Printable.of(found.scope()) + "' was altered: restore it from the backup of the KEK store");
        }
        return new Kek(found, key, primitives);
    }

    private KeyBytes unwrap(KekRecord found) {
        RowsealException failure = null;
        for (WrappedKey recipient : StoreChoice.onePerStore(stores, found.recipients())) {
            try {
                counters.unwrap();
                return KeyBytes.hmac(requireKey(unwrap(recipient, found), found.kekId()));
            } catch (WrongContextException e) {
                failure = moreTelling(failure, refused(found, e));
            } catch (RowsealException e) {
                failure = moreTelling(failure, e);
            } catch (RuntimeException e) {
                failure = moreTelling(failure, KeyUnavailableException.ofStore(recipient.storeId(), e));
            }
        }
        if (failure != null) {
            throw failure;
        }
        throw new UnknownKeyException("kekId " + found.kekId() + " is wrapped by the master-key stores "
                + storeIds(found) + ", and none of these is configured: configure one of them");
    }

    private static List<String> storeIds(KekRecord found) {
        return found.recipients().stream()
                .map(recipient -> Printable.of(recipient.storeId()))
                .distinct()
                .toList();
    }

    private byte[] unwrap(WrappedKey recipient, KekRecord found) {
        MasterKeyStore store = Objects.requireNonNull(stores.get(recipient.storeId()));
        return events.unwrap(recipient, found, () -> store.unwrap(recipient, found.storeContext()));
    }

    /** An unreachable store may come back, so it tells more than a refusal of another store. */
    private static RowsealException moreTelling(@Nullable RowsealException first, RowsealException second) {
        if (first == null) {
            return second;
        }
        if (second instanceof KeyUnavailableException) {
            second.addSuppressed(first);
            return second;
        }
        first.addSuppressed(second);
        return first;
    }

    /** A store says whether a record is right. It knows nothing of the data, and must not seem to judge it. */
    private static KeyRecordAlteredException refused(KekRecord found, WrongContextException refusal) {
        return refusal instanceof KeyRecordAlteredException altered
                ? altered
                : new KeyRecordAlteredException(
                        "a master-key store refuses to unwrap the record of kekId " + found.kekId() + " of scope '"
                                + Printable.of(found.scope()) + "': "
                                + Printable.line(String.valueOf(refusal.getMessage()))
                                + ". If this is so for all records, the master keys are those of another system; else restore the"
                                + " record from the backup of the KEK store",
                        refusal);
    }

    private static byte[] requireKey(byte[] key, KekId kekId) {
        if (key.length != Layout.KEY_BYTES) {
            Arrays.fill(key, (byte) 0);
            throw new KeyRecordAlteredException("the master-key store returned a key of " + key.length
                    + " bytes for kekId " + kekId + ", not 32: the record was altered");
        }
        return key;
    }

    /**
     * Creates a KEK and stores it durably. The key in clear is dropped: the caller loads the record as any other, so that no
     * data is ever written under a KEK that can not be unwrapped again.
     *
     * @return false if another process created this sequence first
     */
    boolean create(String scope, KekPurpose purpose, int sequence, long now) {
        KekId kekId = KekId.of(primitives.random(KekId.BYTES));
        return events.generate(scope, purpose, kekId, () -> create(scope, purpose, kekId, sequence, now));
    }

    private boolean create(String scope, KekPurpose purpose, KekId kekId, int sequence, long now) {
        byte[] raw = primitives.random(Layout.KEY_BYTES);
        try (KeyBytes key = KeyBytes.hmac(raw)) {
            List<WrappedKey> recipients = wrap(raw, purpose, scope, kekId);
            byte[] check = Kek.check(primitives, key, purpose, scope, kekId, now);
            return kekStore.insert(
                    new KekRecord(kekId, purpose, scope, sequence, now, KekState.ACTIVE, recipients, check));
        }
    }

    private List<WrappedKey> wrap(byte[] raw, KekPurpose purpose, String scope, KekId kekId) {
        List<WrappedKey> recipients = new ArrayList<>();
        for (MasterKeyStore store : stores.values()) {
            counters.wrap();
            String keyRef = store.activeKeyRef();
            Context context = KekRecord.storeContext(purpose, scope, kekId);
            recipients.add(events.wrap(
                    store.storeId(), keyRef, scope, purpose, kekId, () -> store.wrap(keyRef, raw, context)));
        }
        return recipients;
    }

    /** Wraps the KEK of a record by the active master keys of all stores. */
    boolean rewrap(KekRecord found) {
        Kek kek = open(found);
        byte[] raw = kek.key().getEncoded();
        try {
            KekRecord updated = found.withRecipients(wrap(raw, found.purpose(), found.scope(), found.kekId()));
            open(updated).wipe();
            return kekStore.replace(found, updated);
        } finally {
            Arrays.fill(raw, (byte) 0);
            kek.wipe();
        }
    }

    /** Refuses a ring that could never wrap anything. */
    static void requireStores(Map<String, MasterKeyStore> stores) {
        if (stores.isEmpty()) {
            throw new ConfigurationException("a key ring needs a master-key store: configure one");
        }
    }
}
