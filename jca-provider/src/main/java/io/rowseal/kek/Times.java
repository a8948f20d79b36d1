package io.rowseal.kek;

import java.time.Duration;

/** Durations as numbers; what is too long for one is as long as can be, and nothing overflows. */
public final class Times {

    private static final Duration MOST = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    private Times() {}

    /** In milliseconds, at most {@link Long#MAX_VALUE}, which is 292 million years. */
    public static long millis(Duration duration) {
        return duration.compareTo(Duration.ofMillis(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : duration.toMillis();
    }

    /** In nanoseconds, at most {@link Long#MAX_VALUE}, which is 292 years. */
    public static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    /** The sum of two durations that are not negative. */
    public static Duration sum(Duration first, Duration second) {
        return MOST.minus(first).compareTo(second) < 0 ? MOST : first.plus(second);
    }
}
