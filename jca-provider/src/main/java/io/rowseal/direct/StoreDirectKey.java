package io.rowseal.direct;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.KeyAccessDeniedException;
import io.rowseal.KeyDestroyedException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.RowsealException;
import io.rowseal.UnknownKeyException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Recipients;
import io.rowseal.format.Recipients.Recipient;
import io.rowseal.keys.spi.StoreClosedException;
import io.rowseal.keys.spi.WrappedKey;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A master key that wraps data keys directly. One store call each time. */
public final class StoreDirectKey implements DirectKey {

    private static final Context CONTEXT = Context.of("purpose", "data-key");

    private final MasterKey handle;

    public StoreDirectKey(MasterKey handle) {
        if (handle.storeId().startsWith(Recipients.CALLERS_KEY_PREFIX)) {
            throw new IllegalArgumentException("the store id '" + handle.storeId() + "' begins with '"
                    + Recipients.CALLERS_KEY_PREFIX + "', which is the library's own: give the store another id");
        }
        this.handle = handle;
    }

    @Override
    public @Nullable String obstacle(boolean seals) {
        return handle.isDestroyed() ? "the handle " + handle + " was destroyed: make another" : null;
    }

    /** A store that answers with another name would make a message that its own handle does not open, or opens as another. */
    @Override
    public Recipient wrap(Primitives primitives, KeyBytes dataKey) {
        byte[] encoded = dataKey.getEncoded();
        try {
            WrappedKey wrapped = call(() -> handle.store().wrap(handle.keyRef(), encoded, CONTEXT));
            if (!wrapped.storeId().equals(handle.storeId()) || !wrapped.keyRef().equals(handle.keyRef())) {
                throw new ConfigurationException(
                        "the master-key store '" + handle.storeId()
                                + "' wrapped with another key than the one asked for: configure the reference that it answers with");
            }
            return new Recipient(wrapped.storeId(), wrapped.keyRef(), wrapped.bytes());
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /** The header only selects among the references that the handle has. */
    @Override
    public @Nullable Recipient choose(Primitives primitives, List<Recipient> recipients) {
        for (String keyRef : call(handle::keyRefs)) {
            Recipient named = DirectKey.named(recipients, handle.storeId(), keyRef);
            if (named != null) {
                return named;
            }
        }
        return null;
    }

    @Override
    public byte @Nullable [] unwrap(Primitives primitives, Recipient recipient) {
        WrappedKey wrapped = new WrappedKey(recipient.storeId(), recipient.keyRef(), recipient.wrapped());
        try {
            return call(() -> handle.store().unwrap(wrapped, CONTEXT));
        } catch (KeyUnavailableException
                | KeyAccessDeniedException
                | KeyDestroyedException
                | UnknownKeyException
                | ConfigurationException e) {
            throw e;
        } catch (RowsealException e) {
            // However the store says it: the bytes are not a data key that it wrapped.
            return null;
        }
    }

    /** What a store throws besides the exceptions of this library is its own trouble, not the caller's. */
    private <T> T call(Supplier<T> storeCall) {
        try {
            return storeCall.get();
        } catch (RowsealException e) {
            throw e;
        } catch (StoreClosedException e) {
            throw e.refusal();
        } catch (RuntimeException e) {
            throw KeyUnavailableException.ofStore(handle.storeId(), e);
        }
    }
}
