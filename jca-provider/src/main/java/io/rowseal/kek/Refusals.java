package io.rowseal.kek;

import io.rowseal.KeyAccessDeniedException;
import io.rowseal.KeyRecordAlteredException;
import io.rowseal.RowsealException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a short time what was refused: unknown, denied, altered or of another scope. Whoever can write messages or KEK
 * records could otherwise have every reading call a master-key store or the KEK store, at the owner's cost. What could not be
 * reached is not remembered: it may be back at once.
 *
 * <p>Bounded by entries and age; no exception is kept, only its class and message. Thread safe.
 *
 * @param <K> what was refused, with equals and hashCode
 */
final class Refusals<K> {

    /** More than this many at once are asked again. */
    static final int MAX_REFUSALS = 1000;

    private record Refusal(
            Function<String, RowsealException> kind,
            @Nullable String message,
            long since) {

        RowsealException again() {
            return kind.apply(message + " (refused a few seconds ago, and remembered)");
        }
    }

    private final long maxAgeNanos;
    private final LongSupplier nanoClock;
    private final Map<K, Refusal> oldestFirst = new LinkedHashMap<>();

    Refusals(Duration maxAge, LongSupplier nanoClock) {
        this.maxAgeNanos = Times.nanos(maxAge);
        this.nanoClock = nanoClock;
    }

    /** Runs an operation, unless it was refused a short time ago. */
    <T> T remembering(K key, Supplier<T> operation) {
        Refusal known = find(key);
        if (known != null) {
            throw known.again();
        }
        try {
            return operation.get();
        } catch (UnknownKeyException | KeyAccessDeniedException | WrongContextException e) {
            remember(key, new Refusal(kind(e), e.getMessage(), nanoClock.getAsLong()));
            throw e;
        }
    }

    private static Function<String, RowsealException> kind(RowsealException refusal) {
        if (refusal instanceof UnknownKeyException) {
            return UnknownKeyException::new;
        }
        if (refusal instanceof KeyAccessDeniedException) {
            return KeyAccessDeniedException::new;
        }
        return refusal instanceof KeyRecordAlteredException
                ? KeyRecordAlteredException::new
                : WrongContextException::new;
    }

    private synchronized @Nullable Refusal find(K key) {
        Refusal known = oldestFirst.get(key);
        return known == null || isTooOld(known, nanoClock.getAsLong()) ? null : known;
    }

    private synchronized void remember(K key, Refusal refusal) {
        oldestFirst.remove(key);
        oldestFirst.put(key, refusal);
        Iterator<Refusal> oldest = oldestFirst.values().iterator();
        while (oldest.hasNext() && (isTooOld(oldest.next(), refusal.since) || oldestFirst.size() > MAX_REFUSALS)) {
            oldest.remove();
        }
    }

    private boolean isTooOld(Refusal refusal, long now) {
        return now - refusal.since >= maxAgeNanos;
    }
}
