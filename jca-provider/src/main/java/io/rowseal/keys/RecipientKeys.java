package io.rowseal.keys;

import io.rowseal.direct.DirectKey;
import io.rowseal.direct.DirectKeys;
import io.rowseal.direct.MasterKey;
import io.rowseal.direct.StoreDirectKey;
import java.security.Key;
import java.util.ArrayList;
import java.util.List;

/**
 * Several recipients of a message, any one of whom can open it: master-key handles, AES-256 keys, RSA keys. One of them
 * suffices to open; a reader gives those it holds.
 *
 * <p>It is a handle: format and encoding are null, so that no other provider's cipher accepts it as a key. Immutable and thread
 * safe; not serializable.
 */
public final class RecipientKeys extends OpaqueKey {

    /** Name of the algorithm; no other provider has it. */
    public static final String ALGORITHM = "EnvelopeRecipients";

    private static final int MOST = 16;
    private static final long serialVersionUID = 1L;

    private final transient DirectKeys keys;

    private RecipientKeys(DirectKeys keys) {
        this.keys = keys;
    }

    /**
     * Several recipients, tried in this order when a message is opened.
     *
     * @param keys 1 to 16 master-key handles, AES keys of 256 bits, RSA public keys to seal or private keys to open
     * @return the recipients
     * @throws IllegalArgumentException if a key is of another class, or there are too few or too many
     */
    public static RecipientKeys of(Key... keys) {
        if (keys.length == 0 || keys.length > MOST) {
            throw new IllegalArgumentException("a message has 1 to " + MOST + " recipients, not " + keys.length);
        }
        List<DirectKey> direct = new ArrayList<>(keys.length);
        for (Key key : keys) {
            direct.add(one(key));
        }
        return new RecipientKeys(new DirectKeys(direct));
    }

    private static DirectKey one(Key key) {
        return key instanceof MasterKeyHandle handle
                ? new StoreDirectKey(handle.internal(MasterKey.class))
                : DirectKeys.one(key);
    }

    /**
     * What other packages of this module use of the recipients. Not for application use.
     *
     * @param <T> a type that is not exported
     * @param type its class
     * @return the part
     * @throws IllegalArgumentException if there is no such part
     */
    public <T> T internal(Class<T> type) {
        return Internals.cast(this, type, keys);
    }

    @Override
    public String getAlgorithm() {
        return ALGORITHM;
    }

    @Override
    public String toString() {
        return "RecipientKeys[" + keys.keys().size() + "]";
    }
}
