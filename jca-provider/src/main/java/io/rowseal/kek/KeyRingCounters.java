package io.rowseal.kek;

import io.rowseal.keys.KeyRingStatistics;
import java.util.concurrent.atomic.LongAdder;

/** Counts what costs something, for {@link io.rowseal.keys.KeyRing#statistics()}. Thread safe. */
final class KeyRingCounters {

    private final LongAdder wraps = new LongAdder();
    private final LongAdder unwraps = new LongAdder();
    private final LongAdder dataKeysWrapped = new LongAdder();
    private final LongAdder dataKeysUnwrapped = new LongAdder();

    void wrap() {
        wraps.increment();
    }

    void unwrap() {
        unwraps.increment();
    }

    void dataKeyWrapped() {
        dataKeysWrapped.increment();
    }

    void dataKeyUnwrapped() {
        dataKeysUnwrapped.increment();
    }

    KeyRingStatistics snapshot() {
        return new KeyRingStatistics(wraps.sum(), unwraps.sum(), dataKeysWrapped.sum(), dataKeysUnwrapped.sum());
    }
}
