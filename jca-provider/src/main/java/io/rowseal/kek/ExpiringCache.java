package io.rowseal.kek;

import io.rowseal.KeyUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A cache bounded by entries (least recently used goes first) and by age, with a single flight on a miss: of many threads that
 * ask for one absent key, one loads and the others wait for its result. What it is told about the key, the others are told too;
 * what befell the thread alone, such as its interruption, concerns nobody else, and another one loads. A waiting thread that is
 * interrupted stops waiting. A failure is not cached.
 *
 * <p>A value that leaves the cache is handed to a consumer, which wipes it. A value may be in use at that moment, so values
 * must refuse use after they were wiped, and users must then ask the cache again. Thread safe.
 *
 * @param <K> key, with equals and hashCode
 * @param <V> value
 */
public final class ExpiringCache<K, V> {

    private final int maxEntries;
    private final long maxAgeNanos;
    private final LongSupplier nanoClock;
    private final Consumer<V> onRemoval;
    private final Object lock = new Object();
    private final LinkedHashMap<K, Slot<V>> slots = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Creates an empty cache.
     *
     * @param maxEntries most entries, at least 1
     * @param maxAge after this a value is loaded again
     * @param nanoClock as {@link System#nanoTime()}
     * @param onRemoval receives every value that leaves the cache; must not block
     */
    public ExpiringCache(int maxEntries, Duration maxAge, LongSupplier nanoClock, Consumer<V> onRemoval) {
        if (maxEntries < 1 || maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("a cache needs at least 1 entry and a positive age");
        }
        this.maxEntries = maxEntries;
        this.maxAgeNanos = Times.nanos(maxAge);
        this.nanoClock = nanoClock;
        this.onRemoval = onRemoval;
    }

    /**
     * The value of a key, loaded if it is absent or too old.
     *
     * @param key the key
     * @param loader called outside of locks, by one thread per absent key
     * @return the value
     * @throws KeyUnavailableException if the thread is interrupted while another one loads; it stays interrupted
     */
    public V get(K key, Function<? super K, ? extends V> loader) {
        return Objects.requireNonNull(find(key, loader).value());
    }

    /**
     * As {@link #get}, for who uses the value several times in a row and asks for its key once.
     *
     * @param key the key
     * @param loader called outside of locks, by one thread per absent key
     * @return what {@link #still} gives the value of
     * @throws KeyUnavailableException if the thread is interrupted while another one loads; it stays interrupted
     */
    public Slot<V> find(K key, Function<? super K, ? extends V> loader) {
        boolean patient = true;
        while (true) {
            Slot<V> slot = new Slot<>();
            Slot<V> present = presentOr(key, slot);
            if (present == slot) {
                load(key, slot, loader);
                return slot;
            }
            if (present.value() != null) {
                return present;
            }
            Throwable failure = present.await();
            if (failure == null) {
                return present;
            }
            if (!SharedFailure.befellItsThreadAlone(failure)) {
                // A store that is down is told by the second load at the latest, or each waiter would call it in turn.
                if (SharedFailure.isAnAnswer(failure) || !patient) {
                    throw SharedFailure.again(failure);
                }
                patient = false;
            }
        }
    }

    /**
     * A value that was found before. One that has left the cache since was handed to the consumer, so it refuses use.
     *
     * @param found what {@link #find} returned
     * @return the value; null if it is too old, or never was in the cache, so that nobody would wipe it
     */
    @Nullable
    public V still(Slot<V> found) {
        V value = found.value();
        return value != null && found.kept && nanoClock.getAsLong() - found.loadedAt <= maxAgeNanos ? value : null;
    }

    /** The slot of a key, or a new one that the caller loads if there is none or its value is too old. */
    private Slot<V> presentOr(K key, Slot<V> fresh) {
        V tooOld;
        synchronized (lock) {
            Slot<V> present = slots.get(key);
            tooOld = present == null ? null : present.value();
            if (present != null && (tooOld == null || nanoClock.getAsLong() - present.loadedAt <= maxAgeNanos)) {
                return present;
            }
            slots.put(key, fresh);
        }
        if (tooOld != null) {
            onRemoval.accept(tooOld);
        }
        return fresh;
    }

    private void load(K key, Slot<V> slot, Function<? super K, ? extends V> loader) {
        try {
            V value = loader.apply(key);
            List<V> removed;
            synchronized (lock) {
                slot.loadedAt = nanoClock.getAsLong();
                slot.kept = slots.get(key) == slot;
                slot.future.complete(value);
                // Cleared or invalidated while it was loading: hand it out this once, keep it nowhere.
                removed = slot.kept ? shrink(slot) : new ArrayList<>(0);
            }
            removed.forEach(onRemoval);
        } catch (Throwable e) {
            // Also a checked exception, which a loader written in another language can throw: others wait for it.
            synchronized (lock) {
                slots.remove(key, slot);
            }
            slot.future.completeExceptionally(
                    Thread.currentThread().isInterrupted() ? new SharedFailure.Interrupted(e) : e);
            throw e;
        }
    }

    /** Drops what is too much, and of the least recently used what is too old. */
    private List<V> shrink(Slot<V> keep) {
        List<V> removed = new ArrayList<>(1);
        Iterator<Slot<V>> eldestFirst = slots.values().iterator();
        while (eldestFirst.hasNext()) {
            Slot<V> slot = eldestFirst.next();
            V value = slot.value();
            boolean tooOld = value != null && keep.loadedAt - slot.loadedAt > maxAgeNanos;
            if (slots.size() <= maxEntries && !tooOld) {
                break;
            }
            if (value != null && slot != keep) {
                eldestFirst.remove();
                removed.add(value);
            }
        }
        return removed;
    }

    /**
     * Forgets one value.
     *
     * @param key its key
     */
    public void invalidate(K key) {
        V value;
        synchronized (lock) {
            Slot<V> slot = slots.remove(key);
            value = slot == null ? null : slot.value();
        }
        if (value != null) {
            onRemoval.accept(value);
        }
    }

    /**
     * Forgets some values. A value that is loading meanwhile stays.
     *
     * @param condition whether the value of a key is forgotten; called under a lock, so must not block
     */
    void invalidateIf(BiPredicate<? super K, ? super V> condition) {
        List<V> removed = new ArrayList<>(0);
        synchronized (lock) {
            Iterator<Map.Entry<K, Slot<V>>> entries = slots.entrySet().iterator();
            while (entries.hasNext()) {
                Map.Entry<K, Slot<V>> entry = entries.next();
                V value = entry.getValue().value();
                if (value != null && condition.test(entry.getKey(), value)) {
                    entries.remove();
                    removed.add(value);
                }
            }
        }
        removed.forEach(onRemoval);
    }

    /** Forgets everything. */
    public void clear() {
        List<V> removed = new ArrayList<>();
        synchronized (lock) {
            for (Map.Entry<K, Slot<V>> entry : slots.entrySet()) {
                V value = entry.getValue().value();
                if (value != null) {
                    removed.add(value);
                }
            }
            slots.clear();
        }
        removed.forEach(onRemoval);
    }

    /**
     * The place of a value in the cache.
     *
     * @param <V> value
     */
    public static final class Slot<V> {

        /** Completed after the other fields are written, and asked before they are read. */
        private final CompletableFuture<V> future = new CompletableFuture<>();

        private long loadedAt;
        private boolean kept;

        private Slot() {}

        /**
         * The value.
         *
         * @return null while it is loading, and if that failed
         */
        @Nullable
        public V value() {
            return future.isDone() && !future.isCompletedExceptionally() ? future.join() : null;
        }

        /** Waits for another thread; returns what it failed with, or null. */
        @Nullable
        Throwable await() {
            try {
                future.get();
                return null;
            } catch (ExecutionException e) {
                return e.getCause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KeyUnavailableException(
                        "the thread was interrupted while it waited for a key that another thread loads: repeat the"
                                + " operation if it is still wanted",
                        e);
            }
        }
    }
}
