package io.rowseal.hibernate.internal.type;

import io.rowseal.hibernate.internal.scope.CacheSeal;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.scope.SessionTenant;
import io.rowseal.row.Column;
import java.io.Serializable;
import java.sql.Types;
import org.hibernate.SharedSessionContract;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.AbstractClassJavaType;
import org.hibernate.type.descriptor.java.MutabilityPlan;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.descriptor.jdbc.JdbcTypeIndicators;
import org.jspecify.annotations.Nullable;

/** Hibernate's view of {@link Cell}. What it gives to the query cache is sealed. */
public final class CellJavaType extends AbstractClassJavaType<Cell> {

    private static final long serialVersionUID = 1L;

    public CellJavaType(KeyScopes keyScopes) {
        super(Cell.class, new SealedPlan(keyScopes));
    }

    @Override
    public JdbcType getRecommendedJdbcType(JdbcTypeIndicators indicators) {
        return indicators.getJdbcType(Types.VARBINARY);
    }

    @Override
    public String toString(@Nullable Cell value) {
        return String.valueOf(value);
    }

    @Override
    public Cell fromString(CharSequence text) {
        throw new UnsupportedOperationException("an encrypted value has no text");
    }

    @Override
    public <X> @Nullable X unwrap(@Nullable Cell value, Class<X> type, WrapperOptions options) {
        if (value == null) {
            return null;
        }
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        // Handing out the encoded bytes would let another binder write them as they are.
        throw unknownUnwrap(type);
    }

    @Override
    public <X> @Nullable Cell wrap(@Nullable X value, WrapperOptions options) {
        if (value == null || value instanceof Cell) {
            return (Cell) value;
        }
        throw unknownWrap(value.getClass());
    }

    /** A constant, because keys of the query cache carry it out of the process next to the sealed value. */
    @Override
    public int extractHashCode(Cell value) {
        return 0;
    }

    private record SealedPlan(KeyScopes keyScopes) implements MutabilityPlan<Cell> {

        private static final Column PLACE = Column.binary("parameter");

        @Override
        public boolean isMutable() {
            return false;
        }

        @Override
        public Cell deepCopy(Cell value) {
            return value;
        }

        @Override
        public @Nullable Serializable disassemble(@Nullable Cell value, SharedSessionContract session) {
            return value == null ? null : new SealedCacheValue(seal(session).seal(PLACE, value.encoded()));
        }

        @Override
        public @Nullable Cell assemble(@Nullable Serializable cached, SharedSessionContract session) {
            return cached == null ? null : Cell.ofValue(seal(session).open(PLACE, ((SealedCacheValue) cached).bytes()));
        }

        /** Of the tenant, so that keys of two tenants with equal values differ. Nobody says which attribute it is. */
        private CacheSeal seal(@Nullable SharedSessionContract session) {
            SessionTenant tenant =
                    keyScopes.hasTenants() ? SessionTenant.find((SharedSessionContractImplementor) session) : null;
            return keyScopes
                    .keys(tenant == null ? keyScopes.scope() : tenant.scope(keyScopes.tenantScopes()))
                    .cacheSeal();
        }
    }
}
