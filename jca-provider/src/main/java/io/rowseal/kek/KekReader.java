package io.rowseal.kek;

import io.rowseal.KekId;
import io.rowseal.KeyRecordAlteredException;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.UnknownKeyException;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.keys.spi.UnreadableRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the records of a KEK store for a key ring. What is no record is left out of them and named: by one warning per ring and
 * by an event. Thread safe.
 */
final class KekReader {

    /** More damaged records than this are not told one by one. */
    private static final int MAX_NAMED = 1000;

    /** A record this far behind all others was not written by this library, and keeps no place. */
    private static final int MOST_LOST = 1000;

    private final KekStore store;
    private final KekEvents events;
    private final Set<String> named = new HashSet<>();

    KekReader(KekStore store, KekEvents events) {
        this.store = store;
        this.events = events;
    }

    /** The records of a scope and purpose. */
    Listing list(String scope, KekPurpose purpose) {
        List<UnreadableRecord> unreadable = new ArrayList<>(0);
        List<KekRecord> records = store.list(scope, purpose, unreadable::add);
        unreadable.forEach(this::name);
        return new Listing(records, unreadable);
    }

    /**
     * The record of a KEK.
     *
     * @throws UnknownKeyException if there is none
     * @throws KeyRecordAlteredException if it cannot be read
     */
    KekRecord find(KekId kekId) {
        return find(store, kekId);
    }

    static KekRecord find(KekStore store, KekId kekId) {
        Optional<KekRecord> found;
        try {
            found = store.find(kekId);
        } catch (MalformedCiphertextException e) {
            throw altered(e);
        }
        return found.orElseThrow(() -> new UnknownKeyException("no KEK record has the kekId " + kekId
                + ": restore the KEK store that belongs to this data from its backup"));
    }

    /** Nothing is known to be wrong with the data under it. */
    private static KeyRecordAlteredException altered(MalformedCiphertextException failure) {
        return new KeyRecordAlteredException(Objects.requireNonNull(failure.getMessage()), failure);
    }

    /** All records. */
    Listing all() {
        List<UnreadableRecord> unreadable = new ArrayList<>(0);
        List<KekRecord> records = store.all(unreadable::add);
        unreadable.forEach(this::name);
        return new Listing(records, unreadable);
    }

    private void name(UnreadableRecord found) {
        if (isNew(found)) {
            LifecycleLog.warn(found.failure().getMessage() + ". Until then it is skipped, and all others are used");
            events.unreadable(found);
        }
    }

    private synchronized boolean isNew(UnreadableRecord found) {
        return named.size() < MAX_NAMED && named.add(found.name() + " " + found.sequence());
    }

    /** What was read. */
    record Listing(List<KekRecord> records, List<UnreadableRecord> unreadable) {

        boolean isEmpty() {
            return records.isEmpty() && unreadable.isEmpty();
        }

        /** Those whose key was not destroyed, the newest first. */
        List<KekRecord> living() {
            List<KekRecord> living = new ArrayList<>();
            for (KekRecord candidate : records) {
                if (candidate.state() != KekState.DESTROYED) {
                    living.add(0, candidate);
                }
            }
            return living;
        }

        /** The highest sequence, also of what cannot be read: its place is taken. */
        int highestSequence() {
            int readable = records.stream().mapToInt(KekRecord::sequence).max().orElse(0);
            return unreadable.stream()
                    .mapToInt(UnreadableRecord::sequence)
                    .filter(sequence -> sequence > readable && sequence - readable <= MOST_LOST)
                    .max()
                    .orElse(readable);
        }

        /** Refuses if there is something unreadable that came before a sequence, and so was the one to use. */
        void requireReadableBefore(int sequence) {
            for (UnreadableRecord lost : unreadable) {
                if (lost.sequence() < sequence) {
                    throw altered(lost.failure());
                }
            }
        }
    }
}
