package io.rowseal.testing;

import io.rowseal.KekId;
import io.rowseal.keys.KekPurpose;
import io.rowseal.keys.KekRecord;
import io.rowseal.keys.KekStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A KEK store of tests, whose records an attacker can change. */
public final class TestKekStore implements KekStore {

    private final List<KekRecord> records = new ArrayList<>();

    /** What somebody with write access to the table does. */
    public synchronized void attack(UnaryOperator<KekRecord> change) {
        records.replaceAll(change);
    }

    public synchronized void plant(KekRecord planted) {
        records.add(planted);
    }

    public synchronized void remove(KekId kekId) {
        records.removeIf(r -> r.kekId().equals(kekId));
    }

    @Override
    public synchronized List<KekRecord> list(String scope, KekPurpose purpose) {
        return records.stream()
                .filter(r -> r.scope().equals(scope) && r.purpose() == purpose)
                .sorted(Comparator.comparingInt(KekRecord::sequence))
                .toList();
    }

    @Override
    public synchronized Optional<KekRecord> find(KekId kekId) {
        return records.stream().filter(r -> r.kekId().equals(kekId)).findFirst();
    }

    @Override
    public synchronized List<KekRecord> all() {
        return List.copyOf(records);
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
