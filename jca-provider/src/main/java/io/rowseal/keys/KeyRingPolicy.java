package io.rowseal.keys;

import io.rowseal.kek.Times;
import java.time.Duration;

/**
 * How long keys live. Immutable. Times of centuries are as good as for ever.
 *
 * @param kekPeriod age at which a scope gets a new KEK; default 90 days
 * @param kekGrace how much longer the old KEK may encrypt when a new one can not be created; default 7 days
 * @param cacheAge age at which an unwrapped KEK is unwrapped again; default 1 hour
 * @param cacheEntries most unwrapped KEKs in memory; default 1000
 * @param rowKeyCacheEntries most opened row keys in memory per table; default 10,000
 * @param stateInterval how often the ring looks whether its KEKs were deactivated, destroyed or removed by another process, and
 *     so how long it may go on using them; default 30 seconds. One select on the KEK store, and no call of a master-key store
 */
public record KeyRingPolicy(
        Duration kekPeriod,
        Duration kekGrace,
        Duration cacheAge,
        int cacheEntries,
        int rowKeyCacheEntries,
        Duration stateInterval) {

    /** The default of {@link #stateInterval()}: 30 seconds. */
    public static final Duration DEFAULT_STATE_INTERVAL = Duration.ofSeconds(30);

    /** The defaults. */
    public static final KeyRingPolicy DEFAULT =
            new KeyRingPolicy(Duration.ofDays(90), Duration.ofDays(7), Duration.ofHours(1), 1000, 10_000);

    /**
     * How long it is remembered that a KEK is unknown, denied, altered or of another scope, before the stores are asked again:
     * 5 seconds, or the cache age if that is less. A repaired record or a granted right takes effect after that.
     */
    public static final Duration MAX_REFUSAL_AGE = Duration.ofSeconds(5);

    /** Checks the values. */
    public KeyRingPolicy {
        requirePositive("KEK period", kekPeriod);
        requirePositive("cache age", cacheAge);
        requirePositive("state interval", stateInterval);
        if (kekGrace.isNegative()) {
            throw new IllegalArgumentException("the KEK grace is negative: " + kekGrace + "; it may be zero");
        }
        if (cacheEntries < 1 || rowKeyCacheEntries < 1) {
            throw new IllegalArgumentException(
                    "a cache needs at least 1 entry: KEKs " + cacheEntries + ", row keys " + rowKeyCacheEntries);
        }
    }

    /**
     * A policy with the default state interval.
     *
     * @param kekPeriod as above
     * @param kekGrace as above
     * @param cacheAge as above
     * @param cacheEntries as above
     * @param rowKeyCacheEntries as above
     */
    public KeyRingPolicy(
            Duration kekPeriod, Duration kekGrace, Duration cacheAge, int cacheEntries, int rowKeyCacheEntries) {
        this(kekPeriod, kekGrace, cacheAge, cacheEntries, rowKeyCacheEntries, DEFAULT_STATE_INTERVAL);
    }

    Duration refusalAge() {
        return cacheAge.compareTo(MAX_REFUSAL_AGE) < 0 ? cacheAge : MAX_REFUSAL_AGE;
    }

    /** Age at which a KEK is succeeded. */
    long kekPeriodMillis() {
        return Times.millis(kekPeriod);
    }

    /** Age at which a KEK encrypts no more, whatever happens. */
    long kekLifeMillis() {
        return Times.millis(Times.sum(kekPeriod, kekGrace));
    }

    /** How long after its successor was created a KEK may be destroyed: by then no ring encrypts under it. */
    Duration destroyAfter() {
        return Times.sum(cacheAge, kekGrace);
    }

    private static void requirePositive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("the " + what + " must be longer than zero, not " + duration
                    + ": the defaults suit most applications");
        }
    }
}
