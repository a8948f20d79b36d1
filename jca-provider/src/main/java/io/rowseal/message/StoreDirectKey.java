package io.rowseal.message;

import io.rowseal.Context;
import io.rowseal.WrongContextException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Recipients;
import io.rowseal.format.Recipients.Recipient;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.WrappedKey;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A master key that wraps data keys directly. One store call each time. */
final class StoreDirectKey implements DirectKey {

    private static final Context CONTEXT = Context.of("purpose", "data-key");

    private final MasterKeyHandle handle;

    StoreDirectKey(MasterKeyHandle handle) {
        if (handle.storeId().startsWith(Recipients.CALLERS_KEY_PREFIX)) {
            throw new IllegalArgumentException("the store id '" + handle.storeId() + "' begins with '"
                    + Recipients.CALLERS_KEY_PREFIX + "', which is the library's own: give the store another id");
        }
        this.handle = handle;
    }

    @Override
    public void requireCan(boolean seals) {
        if (handle.isDestroyed()) {
            throw new IllegalArgumentException("the handle " + handle + " was destroyed: make another");
        }
    }

    @Override
    public boolean opens() {
        return true;
    }

    @Override
    public Recipient wrap(Primitives primitives, KeyBytes dataKey) {
        byte[] encoded = dataKey.getEncoded();
        try {
            WrappedKey wrapped = handle.store().wrap(handle.keyRef(), encoded, CONTEXT);
            return new Recipient(wrapped.storeId(), wrapped.keyRef(), wrapped.bytes());
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    @Override
    public @Nullable Recipient choose(Primitives primitives, List<Recipient> recipients) {
        Recipient exact = DirectKey.named(recipients, handle.storeId(), handle.keyRef());
        if (exact != null) {
            return exact;
        }
        // The message may be older than the handle's key. The store decides whether it knows the other reference.
        for (Recipient recipient : recipients) {
            if (recipient.storeId().equals(handle.storeId())) {
                return recipient;
            }
        }
        return null;
    }

    @Override
    public byte @Nullable [] unwrap(Primitives primitives, Recipient recipient) {
        try {
            return handle.store()
                    .unwrap(new WrappedKey(recipient.storeId(), recipient.keyRef(), recipient.wrapped()), CONTEXT);
        } catch (WrongContextException e) {
            return null;
        }
    }
}
