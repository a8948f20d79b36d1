package io.rowseal.kek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExpiringCacheTest {

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> removed = new ArrayList<>();
    private final ExpiringCache<String, String> cache =
            new ExpiringCache<>(2, Duration.ofNanos(10), nanos::get, removed::add);

    @Test
    void theLeastRecentlyUsedValueLeavesFirstAndIsHandedOut() {
        cache.get("a", key -> "A");
        cache.get("b", key -> "B");
        cache.get("a", key -> "unused");
        cache.get("c", key -> "C");

        assertThat(removed).containsExactly("B");
        assertThat(cache.get("a", key -> "unused")).isEqualTo("A");
    }

    @Test
    void aValueIsLoadedAgainWhenItIsTooOld() {
        cache.get("a", key -> "old");
        nanos.set(11);

        assertThat(cache.get("a", key -> "new")).isEqualTo("new");
        assertThat(removed).containsExactly("old");
    }

    @Test
    void valuesNobodyAsksForLeaveWhenTheyAreTooOld() {
        cache.get("a", key -> "A");
        nanos.set(11);
        cache.get("b", key -> "B");

        assertThat(removed).containsExactly("A");
    }

    @Test
    void aFailureIsNotCachedWhateverItIs() {
        assertThatThrownBy(() -> cache.get("a", key -> {
                    throw sneaky(new IOException("down"));
                }))
                .isInstanceOf(IOException.class);

        assertThat(cache.get("a", key -> "A")).isEqualTo("A");
    }

    @Test
    void forgettingHandsOutTheValues() {
        cache.get("a", key -> "A");
        cache.get("b", key -> "B");
        cache.invalidate("a");
        cache.clear();

        assertThat(removed).containsExactly("A", "B");
    }

    @Test
    void boundsMustBePositive() {
        assertThatThrownBy(() -> new ExpiringCache<>(0, Duration.ofNanos(1), nanos::get, value -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ExpiringCache<>(1, Duration.ZERO, nanos::get, value -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** What a loader written in a language without checked exceptions does. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
