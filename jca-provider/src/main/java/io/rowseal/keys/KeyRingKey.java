package io.rowseal.keys;

import io.rowseal.Printable;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * A JCA key that stands for a key ring and a scope. It is a handle: format and encoding are null, so that no other provider's
 * cipher takes it for a key. Immutable and thread safe; not serializable.
 */
public final class KeyRingKey implements SecretKey {

    /** Name of the algorithm; no other provider has it. */
    public static final String ALGORITHM = "EnvelopeKeyRing";

    private static final long serialVersionUID = 1L;

    private final transient KeyRing ring;
    private final String scope;

    KeyRingKey(KeyRing ring, String scope) {
        this.ring = ring;
        this.scope = scope;
    }

    /**
     * The ring.
     *
     * @return the ring
     */
    public KeyRing ring() {
        return ring;
    }

    /**
     * The scope.
     *
     * @return the scope
     */
    public String scope() {
        return scope;
    }

    @Override
    public String getAlgorithm() {
        return ALGORITHM;
    }

    /**
     * None: the key never leaves the ring.
     *
     * @return null
     */
    @Override
    public @Nullable String getFormat() {
        return null;
    }

    /**
     * None: the key never leaves the ring.
     *
     * @return null
     */
    @Override
    public byte @Nullable [] getEncoded() {
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyRingKey that && ring == that.ring && scope.equals(that.scope);
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(ring) + scope.hashCode();
    }

    @Override
    public String toString() {
        return "KeyRingKey[scope=" + Printable.of(scope) + "]";
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("a key ring's key is a handle within this process");
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a key ring's key is a handle within its process");
    }
}
