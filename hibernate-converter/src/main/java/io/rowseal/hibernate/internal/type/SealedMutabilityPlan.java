package io.rowseal.hibernate.internal.type;

import io.rowseal.hibernate.internal.scope.CacheSeal;
import io.rowseal.hibernate.internal.scope.EntityScope;
import io.rowseal.persistence.ValueCodec;
import io.rowseal.row.Column;
import java.io.Serializable;
import org.hibernate.SharedSessionContract;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.type.descriptor.java.MutabilityPlan;
import org.jspecify.annotations.Nullable;

/**
 * Copies like the domain type does, and seals what goes to the second-level cache.
 *
 * @param <T> the domain type
 */
public final class SealedMutabilityPlan<T> implements MutabilityPlan<T> {

    private static final long serialVersionUID = 1L;

    private final MutabilityPlan<T> domain;
    private final transient ValueCodec<T> codec;
    private final transient EntityScope scope;
    private final transient Column place;

    SealedMutabilityPlan(MutabilityPlan<T> domain, ValueCodec<T> codec, EntityScope scope, Column place) {
        this.domain = domain;
        this.codec = codec;
        this.scope = scope;
        this.place = place;
    }

    @Override
    public boolean isMutable() {
        return domain.isMutable();
    }

    @Override
    public @Nullable T deepCopy(@Nullable T value) {
        return value == null ? null : domain.deepCopy(value);
    }

    @Override
    public @Nullable Serializable disassemble(@Nullable T value, SharedSessionContract session) {
        return value == null ? null : new SealedCacheValue(cacheSeal(session).seal(place, codec.encode(value)));
    }

    @Override
    public @Nullable T assemble(@Nullable Serializable cached, SharedSessionContract session) {
        return cached == null
                ? null
                : codec.decode(cacheSeal(session).open(place, ((SealedCacheValue) cached).bytes()));
    }

    private CacheSeal cacheSeal(@Nullable SharedSessionContract session) {
        return scope.keys((SharedSessionContractImplementor) session).cacheSeal();
    }
}
