package io.rowseal.boot;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.KeyRingStatistics;
import java.util.function.ToLongFunction;

/**
 * The statistics of the key ring as counters, each with the tag {@code operation=wrap} or {@code operation=unwrap}; zero as long
 * as nothing has needed it.
 */
final class KeyRingMetrics implements MeterBinder {

    static final String MASTER_KEY_CALLS = "rowseal.master.key.calls";
    static final String DATA_KEYS = "rowseal.data.keys";

    private final CreatedBeans beans;

    KeyRingMetrics(CreatedBeans beans) {
        this.beans = beans;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        String calls = "Calls of master-key stores";
        count(registry, MASTER_KEY_CALLS, "wrap", calls, KeyRingStatistics::masterKeyWraps);
        count(registry, MASTER_KEY_CALLS, "unwrap", calls, KeyRingStatistics::masterKeyUnwraps);
        String keys = "Data keys wrapped or unwrapped by key-encryption keys in memory";
        count(registry, DATA_KEYS, "wrap", keys, KeyRingStatistics::dataKeysWrapped);
        count(registry, DATA_KEYS, "unwrap", keys, KeyRingStatistics::dataKeysUnwrapped);
    }

    private void count(
            MeterRegistry registry,
            String name,
            String operation,
            String description,
            ToLongFunction<KeyRingStatistics> value) {
        FunctionCounter.builder(
                        name,
                        beans,
                        created -> created.find(KeyRing.class)
                                .map(ring -> value.applyAsLong(ring.statistics()))
                                .orElse(0L))
                .tag("operation", operation)
                .description(description)
                .register(registry);
    }
}
