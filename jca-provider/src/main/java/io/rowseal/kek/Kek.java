package io.rowseal.kek;

import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Layout;
import io.rowseal.format.Pae;
import io.rowseal.format.Suite;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A KEK in clear, with the keys derived from it. After {@link #wipe()} every use throws
 * {@link io.rowseal.crypto.WipedKeyException}. Thread safe.
 */
final class Kek {

    private static final byte[] WRAP_LABEL = ascii("rowseal/v1/wrap");
    private static final byte[] HEDGE_LABEL = ascii("rowseal/v1/hedge");
    private static final byte[] INDEX_LABEL = ascii("rowseal/v1/index");
    private static final byte[] CHECK_LABEL = ascii("rowseal/v1/kek-check");

    private final KekRecord kekRecord;
    private final KeyBytes key;
    private final Primitives primitives;
    private final DerivedKeys derived = new DerivedKeys();

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

    /**
     * Runs an operation with WK = HKDF-Expand(KEK, "rowseal/v1/wrap" || suite || PAE(static context), 32).
     *
     * @param operation returns null if nothing could be unwrapped with the key, which is then not kept
     */
    <T extends @Nullable Object> T withWrappingKey(byte[] staticContextPae, Function<KeyBytes, T> operation) {
        return derived.use(
                name(WRAP_LABEL, staticContextPae),
                () -> KeyBytes.aes(primitives.hkdfExpand(
                        key, Layout.KEY_BYTES, WRAP_LABEL, new byte[] {Suite.AES_256_GCM}, staticContextPae)),
                operation);
    }

    /** Runs an operation with the key of hedged data keys. */
    <T> T withHedgeKey(Function<KeyBytes, T> operation) {
        return derived.use(
                name(HEDGE_LABEL, new byte[0]),
                () -> KeyBytes.hmac(primitives.hkdfExpand(key, Layout.KEY_BYTES, HEDGE_LABEL)),
                operation);
    }

    /** Runs an operation with IK = HKDF-Expand(index root key, "rowseal/v1/index" || PAE(domain, epoch), 32). */
    <T> T withIndexKey(byte[] domain, int epoch, Function<KeyBytes, T> operation) {
        byte[] pae = Pae.encode(Context.of("epoch", Integer.toString(epoch)).with("domain", domain));
        return derived.use(
                name(INDEX_LABEL, pae),
                () -> KeyBytes.hmac(primitives.hkdfExpand(key, Layout.KEY_BYTES, INDEX_LABEL, pae)),
                operation);
    }

    /** A hash of the input: a caller's context can be as long as he likes, and is not kept with the key. */
    private ByteBuffer name(byte[] label, byte[] input) {
        byte[] hash = primitives.sha256(input);
        return ByteBuffer.allocate(hash.length + label.length)
                .put(hash)
                .put(label)
                .flip();
    }

    /** What {@link KekRecord#check()} must be for this key: binds purpose, scope, identity and time of creation to it. */
    static byte[] check(
            Primitives primitives, KeyBytes key, KekPurpose purpose, String scope, KekId kekId, long createdAt) {
        Context bound = Context.of(
                        "purpose", purpose.label(), "kekId", kekId.toString(), "createdAt", Long.toString(createdAt))
                .inScope(scope);
        return primitives.hkdfExpand(key, KekRecord.CHECK_BYTES, CHECK_LABEL, Pae.encode(bound));
    }

    void wipe() {
        key.destroy();
        derived.wipe();
    }

    @Override
    public String toString() {
        return "Kek[" + kekRecord.kekId() + "]";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
