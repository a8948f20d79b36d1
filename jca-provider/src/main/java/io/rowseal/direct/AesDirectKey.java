package io.rowseal.direct;

import static io.rowseal.format.Layout.KEY_BYTES;
import static io.rowseal.format.Layout.WRAPPED_KEY_BYTES;

import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Recipients;
import io.rowseal.format.Recipients.Recipient;
import io.rowseal.format.Suite;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** An AES-256 key that the caller holds. It is used through keys derived from it, never raw, so it may have other uses with AES. */
public final class AesDirectKey implements DirectKey {

    static final String STORE_ID = Recipients.CALLERS_KEY_PREFIX + "aes-256-kwp";

    private static final byte[] WRAP_LABEL = "rowseal/v1/direct".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NAME_LABEL = "rowseal/v1/key-id".getBytes(StandardCharsets.US_ASCII);
    private static final int NAME_BYTES = 8;
    private static final String DESTROYED = "the AES key was destroyed: give it again";

    private final SecretKey key;

    AesDirectKey(SecretKey key) {
        this.key = key;
        bytes().close(); // refuses a key that is none now, not at its first use
    }

    private KeyBytes bytes() {
        byte[] encoded = encoding();
        if (encoded == null || encoded.length != KEY_BYTES) {
            throw new IllegalArgumentException("an AES key for envelopes has 256 bits and an encoding, not "
                    + (encoded == null ? "none" : encoded.length * Byte.SIZE + " bits")
                    + "; a key in a token needs a master-key store");
        }
        if (isZero(encoded)) {
            throw new IllegalArgumentException(
                    "the AES key is all zero, as one that was wiped: give 32 random bytes, and do not wipe them before");
        }
        return KeyBytes.hmac(encoded);
    }

    /** A destroyed key may say so by any exception, and may be destroyed by another thread at any time. */
    private byte @Nullable [] encoding() {
        if (key.isDestroyed()) {
            throw new IllegalArgumentException(DESTROYED);
        }
        try {
            return KeyBytes.encodingOf(key);
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(DESTROYED, e);
        }
    }

    private static boolean isZero(byte[] bytes) {
        int any = 0;
        for (byte b : bytes) {
            any |= b;
        }
        return any == 0;
    }

    @Override
    public @Nullable String obstacle(boolean seals) {
        return key.isDestroyed() ? DESTROYED : null;
    }

    @Override
    public Recipient wrap(Primitives primitives, KeyBytes dataKey) {
        try (KeyBytes bytes = bytes();
                KeyBytes wrappingKey = wrappingKey(primitives, bytes)) {
            return new Recipient(STORE_ID, name(primitives, bytes), primitives.aesKwpWrap(wrappingKey, dataKey));
        }
    }

    @Override
    public @Nullable Recipient choose(Primitives primitives, List<Recipient> recipients) {
        try (KeyBytes bytes = bytes()) {
            return DirectKey.named(recipients, STORE_ID, name(primitives, bytes));
        }
    }

    @Override
    public byte @Nullable [] unwrap(Primitives primitives, Recipient recipient) {
        if (recipient.wrapped().length != WRAPPED_KEY_BYTES) {
            return null;
        }
        try (KeyBytes bytes = bytes();
                KeyBytes wrappingKey = wrappingKey(primitives, bytes)) {
            return primitives.aesKwpUnwrap(wrappingKey, recipient.wrapped());
        }
    }

    private static KeyBytes wrappingKey(Primitives primitives, KeyBytes bytes) {
        return KeyBytes.aes(primitives.hkdfExpand(bytes, KEY_BYTES, WRAP_LABEL, new byte[] {Suite.AES_256_GCM}));
    }

    private static String name(Primitives primitives, KeyBytes bytes) {
        return HexFormat.of().formatHex(primitives.hkdfExpand(bytes, NAME_BYTES, NAME_LABEL));
    }
}
