package io.rowseal.keys;

import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.Key;
import org.jspecify.annotations.Nullable;

/**
 * A JCA key that stands for keys kept elsewhere and gives away no byte of them, so that no other provider's cipher takes it for
 * a key. Not serializable, neither written nor read.
 */
abstract class OpaqueKey implements Key {

    private static final long serialVersionUID = 1L;

    /** Creates the key. */
    OpaqueKey() {}

    /**
     * None: other ciphers must not use the key.
     *
     * @return null
     */
    @Override
    public final @Nullable String getFormat() {
        return null;
    }

    /**
     * None: other ciphers must not use the key.
     *
     * @return null
     */
    @Override
    public final byte @Nullable [] getEncoded() {
        return null;
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("a " + getClass().getSimpleName() + " is a handle within this process");
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw neverSerialized();
    }

    /** A forged stream can leave this class out of those it says the object has. */
    private void readObjectNoData() throws InvalidObjectException {
        throw neverSerialized();
    }

    private InvalidObjectException neverSerialized() {
        return new InvalidObjectException("a " + getClass().getSimpleName() + " is a handle within its process");
    }
}
