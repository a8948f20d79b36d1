package io.rowseal.keys.spi;

import io.rowseal.Context;
import java.util.List;

/**
 * Holds master keys: a file, an HSM, a KMS. It wraps and unwraps KEKs, in a few calls per key and cache age, never one per
 * value.
 *
 * <p><b>Security guarantees an implementation gives.</b> Wrapping is authenticated: the store refuses bytes that it did not
 * create. It binds the context into the wrapped bytes, so it refuses a key wrapped for one purpose, scope or kekId in place of
 * another. It uses only key references that are configured for it: a reference read from a record selects among them and is
 * never followed elsewhere. The store chooses its own initialization vectors.
 *
 * <p><b>Thread safety.</b> Implementations are thread safe.
 */
public interface MasterKeyStore extends AutoCloseable {

    /**
     * The name under which KEK records refer to this store.
     *
     * @return 1 to 255 bytes of text, the same for the life of the data
     */
    String storeId();

    /**
     * The master key that new KEKs are wrapped with.
     *
     * @return the key reference
     */
    String activeKeyRef();

    /**
     * The master keys that this store is configured to use: the active one first, then those that only unwrap. Makes no remote
     * call, so a key may be disabled, denied or missing in the service.
     *
     * @return the key references, without duplicates
     */
    List<String> keyRefs();

    /**
     * Called once by the key ring before any other use. A store that creates its first master key does so here, and only if
     * that is permitted: existing KEK records need the missing key.
     *
     * @param start what is permitted, and the provider of primitives if the ring chose one
     * @throws io.rowseal.ConfigurationException if the store cannot be used as configured
     */
    default void start(StoreStart start) {}

    /**
     * Wraps a key.
     *
     * @param keyRef one of the configured key references
     * @param key the key, usually 32 bytes; not changed, not kept
     * @param context bound into the result
     * @return the wrapped key
     * @throws io.rowseal.UnknownKeyException if the reference is not configured, or the store has no such key
     * @throws io.rowseal.KeyUnavailableException if the store cannot be reached; the call may be retried
     * @throws io.rowseal.KeyAccessDeniedException if the store denies it
     */
    WrappedKey wrap(String keyRef, byte[] key, Context context);

    /**
     * Unwraps a key. Store id and key reference are untrusted text. Show them only through {@link io.rowseal.Printable}; an
     * exception must not name other key references of the store.
     *
     * @param wrapped what {@link #wrap} returned, or what somebody else wrote in its place
     * @param context as given to {@link #wrap}
     * @return the key; the caller wipes it
     * @throws io.rowseal.WrongContextException if the bytes are not authentic, or were wrapped under another context or key
     * @throws io.rowseal.UnknownKeyException if the reference is not configured, or the store has no such key
     * @throws io.rowseal.KeyUnavailableException if the store cannot be reached; the call may be retried
     * @throws io.rowseal.KeyAccessDeniedException if the store denies it
     */
    byte[] unwrap(WrappedKey wrapped, Context context);

    /**
     * Unwraps as a process that starts now would: only with durable keys, and with no key that is kept in memory. The key ring
     * calls it before it stores a KEK record, so that no KEK depends on a key that is lost with the process. {@link
     * io.rowseal.keys.KeyRing#check} calls it too. A service or a token uses its durable keys in each call, so it can implement
     * this with {@link #unwrap}. A store that keeps keys in memory must read them again. A store that delegates to another
     * store must delegate this method too.
     *
     * @param wrapped as for {@link #unwrap}
     * @param context as for {@link #unwrap}
     * @return the key; the caller wipes it
     * @throws io.rowseal.ConfigurationException if the file or other place of the store's keys is gone or was replaced
     */
    default byte[] unwrapFresh(WrappedKey wrapped, Context context) {
        return unwrap(wrapped, context);
    }

    /**
     * One line for logs and health pages: kind, location, key references. No secret.
     *
     * @return the description
     */
    String describe();

    @Override
    void close();
}
