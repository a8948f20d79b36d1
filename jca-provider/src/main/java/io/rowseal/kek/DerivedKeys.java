package io.rowseal.kek;

import io.rowseal.crypto.KeyBytes;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys derived from one KEK, kept for the next use: one table uses one of them for all its rows. They are bounded in number,
 * the least recently used goes first, and callers choose neither how large an entry is nor, with values that do not open, that
 * there is one. What is not kept is wiped.
 *
 * <p>A key can be wiped while another thread uses it. It then refuses with {@link io.rowseal.crypto.WipedKeyException}, and
 * {@link KekCache} repeats the operation. Thread safe.
 */
final class DerivedKeys {

    /** More tables than most scopes have; deriving a key anew costs less than a microsecond. */
    static final int MAX_KEYS = 256;

    private final Map<ByteBuffer, KeyBytes> kept = new LinkedHashMap<>(16, 0.75f, true);
    private boolean wiped;

    /**
     * Runs an operation with a derived key.
     *
     * @param name names the key; of a fixed size
     * @param derivation makes the key if it is not kept
     * @param operation returns null if the key was of no use; it must not keep the key
     * @return what the operation returned
     */
    <T extends @Nullable Object> T use(
            ByteBuffer name, Supplier<KeyBytes> derivation, Function<KeyBytes, T> operation) {
        KeyBytes known = find(name);
        if (known != null) {
            return operation.apply(known);
        }
        KeyBytes derived = derivation.get();
        boolean keeps = false;
        try {
            T result = operation.apply(derived);
            keeps = result != null && keep(name, derived);
            return result;
        } finally {
            if (!keeps) {
                derived.destroy();
            }
        }
    }

    private synchronized @Nullable KeyBytes find(ByteBuffer name) {
        return kept.get(name);
    }

    /** Returns false if the key is not kept: the KEK is wiped, or another thread was first. */
    private synchronized boolean keep(ByteBuffer name, KeyBytes derived) {
        if (wiped || kept.putIfAbsent(name, derived) != null) {
            return false;
        }
        if (kept.size() > MAX_KEYS) {
            Iterator<KeyBytes> eldestFirst = kept.values().iterator();
            eldestFirst.next().destroy();
            eldestFirst.remove();
        }
        return true;
    }

    /** Wipes all keys; none is kept from now on. */
    synchronized void wipe() {
        wiped = true;
        kept.values().forEach(KeyBytes::destroy);
        kept.clear();
    }
}
