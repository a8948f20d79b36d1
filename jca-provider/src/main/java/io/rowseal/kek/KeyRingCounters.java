package io.rowseal.kek;

import java.util.concurrent.atomic.LongAdder;

/** Counts what costs something, for the statistics of a ring. Thread safe. */
public final class KeyRingCounters {

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

    /** {@return calls of master-key stores that wrapped a KEK} */
    public long wraps() {
        return wraps.sum();
    }

    /** {@return calls of master-key stores that unwrapped a KEK} */
    public long unwraps() {
        return unwraps.sum();
    }

    /** {@return data keys wrapped by a KEK} */
    public long dataKeysWrapped() {
        return dataKeysWrapped.sum();
    }

    /** {@return data keys unwrapped by a KEK} */
    public long dataKeysUnwrapped() {
        return dataKeysUnwrapped.sum();
    }
}
