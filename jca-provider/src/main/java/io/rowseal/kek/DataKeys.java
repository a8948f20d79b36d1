package io.rowseal.kek;

import io.rowseal.KekId;
import io.rowseal.Printable;
import io.rowseal.WrongContextException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.HedgeInput;
import io.rowseal.format.Kind;
import io.rowseal.format.Layout;
import io.rowseal.keys.spi.KekPurpose;
import java.util.Arrays;

/**
 * Data keys under the KEKs of a key ring. The row and message layers are built on it; applications use those. Thread safe.
 */
public final class DataKeys {

    private static final int HEDGE_RANDOM_BYTES = 32;

    private final KekCache cache;
    private final Primitives primitives;
    private final KeyRingCounters counters;

    DataKeys(KekCache cache, Primitives primitives, KeyRingCounters counters) {
        this.cache = cache;
        this.primitives = primitives;
        this.counters = counters;
    }

    /**
     * A data key, wrapped.
     *
     * @param kekId the KEK that wraps it
     * @param bytes 40 bytes: AES-256-KWP (RFC 5649)
     */
    @SuppressWarnings("ArrayRecordComponent") // A carrier between two calls; never compared.
    public record Wrapped(KekId kekId, byte[] bytes) {}

    /**
     * The primitives of the ring.
     *
     * @return the primitives
     */
    public Primitives primitives() {
        return primitives;
    }

    /**
     * A fresh random data key.
     *
     * @return 32 bytes; the caller closes it
     */
    public KeyBytes random() {
        return KeyBytes.hmac(primitives.random(Layout.KEY_BYTES));
    }

    /**
     * A data key that depends on its message as well as on the random generator: should the generator repeat itself, two
     * different messages still get two different keys.
     *
     * @param scope the scope
     * @param kind the layout
     * @param contextPae PAE of the context
     * @param associatedData what the tag will cover
     * @param plaintext what will be encrypted
     * @return 32 bytes; the caller closes it
     */
    public KeyBytes hedged(String scope, Kind kind, byte[] contextPae, byte[] associatedData, byte[] plaintext) {
        byte[] beforePlaintext = HedgeInput.of(primitives.random(HEDGE_RANDOM_BYTES), kind, contextPae, associatedData);
        return cache.withActive(
                scope,
                KekPurpose.KEK,
                kek -> kek.withHedgeKey(
                        hedge -> KeyBytes.hmac(primitives.hmacSha256(hedge, beforePlaintext, plaintext))));
    }

    /**
     * Wraps a data key by the KEK that encrypts for a scope.
     *
     * @param scope the scope
     * @param staticContextPae PAE of the static context
     * @param dataKey 32 bytes
     * @return the wrapped key
     */
    public Wrapped wrap(String scope, byte[] staticContextPae, KeyBytes dataKey) {
        Wrapped wrapped = cache.withActive(
                scope,
                KekPurpose.KEK,
                kek -> new Wrapped(
                        kek.kekRecord().kekId(),
                        kek.withWrappingKey(staticContextPae, key -> primitives.aesKwpWrap(key, dataKey))));
        counters.dataKeyWrapped();
        return wrapped;
    }

    /**
     * Unwraps a data key.
     *
     * @param scope the scope, known to the caller and not taken from the data
     * @param staticContextPae PAE of the static context
     * @param kekId the KEK the header names
     * @param wrapped 40 bytes
     * @return 32 bytes; the caller closes it
     * @throws WrongContextException if the KEK belongs to another scope, or the wrapped key does not fit it
     */
    public KeyBytes unwrap(String scope, byte[] staticContextPae, KekId kekId, byte[] wrapped) {
        byte[] dataKey = cache.with(scope, KekPurpose.KEK, kekId, kek -> {
            byte[] unwrapped = kek.withWrappingKey(staticContextPae, key -> primitives.aesKwpUnwrap(key, wrapped));
            return unwrapped == null ? new byte[0] : unwrapped;
        });
        if (dataKey.length != Layout.KEY_BYTES) {
            Arrays.fill(dataKey, (byte) 0);
            throw new WrongContextException(
                    "the data key does not unwrap under kekId " + kekId + " of scope '" + Printable.of(scope)
                            + "': the value was written for another scope or table, or its header was altered");
        }
        counters.dataKeyUnwrapped();
        return KeyBytes.hmac(dataKey);
    }

    /**
     * Refuses a KEK that was destroyed or removed, for whoever keeps data keys that were unwrapped by it. Costs no more than a
     * reading of the clock, but once per {@link io.rowseal.keys.KeyRingPolicy#stateInterval()} a select on the KEK store.
     *
     * @param kekId the KEK of a data key in memory
     * @throws io.rowseal.KeyDestroyedException if it was destroyed
     * @throws io.rowseal.UnknownKeyException if its record was removed
     */
    public void requireUsable(KekId kekId) {
        cache.requireUsable(kekId);
    }

    /**
     * Whether a KEK is the one that encrypts for a scope now. What names another is wrapped anew before it is stored again.
     *
     * @param scope the scope
     * @param kekId a KEK
     * @return whether it is the active one
     */
    public boolean isActive(String scope, KekId kekId) {
        return cache.activeKekId(scope, KekPurpose.KEK).equals(kekId);
    }

    /**
     * The key of a blind index. The returned key belongs to the ring and must not be closed; it is wiped when the ring drops
     * it, so the operation gets it and must not keep it.
     *
     * @param scope the scope that has the index root key
     * @param domain what is indexed, encoded
     * @param epoch 0 to 255
     * @param message what is hashed
     * @return HMAC-SHA-256 of the message under the index key
     */
    public byte[] blindIndexMac(String scope, byte[] domain, int epoch, byte[]... message) {
        return cache.withActive(
                scope,
                KekPurpose.INDEX_ROOT,
                root -> root.withIndexKey(domain, epoch, key -> primitives.hmacSha256(key, message)));
    }
}
