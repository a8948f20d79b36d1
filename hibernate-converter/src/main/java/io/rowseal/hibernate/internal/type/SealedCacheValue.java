package io.rowseal.hibernate.internal.type;

import io.rowseal.hibernate.internal.scope.CacheSeal;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sealed bytes in a cache. Equal by content, because keys of the query cache are compared.
 *
 * @param bytes what {@link CacheSeal} made
 */
public record SealedCacheValue(byte[] bytes) implements Serializable {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SealedCacheValue that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "<encrypted>";
    }
}
