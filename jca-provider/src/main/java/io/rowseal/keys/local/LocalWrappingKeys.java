package io.rowseal.keys.local;

import io.rowseal.Context;
import io.rowseal.Printable;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.crypto.WipedKeyException;
import io.rowseal.format.Layout;
import io.rowseal.format.Pae;
import io.rowseal.keys.spi.StoreClosedException;
import io.rowseal.keys.spi.WrappedKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/**
 * Master keys that live in this process, each as the one key derived from it that wraps: K = HKDF-Expand(master key,
 * "rowseal/v1/master", 32). The master keys themselves are not kept. What is wrapped is {@code 0x01 | nonce 12 |
 * AES-256-GCM(K, nonce, AAD = PAE(context), key)}; this layout never changes. Thread safe.
 */
final class LocalWrappingKeys implements AutoCloseable {

    private static final byte VERSION = 0x01;
    private static final int OVERHEAD = 1 + Layout.NONCE_BYTES + Layout.TAG_BYTES;
    private static final byte[] LABEL = "rowseal/v1/master".getBytes(StandardCharsets.US_ASCII);

    private final String storeId;
    private final StorePrimitives primitives;
    private final Map<String, KeyBytes> wrappingKeys = new TreeMap<>();
    private boolean closed;

    LocalWrappingKeys(String storeId, StorePrimitives primitives) {
        this.storeId = storeId;
        this.primitives = primitives;
    }

    /**
     * Adds a master key, unless one of that name is there already.
     *
     * @param masterKey wiped by this call
     */
    synchronized void add(String keyRef, KeyBytes masterKey) {
        try (masterKey) {
            requireOpen();
            if (!wrappingKeys.containsKey(keyRef)) {
                wrappingKeys.put(keyRef, KeyBytes.aes(primitives.get().hkdfExpand(masterKey, Layout.KEY_BYTES, LABEL)));
            }
        }
    }

    /** Whether a master key is the one that was added under a name. Neither is changed. */
    synchronized boolean holds(String keyRef, KeyBytes masterKey) {
        KeyBytes known = wrappingKeys.get(keyRef);
        if (known == null) {
            return false;
        }
        byte[] ours = known.getEncoded();
        byte[] derived = primitives.get().hkdfExpand(masterKey, Layout.KEY_BYTES, LABEL);
        try {
            return Primitives.constantTimeEquals(ours, derived);
        } finally {
            Arrays.fill(ours, (byte) 0);
            Arrays.fill(derived, (byte) 0);
        }
    }

    synchronized boolean contains(String keyRef) {
        return wrappingKeys.containsKey(keyRef);
    }

    synchronized List<String> keyRefs() {
        return new ArrayList<>(wrappingKeys.keySet());
    }

    /** The key references, one of them first; a new list. */
    synchronized List<String> keyRefs(String first) {
        requireOpen();
        List<String> keyRefs = keyRefs();
        keyRefs.remove(first);
        keyRefs.add(0, first);
        return keyRefs;
    }

    WrappedKey wrap(String keyRef, byte[] key, Context context) {
        KeyBytes wrappingKey = wrappingKey(keyRef);
        byte[] nonce = primitives.get().random(Layout.NONCE_BYTES);
        byte[] wrapped = ByteBuffer.allocate(OVERHEAD + key.length)
                .put(VERSION)
                .put(nonce)
                .array();
        try {
            primitives.get().aesGcmSeal(wrappingKey, nonce, Pae.encode(context), key, wrapped, 1 + nonce.length);
        } catch (WipedKeyException e) {
            throw closedException();
        }
        return new WrappedKey(storeId, keyRef, wrapped);
    }

    byte[] unwrap(WrappedKey wrapped, Context context) {
        if (!wrapped.storeId().equals(storeId)) {
            throw new UnknownKeyException("a key wrapped by the master-key store '" + Printable.of(wrapped.storeId())
                    + "' was given to the store '" + storeId + "': configure the store that wrapped it");
        }
        KeyBytes wrappingKey = wrappingKey(wrapped.keyRef());
        byte[] bytes = wrapped.bytes();
        if (bytes.length < OVERHEAD || bytes[0] != VERSION) {
            throw refused(wrapped, null);
        }
        byte[] nonce = Arrays.copyOfRange(bytes, 1, 1 + Layout.NONCE_BYTES);
        int offset = 1 + nonce.length;
        try {
            return primitives
                    .get()
                    .aesGcmOpen(wrappingKey, nonce, Pae.encode(context), bytes, offset, bytes.length - offset);
        } catch (AEADBadTagException e) {
            throw refused(wrapped, e);
        } catch (WipedKeyException e) {
            throw closedException();
        }
    }

    private synchronized KeyBytes wrappingKey(String keyRef) {
        requireOpen();
        KeyBytes wrappingKey = wrappingKeys.get(keyRef);
        if (wrappingKey == null) {
            throw new UnknownKeyException("the master-key store '" + storeId + "' has no key '" + Printable.of(keyRef)
                    + "': restore the master keys that belong to this data from their backup");
        }
        return wrappingKey;
    }

    private static WrongContextException refused(WrappedKey wrapped, @Nullable Throwable cause) {
        return new WrongContextException(
                "a key wrapped by the master key '" + Printable.of(wrapped.keyRef()) + "' of the store '"
                        + Printable.of(wrapped.storeId())
                        + "' is not authentic: its record was altered or moved from another kekId or scope, or the"
                        + " master key is another one of the same name; restore the record or the master key from its backup",
                cause);
    }

    synchronized void requireOpen() {
        if (closed) {
            throw closedException();
        }
    }

    private StoreClosedException closedException() {
        return new StoreClosedException(storeId);
    }

    /** Wipes all keys; every later use is refused. */
    @Override
    public synchronized void close() {
        closed = true;
        wrappingKeys.values().forEach(KeyBytes::destroy);
        wrappingKeys.clear();
        primitives.get().forgetKeys();
    }
}
