package io.rowseal.kek;

import io.rowseal.ConfigurationException;
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
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.StoreClosedException;
import io.rowseal.keys.spi.WrappedKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns KEK records into KEKs and back, through the master-key stores. Caches nothing. Thread safe. */
final class KekLoader {

    private final Map<String, MasterKeyStore> stores;
    private final KekStore kekStore;
    private final KekReader reader;
    private final Primitives primitives;
    private final KeyRingCounters counters;
    private final KekEvents events;
    private final KekWrapping wrapping;
    private final RefusalExplanation explanation;

    KekLoader(
            Map<String, MasterKeyStore> stores,
            KekStore kekStore,
            KekReader reader,
            Primitives primitives,
            KeyRingCounters counters,
            KekEvents events) {
        this.stores = stores;
        this.kekStore = kekStore;
        this.reader = reader;
        this.primitives = primitives;
        this.counters = counters;
        this.events = events;
        this.wrapping = new KekWrapping(stores, counters, events);
        this.explanation = new RefusalExplanation(this, reader);
    }

    KekWrapping wrapping() {
        return wrapping;
    }

    /** Loads the KEK a header names. The scope comes from the caller: a record of another scope causes no store call. */
    Kek load(String scope, KekPurpose purpose, KekId kekId) {
        KekRecord found = reader.find(kekId);
        if (!found.scope().equals(scope) || found.purpose() != purpose) {
            throw new WrongContextException(
                    "kekId " + kekId + " does not belong to scope '" + Printable.of(scope) + "' and purpose "
                            + purpose.label() + ": the data was written for another scope, or was moved here");
        }
        return openOrExplain(found);
    }

    /** As {@link #open}, but a refusal says whether it concerns this record alone or the master keys of the ring. */
    Kek openOrExplain(KekRecord found) {
        try {
            return open(found);
        } catch (RowsealException e) {
            throw explain(found, e);
        }
    }

    /** A refusal with its most likely cause; anything else as it is. */
    RowsealException explain(KekRecord found, RowsealException failure) {
        return failure instanceof KeyRecordAlteredException || failure instanceof UnknownKeyException
                ? explanation.of(found, failure)
                : failure;
    }

    /** Unwraps a record and confirms its check value. */
    Kek open(KekRecord found) {
        if (found.state() == KekState.DESTROYED) {
            throw new KeyDestroyedException("kekId " + found.kekId() + " of scope '" + Printable.of(found.scope())
                    + "' was destroyed: what it protected cannot be read any more");
        }
        return requireChecked(found, unwrap(found));
    }

    private Kek requireChecked(KekRecord found, KeyBytes key) {
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
        for (WrappedKey recipient : recipients(found)) {
            try {
                counters.unwrap();
                return KeyBytes.hmac(requireKey(unwrap(recipient, found), found.kekId()));
            } catch (WrongContextException e) {
                failure = moreTelling(failure, refused(found, e));
            } catch (RowsealException e) {
                failure = moreTelling(failure, e);
            } catch (StoreClosedException e) {
                failure = moreTelling(failure, e.refusal());
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

    /** One for each store that the ring has. */
    List<WrappedKey> recipients(KekRecord found) {
        try {
            return StoreChoice.onePerStore(stores, found.recipients());
        } catch (StoreClosedException e) {
            throw e.refusal();
        }
    }

    private static List<String> storeIds(KekRecord found) {
        return found.recipients().stream()
                .map(recipient -> Printable.of(recipient.storeId()))
                .distinct()
                .toList();
    }

    private byte[] unwrap(WrappedKey recipient, KekRecord found) {
        MasterKeyStore store = Objects.requireNonNull(stores.get(recipient.storeId()));
        return events.unwrap(
                recipient,
                found.scope(),
                found.purpose(),
                found.kekId(),
                () -> store.unwrap(recipient, found.storeContext()));
    }

    /** Unwraps a record with what one store holds now, and confirms its check value. */
    void openFresh(KekRecord found, MasterKeyStore store, WrappedKey recipient) {
        byte[] raw;
        try {
            raw = wrapping.unwrapFresh(store, recipient, found.scope(), found.purpose(), found.kekId());
        } catch (WrongContextException e) {
            throw refused(found, e);
        }
        requireChecked(found, KeyBytes.hmac(requireKey(raw, found.kekId()))).wipe();
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
                                + Printable.line(String.valueOf(refusal.getMessage())),
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
     * Creates a KEK and stores it durably. What is stored was unwrapped before with what the master-key stores hold, and is read
     * back after: no data is ever written under a KEK that cannot be unwrapped again.
     *
     * @return the KEK, the caller's to keep or wipe; null if another process created this sequence first
     */
    @Nullable
    Kek create(String scope, KekPurpose purpose, int sequence, long now) {
        KekId kekId = KekId.of(primitives.random(KekId.BYTES));
        Kek[] created = new Kek[1];
        events.generate(scope, purpose, kekId, () -> {
            created[0] = create(scope, purpose, kekId, sequence, now);
            return created[0] != null;
        });
        return created[0];
    }

    private @Nullable Kek create(String scope, KekPurpose purpose, KekId kekId, int sequence, long now) {
        byte[] raw = primitives.random(Layout.KEY_BYTES);
        KeyBytes key = KeyBytes.hmac(raw.clone());
        boolean stored = false;
        try {
            List<WrappedKey> recipients = wrapping.wrap(raw, purpose, scope, kekId);
            byte[] check = Kek.check(primitives, key, purpose, scope, kekId, now);
            KekRecord added = new KekRecord(kekId, purpose, scope, sequence, now, KekState.ACTIVE, recipients, check);
            stored = kekStore.insert(added) && isReadBack(added);
            return stored ? new Kek(added, key, primitives) : null;
        } finally {
            Arrays.fill(raw, (byte) 0);
            if (!stored) {
                key.destroy();
            }
        }
    }

    /** Returns false if another process has changed the record already: it is then loaded as any other. */
    private boolean isReadBack(KekRecord added) {
        KekRecord found = kekStore.find(added.kekId()).orElse(null);
        if (found == null || !Arrays.equals(found.check(), added.check()) || found.createdAt() != added.createdAt()) {
            throw new ConfigurationException("the KEK store does not hold the record of kekId " + added.kekId()
                    + " that it has just stored: it loses or changes what is written. Nothing was encrypted under that KEK;"
                    + " check the store");
        }
        LifecycleLog.created(added);
        return found.state() != KekState.DESTROYED && found.recipients().equals(added.recipients());
    }

    /**
     * Wraps the KEK of a record by the active master keys of all stores, and stores it once they have given it back.
     *
     * @return false if the stored record is another one by now
     */
    boolean rewrap(KekRecord found) {
        Kek kek = open(found);
        byte[] raw = kek.key().getEncoded();
        try {
            return kekStore.replace(
                    found, found.withRecipients(wrapping.wrap(raw, found.purpose(), found.scope(), found.kekId())));
        } finally {
            Arrays.fill(raw, (byte) 0);
            kek.wipe();
        }
    }
}
