package io.rowseal.keys;

import java.time.Duration;

/**
 * How long keys live. Immutable.
 *
 * @param kekPeriod age at which a scope gets a new KEK; default 90 days
 * @param kekGrace how much longer the old KEK may encrypt when a new one can not be created; default 7 days
 * @param cacheAge age at which an unwrapped KEK is unwrapped again; default 1 hour
 * @param cacheEntries most unwrapped KEKs in memory; default 1000
 * @param rowKeyCacheEntries most opened row keys in memory per table; default 10,000
 */
public record KeyRingPolicy(
        Duration kekPeriod, Duration kekGrace, Duration cacheAge, int cacheEntries, int rowKeyCacheEntries) {

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
        if (!isPositive(kekPeriod) || kekGrace.isNegative() || !isPositive(cacheAge)) {
            throw new IllegalArgumentException(
                    "KEK period and cache age must be positive, the grace not negative: period " + kekPeriod
                            + ", grace " + kekGrace + ", cache age " + cacheAge);
        }
        if (cacheEntries < 1 || rowKeyCacheEntries < 1) {
            throw new IllegalArgumentException(
                    "a cache needs at least 1 entry: KEKs " + cacheEntries + ", row keys " + rowKeyCacheEntries);
        }
    }

    Duration refusalAge() {
        return cacheAge.compareTo(MAX_REFUSAL_AGE) < 0 ? cacheAge : MAX_REFUSAL_AGE;
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
