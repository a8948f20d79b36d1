package io.rowseal.keys;

import io.rowseal.crypto.Primitives;

/** A master-key store that wraps in this process, and so needs primitives. Not for application use. */
public interface WrapsLocally {

    /**
     * Gives the store the primitives of the key ring. Called before {@link io.rowseal.keys.spi.MasterKeyStore#start}, and only by a ring whose
     * primitive provider was chosen.
     *
     * @param primitives used from now on
     */
    void usePrimitives(Primitives primitives);
}
