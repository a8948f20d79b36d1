package io.rowseal.keys.local;

import io.rowseal.KekId;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A KEK store for tests.
 *
 * <p><b>WARNING: when the process ends, the KEKs and everything encrypted under them are lost for good.</b> Never configure it
 * where data outlives the process; use {@link io.rowseal.keys.jdbc.JdbcKekStore} there.
 *
 * <p>Two key rings that share one object behave like two processes that share one table. {@link #close()} keeps the records,
 * so that a second ring can read them after the first one was closed. Thread safe.
 */
public final class InMemoryKekStore implements KekStore {

    private static final Comparator<KekRecord> ORDER = Comparator.comparing(KekRecord::scope)
            .thenComparing(KekRecord::purpose)
            .thenComparingInt(KekRecord::sequence);

    private final List<KekRecord> records = new ArrayList<>();

    /** Creates an empty store. */
    public InMemoryKekStore() {}

    @Override
    public synchronized List<KekRecord> list(String scope, KekPurpose purpose) {
        return records.stream()
                .filter(found -> found.scope().equals(scope) && found.purpose() == purpose)
                .sorted(ORDER)
                .toList();
    }

    @Override
    public synchronized Optional<KekRecord> find(KekId kekId) {
        return records.stream().filter(found -> found.kekId().equals(kekId)).findFirst();
    }

    @Override
    public synchronized List<KekRecord> all() {
        return records.stream().sorted(ORDER).toList();
    }

    @Override
    public synchronized boolean insert(KekRecord added) {
        for (KekRecord present : records) {
            boolean samePlace = present.scope().equals(added.scope())
                    && present.purpose() == added.purpose()
                    && present.sequence() == added.sequence();
            if (samePlace || present.kekId().equals(added.kekId())) {
                return false;
            }
        }
        return records.add(added);
    }

    @Override
    public synchronized boolean replace(KekRecord expected, KekRecord updated) {
        expected.requireSameKek(updated);
        int position = records.indexOf(expected);
        if (position < 0) {
            return false;
        }
        records.set(position, updated);
        return true;
    }
}
