package io.rowseal.keys;

import io.rowseal.Printable;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * A JCA key that stands for a key ring and a scope. It is a handle: format and encoding are null, so that no other provider's
 * cipher accepts it as a key. Immutable and thread safe; not serializable.
 */
public final class KeyRingKey extends OpaqueKey implements SecretKey {

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
}
