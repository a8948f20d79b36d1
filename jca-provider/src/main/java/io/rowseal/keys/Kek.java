package io.rowseal.keys;

import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Layout;
import io.rowseal.format.Pae;
import io.rowseal.format.Suite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A KEK in clear, with the keys derived from it. Derived keys are kept, because one table uses one of them for all its rows.
 * After {@link #wipe()} every use throws {@link io.rowseal.crypto.WipedKeyException}. Thread safe.
 */
final class Kek {

    private static final byte[] WRAP_LABEL = ascii("rowseal/v1/wrap");
    private static final byte[] HEDGE_LABEL = ascii("rowseal/v1/hedge");
    private static final byte[] INDEX_LABEL = ascii("rowseal/v1/index");
    private static final byte[] CHECK_LABEL = ascii("rowseal/v1/kek-check");

    /** A table or message scope uses one derived key; more than this many at once are derived anew each time. */
    private static final int MAX_DERIVED_KEYS = 4096;

    private final KekRecord kekRecord;
    private final KeyBytes key;
    private final Primitives primitives;
    private final Map<ByteBuffer, KeyBytes> derived = new ConcurrentHashMap<>();

    Kek(KekRecord kekRecord, KeyBytes key, Primitives primitives) {
        this.kekRecord = kekRecord;
        this.key = key;
        this.primitives = primitives;
    }

    KekRecord kekRecord() {
        return kekRecord;
    }

    KeyBytes key() {
        return key;
    }

    /** WK = HKDF-Expand(KEK, "rowseal/v1/wrap" || suite || PAE(static context), 32). */
    KeyBytes wrappingKey(byte[] staticContextPae) {
        return derive(
                "wrap",
                staticContextPae,
                () -> KeyBytes.aes(primitives.hkdfExpand(
                        key, Layout.KEY_BYTES, WRAP_LABEL, new byte[] {Suite.AES_256_GCM}, staticContextPae)));
    }

    /** Key of hedged data keys. */
    KeyBytes hedgeKey() {
        return derive(
                "hedge", new byte[0], () -> KeyBytes.hmac(primitives.hkdfExpand(key, Layout.KEY_BYTES, HEDGE_LABEL)));
    }

    /** IK = HKDF-Expand(index root key, "rowseal/v1/index" || PAE(domain, epoch), 32). */
    KeyBytes indexKey(byte[] domain, int epoch) {
        byte[] pae = Pae.encode(Context.of("epoch", Integer.toString(epoch)).with("domain", domain));
        return derive(
                "index", pae, () -> KeyBytes.hmac(primitives.hkdfExpand(key, Layout.KEY_BYTES, INDEX_LABEL, pae)));
    }

    /** What {@link KekRecord#check()} must be for this key: binds purpose, scope, identity and time of creation to it. */
    static byte[] check(
            Primitives primitives, KeyBytes key, KekPurpose purpose, String scope, KekId kekId, long createdAt) {
        Context bound = Context.of(
                "purpose", purpose.label(),
                "scope", scope,
                "kekId", kekId.toString(),
                "createdAt", Long.toString(createdAt));
        return primitives.hkdfExpand(key, KekRecord.CHECK_BYTES, CHECK_LABEL, Pae.encode(bound));
    }

    private KeyBytes derive(String label, byte[] input, Supplier<KeyBytes> derivation) {
        ByteBuffer name = ByteBuffer.allocate(label.length() + 1 + input.length)
                .put(ascii(label))
                .put((byte) 0)
                .put(input)
                .flip();
        KeyBytes known = derived.get(name);
        if (known != null) {
            return known;
        }
        if (derived.size() >= MAX_DERIVED_KEYS) {
            return derivation.get();
        }
        KeyBytes result = derived.computeIfAbsent(name, absent -> derivation.get());
        if (key.isDestroyed()) {
            // Wiped between the derivation and here: the sweep may have missed this entry.
            result.destroy();
        }
        return result;
    }

    void wipe() {
        key.destroy();
        derived.values().forEach(KeyBytes::destroy);
        derived.clear();
    }

    @Override
    public String toString() {
        return "Kek[" + kekRecord.kekId() + "]";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
