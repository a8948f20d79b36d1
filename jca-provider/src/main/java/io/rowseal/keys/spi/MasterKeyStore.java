package io.rowseal.keys.spi;

import io.rowseal.Context;
import java.util.List;

/**
 * Where master keys live: a file, an HSM, a KMS. It wraps and unwraps KEKs, a few calls per key and cache age, never one per
 * value.
 *
 * <p><b>Security guarantees an implementation gives.</b> Wrapping is authenticated: bytes that this store did not make are
 * refused. The context is bound into the wrapped bytes, so that a key wrapped for one purpose, scope or kekId is refused for
 * another. Only key references configured for this store are used: a reference read from a record selects among them and is
 * never followed elsewhere. Initialization vectors are the store's own.
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
     * The master keys that this store is configured to use: the active one first, then those that only unwrap. Calls nothing
     * remote, so that a key may be disabled, denied or missing in the service.
     *
     * @return the key references, without duplicates
     */
    List<String> keyRefs();

    /**
     * Called once by the key ring before any other use. A store that creates its first master key by itself does it here, and
     * refuses unless that is permitted: KEK records that exist need the key that is missing.
     *
     * @param start what is permitted, and the provider of primitives if the ring chose one
     * @throws io.rowseal.ConfigurationException if the store can not be used as configured
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
     * @throws io.rowseal.KeyUnavailableException if the store can not be reached; the call may be retried
     * @throws io.rowseal.KeyAccessDeniedException if the store denies it
     */
    WrappedKey wrap(String keyRef, byte[] key, Context context);

    /**
     * Unwraps a key. Store id and key reference may be anybody's text: they are shown through {@link io.rowseal.Printable} only,
     * and an exception names no other key references of the store.
     *
     * @param wrapped what {@link #wrap} returned, or what somebody else wrote in its place
     * @param context as given to {@link #wrap}
     * @return the key; the caller wipes it
     * @throws io.rowseal.WrongContextException if the bytes are not authentic, or were wrapped under another context or key
     * @throws io.rowseal.UnknownKeyException if the reference is not configured, or the store has no such key
     * @throws io.rowseal.KeyUnavailableException if the store can not be reached; the call may be retried
     * @throws io.rowseal.KeyAccessDeniedException if the store denies it
     */
    byte[] unwrap(WrappedKey wrapped, Context context);

    /**
     * Unwraps as a process that starts now would: with nothing but what is durable, and with no key that is kept in memory.
     * Called before a KEK record is stored, so that no KEK depends on a key that is lost with the process, and by
     * {@link io.rowseal.keys.KeyRing#check}. A service or a token asks itself each time, so that {@link #unwrap} does; a store that keeps keys
     * in memory reads them again, and one that delegates to another store delegates this too.
     *
     * @param wrapped as for {@link #unwrap}
     * @param context as for {@link #unwrap}
     * @return the key; the caller wipes it
     * @throws io.rowseal.ConfigurationException if what the store keeps its keys in is gone or was replaced
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
