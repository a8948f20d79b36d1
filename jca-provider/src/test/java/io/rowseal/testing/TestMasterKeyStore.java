package io.rowseal.testing;

import io.rowseal.Context;
import io.rowseal.KeyUnavailableException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Pae;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.WrappedKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.AEADBadTagException;

/** A master-key store of tests: counts its calls, can be made unreachable, and wraps with AES-256-GCM under one key. */
public final class TestMasterKeyStore implements MasterKeyStore {

    private static final int NONCE_BYTES = 12;

    private final Primitives primitives = Primitives.standard();
    private final String storeId;
    private final KeyBytes key = KeyBytes.aes(primitives.random(32));
    private volatile boolean reachable = true;

    /** Calls of wrap. */
    public final AtomicInteger wraps = new AtomicInteger();

    /** Calls of unwrap. */
    public final AtomicInteger unwraps = new AtomicInteger();

    /** Calls of close. */
    public final AtomicInteger closes = new AtomicInteger();

    public TestMasterKeyStore(String storeId) {
        this.storeId = storeId;
    }

    public TestMasterKeyStore reachable(boolean value) {
        this.reachable = value;
        return this;
    }

    @Override
    public String storeId() {
        return storeId;
    }

    @Override
    public String activeKeyRef() {
        return "key-1";
    }

    @Override
    public List<String> keyRefs() {
        return List.of(activeKeyRef());
    }

    @Override
    public WrappedKey wrap(String keyRef, byte[] plain, Context context) {
        wraps.incrementAndGet();
        require(keyRef);
        byte[] nonce = primitives.random(NONCE_BYTES);
        byte[] blob = Arrays.copyOf(nonce, NONCE_BYTES + plain.length + 16);
        primitives.aesGcmSeal(key, nonce, Pae.encode(context), plain, blob, NONCE_BYTES);
        return new WrappedKey(storeId, keyRef, blob);
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, Context context) {
        unwraps.incrementAndGet();
        require(wrapped.keyRef());
        ByteBuffer blob = ByteBuffer.wrap(wrapped.bytes());
        if (blob.remaining() < NONCE_BYTES + 16) {
            throw new WrongContextException("not wrapped by this store: too short");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        blob.get(nonce);
        try {
            return primitives.aesGcmOpen(key, nonce, Pae.encode(context), blob.array(), NONCE_BYTES, blob.remaining());
        } catch (AEADBadTagException e) {
            throw new WrongContextException("not wrapped by this store under this context", e);
        }
    }

    private void require(String keyRef) {
        if (!reachable) {
            throw new KeyUnavailableException("test store is switched off");
        }
        if (!keyRef.equals(activeKeyRef())) {
            throw new UnknownKeyException("key reference is not configured");
        }
    }

    @Override
    public String describe() {
        return "test store " + storeId;
    }

    @Override
    public void close() {
        closes.incrementAndGet();
    }
}
