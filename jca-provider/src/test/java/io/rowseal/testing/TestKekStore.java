package io.rowseal.testing;

import io.rowseal.KekId;
import io.rowseal.KeyUnavailableException;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.keys.spi.UnreadableRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A KEK store of tests, whose records an attacker can change. */
public final class TestKekStore implements KekStore {

    private final List<KekRecord> records = new ArrayList<>();
    private final Set<KekId> damaged = new HashSet<>();
    public final AtomicInteger stateSelects = new AtomicInteger();
    public volatile boolean reachable = true;

    private List<KekRecord> readable(Stream<KekRecord> found, Consumer<UnreadableRecord> unreadable) {
        List<KekRecord> read = new ArrayList<>();
        found.forEach(r -> {
            if (damaged.contains(r.kekId())) {
                unreadable.accept(new UnreadableRecord(r.kekId(), r.sequence(), failure(r.kekId())));
            } else {
                read.add(r);
            }
        });
        return List.copyOf(read);
    }

    private static MalformedCiphertextException failure(KekId kekId) {
        return new MalformedCiphertextException("the row with kek_id " + kekId + " is not a KEK record: restore it");
    }

    private static void refuse(UnreadableRecord unreadable) {
        throw unreadable.failure();
    }

    private void requireReachable() {
        if (!reachable) {
            throw new KeyUnavailableException("the KEK store is switched off");
        }
    }

    /** What somebody with write access to the table does. */
    public synchronized void attack(UnaryOperator<KekRecord> change) {
        records.replaceAll(change);
    }

    public synchronized void plant(KekRecord planted) {
        records.add(planted);
    }

    /** What is no record any more, as a table that others write may have it: skipped where that is asked for. */
    public synchronized void damage(KekId kekId) {
        damaged.add(kekId);
    }

    /** The records that are KEKs, without index root keys. */
    public synchronized List<KekRecord> keks() {
        return records.stream().filter(r -> r.purpose() == KekPurpose.KEK).toList();
    }

    public synchronized void remove(KekId kekId) {
        records.removeIf(r -> r.kekId().equals(kekId));
    }

    @Override
    public List<KekRecord> list(String scope, KekPurpose purpose) {
        return list(scope, purpose, TestKekStore::refuse);
    }

    @Override
    public synchronized List<KekRecord> list(String scope, KekPurpose purpose, Consumer<UnreadableRecord> unreadable) {
        requireReachable();
        return readable(
                records.stream()
                        .filter(r -> r.scope().equals(scope) && r.purpose() == purpose)
                        .sorted(Comparator.comparingInt(KekRecord::sequence)),
                unreadable);
    }

    @Override
    public synchronized List<KekRecord> all(Consumer<UnreadableRecord> unreadable) {
        requireReachable();
        return readable(records.stream(), unreadable);
    }

    @Override
    public synchronized Map<KekId, KekState> states(Set<KekId> kekIds) {
        stateSelects.incrementAndGet();
        requireReachable();
        return records.stream()
                .filter(r -> kekIds.contains(r.kekId()))
                .collect(Collectors.toMap(KekRecord::kekId, KekRecord::state));
    }

    @Override
    public synchronized Optional<KekRecord> find(KekId kekId) {
        requireReachable();
        if (damaged.contains(kekId)) {
            throw failure(kekId);
        }
        return records.stream().filter(r -> r.kekId().equals(kekId)).findFirst();
    }

    @Override
    public List<KekRecord> all() {
        return all(TestKekStore::refuse);
    }

    @Override
    public synchronized boolean insert(KekRecord added) {
        boolean taken = records.stream()
                .anyMatch(r -> r.kekId().equals(added.kekId())
                        || (r.scope().equals(added.scope())
                                && r.purpose() == added.purpose()
                                && r.sequence() == added.sequence()));
        return !taken && records.add(added);
    }

    @Override
    public synchronized boolean replace(KekRecord expected, KekRecord updated) {
        int index = records.indexOf(expected);
        if (index >= 0) {
            records.set(index, updated);
        }
        return index >= 0;
    }
}
