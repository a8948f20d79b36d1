package io.rowseal.keys;

import io.rowseal.kek.KekTimes;
import io.rowseal.kek.Times;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long keys live. Immutable and thread safe. A duration of centuries counts as forever.
 *
 * <pre>{@code
 * KeyRingPolicy policy = KeyRingPolicy.builder().kekPeriod(Duration.ofDays(30)).build();
 * }</pre>
 */
public final class KeyRingPolicy {

    /** The default of {@link #stateInterval()}: 30 seconds. */
    public static final Duration DEFAULT_STATE_INTERVAL = Duration.ofSeconds(30);

    /** The defaults. */
    public static final KeyRingPolicy DEFAULT = builder().build();

    /**
     * How long a ring remembers that a KEK is unknown, denied, altered or of another scope before it asks the stores again: 5
     * seconds, or the cache age if that is less. A repaired record or a granted right takes effect after that.
     */
    public static final Duration MAX_REFUSAL_AGE = Duration.ofSeconds(5);

    private final Duration kekPeriod;
    private final Duration kekGrace;
    private final Duration cacheAge;
    private final int cacheEntries;
    private final int rowKeyCacheEntries;
    private final Duration stateInterval;

    private KeyRingPolicy(Builder builder) {
        this.kekPeriod = requirePositive("KEK period", builder.kekPeriod);
        this.kekGrace = builder.kekGrace;
        this.cacheAge = requirePositive("cache age", builder.cacheAge);
        this.cacheEntries = builder.cacheEntries;
        this.rowKeyCacheEntries = builder.rowKeyCacheEntries;
        this.stateInterval = requirePositive("state interval", builder.stateInterval);
        if (kekGrace.isNegative()) {
            throw new IllegalArgumentException("the KEK grace is negative: " + kekGrace + "; it may be zero");
        }
        if (cacheEntries < 1 || rowKeyCacheEntries < 1) {
            throw new IllegalArgumentException(
                    "a cache needs at least 1 entry: KEKs " + cacheEntries + ", row keys " + rowKeyCacheEntries);
        }
    }

    /**
     * Begins a policy.
     *
     * @return a builder that holds the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The age at which a scope gets a new KEK.
     *
     * @return longer than zero
     */
    public Duration kekPeriod() {
        return kekPeriod;
    }

    /**
     * How much longer the old KEK may encrypt when a new one cannot be created.
     *
     * @return not negative
     */
    public Duration kekGrace() {
        return kekGrace;
    }

    /**
     * The age at which an unwrapped KEK is unwrapped again.
     *
     * @return longer than zero
     */
    public Duration cacheAge() {
        return cacheAge;
    }

    /**
     * Most unwrapped KEKs in memory.
     *
     * @return at least 1
     */
    public int cacheEntries() {
        return cacheEntries;
    }

    /**
     * Most opened row keys in memory per table.
     *
     * @return at least 1
     */
    public int rowKeyCacheEntries() {
        return rowKeyCacheEntries;
    }

    /**
     * How often the ring checks whether another process deactivated, destroyed or removed its KEKs, and so how long it may keep
     * using them. Costs one select on the KEK store, and no call of a master-key store.
     *
     * @return longer than zero
     */
    public Duration stateInterval() {
        return stateInterval;
    }

    /** The sums that the internals of a ring need. */
    KekTimes times() {
        return new KekTimes(
                kekPeriod,
                Times.sum(kekPeriod, kekGrace),
                cacheAge,
                cacheAge.compareTo(MAX_REFUSAL_AGE) < 0 ? cacheAge : MAX_REFUSAL_AGE,
                // By then no ring encrypts under it.
                Times.sum(cacheAge, kekGrace),
                stateInterval,
                cacheEntries);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyRingPolicy that
                && kekPeriod.equals(that.kekPeriod)
                && kekGrace.equals(that.kekGrace)
                && cacheAge.equals(that.cacheAge)
                && cacheEntries == that.cacheEntries
                && rowKeyCacheEntries == that.rowKeyCacheEntries
                && stateInterval.equals(that.stateInterval);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kekPeriod, kekGrace, cacheAge, cacheEntries, rowKeyCacheEntries, stateInterval);
    }

    @Override
    public String toString() {
        return "KeyRingPolicy[kekPeriod=" + kekPeriod + ", kekGrace=" + kekGrace + ", cacheAge=" + cacheAge
                + ", cacheEntries=" + cacheEntries + ", rowKeyCacheEntries=" + rowKeyCacheEntries + ", stateInterval="
                + stateInterval + "]";
    }

    private static Duration requirePositive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("the " + what + " must be longer than zero, not " + duration
                    + ": the defaults suit most applications");
        }
        return duration;
    }

    /** Configuration of a {@link KeyRingPolicy}. Not thread safe. */
    public static final class Builder {

        private Duration kekPeriod = Duration.ofDays(90);
        private Duration kekGrace = Duration.ofDays(7);
        private Duration cacheAge = Duration.ofHours(1);
        private int cacheEntries = 1000;
        private int rowKeyCacheEntries = 10_000;
        private Duration stateInterval = DEFAULT_STATE_INTERVAL;

        private Builder() {}

        /**
         * Sets {@link KeyRingPolicy#kekPeriod()}.
         *
         * @param value default 90 days
         * @return this builder
         */
        public Builder kekPeriod(Duration value) {
            this.kekPeriod = value;
            return this;
        }

        /**
         * Sets {@link KeyRingPolicy#kekGrace()}.
         *
         * @param value default 7 days
         * @return this builder
         */
        public Builder kekGrace(Duration value) {
            this.kekGrace = value;
            return this;
        }

        /**
         * Sets {@link KeyRingPolicy#cacheAge()}.
         *
         * @param value default 1 hour
         * @return this builder
         */
        public Builder cacheAge(Duration value) {
            this.cacheAge = value;
            return this;
        }

        /**
         * Sets {@link KeyRingPolicy#cacheEntries()}.
         *
         * @param value default 1000
         * @return this builder
         */
        public Builder cacheEntries(int value) {
            this.cacheEntries = value;
            return this;
        }

        /**
         * Sets {@link KeyRingPolicy#rowKeyCacheEntries()}.
         *
         * @param value default 10,000
         * @return this builder
         */
        public Builder rowKeyCacheEntries(int value) {
            this.rowKeyCacheEntries = value;
            return this;
        }

        /**
         * Sets {@link KeyRingPolicy#stateInterval()}.
         *
         * @param value default {@link KeyRingPolicy#DEFAULT_STATE_INTERVAL}
         * @return this builder
         */
        public Builder stateInterval(Duration value) {
            this.stateInterval = value;
            return this;
        }

        /**
         * Builds the policy.
         *
         * @return the policy
         * @throws IllegalArgumentException if a time is not positive, the grace is negative or a cache has no entry
         */
        public KeyRingPolicy build() {
            return new KeyRingPolicy(this);
        }
    }
}
