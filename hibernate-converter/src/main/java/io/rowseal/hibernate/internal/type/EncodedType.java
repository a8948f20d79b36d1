package io.rowseal.hibernate.internal.type;

import io.rowseal.hibernate.internal.scope.CacheSeal;
import io.rowseal.hibernate.internal.scope.EntityScope;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.persistence.ValueCodec;
import io.rowseal.row.Column;
import java.io.Serializable;
import org.hibernate.SharedSessionContract;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.java.MutabilityPlan;
import org.hibernate.type.descriptor.java.spi.JavaTypeRegistry;
import org.hibernate.type.internal.ConvertedBasicTypeImpl;
import org.jspecify.annotations.Nullable;

/**
 * The type of one encrypted attribute. Hibernate would create a converter by its class and take how to compare values from the
 * class of the attribute alone; a type of its own lets each attribute have its own converter, keys and comparison.
 *
 * @param <T> the domain type
 */
public final class EncodedType<T> extends ConvertedBasicTypeImpl<T> {

    private static final long serialVersionUID = 1L;

    private final transient MutabilityPlan<T> mutabilityPlan;

    private EncodedType(String name, CellJdbcType jdbcType, Converter<T> converter, MutabilityPlan<T> mutabilityPlan) {
        super(name, name, jdbcType, converter);
        this.mutabilityPlan = mutabilityPlan;
    }

    /**
     * The type.
     *
     * @param codec that of the attribute
     * @param byEncoding whether values are compared and copied by their encodings, not as Hibernate does with their class
     */
    static <T> EncodedType<T> of(
            EncryptedAttribute attribute,
            ValueCodec<T> codec,
            boolean byEncoding,
            KeyScopes keyScopes,
            JavaTypeRegistry types) {
        JavaType<T> domain = byEncoding ? new EncodedJavaType<>(codec) : types.resolveDescriptor(codec.type());
        return new EncodedType<>(
                nameFor(attribute),
                new CellJdbcType(attribute, keyScopes),
                new Converter<>(codec, keyScopes, domain, types.resolveDescriptor(Cell.class)),
                new SealedPlan<>(
                        domain.getMutabilityPlan(),
                        codec,
                        attribute.ciphers().scope(),
                        attribute.ciphers().place().cachePlace()));
    }

    /**
     * By which Hibernate finds the type. With the column, because embeddables inside of the elements of a collection can have
     * attributes of the same name.
     */
    private static String nameFor(EncryptedAttribute attribute) {
        return EXTERNALIZED_PREFIX + "@rowseal(" + attribute.name() + " in " + attribute.tableName() + "."
                + attribute.columnName() + ")";
    }

    /** Seals what goes to the second-level cache; that of the domain type would put plaintext there. */
    @Override
    protected MutabilityPlan<T> getMutabilityPlan() {
        return mutabilityPlan;
    }

    /** Converts values to their encoding, and back what was read; {@code keyScopes} opens cells that a cache returns by value. */
    private record Converter<T>(ValueCodec<T> codec, KeyScopes keyScopes, JavaType<T> domain, JavaType<Cell> cells)
            implements BasicValueConverter<T, Cell> {

        @Override
        public @Nullable T toDomainValue(@Nullable Cell cell) {
            return cell == null ? null : codec.decode(cell.encoded(keyScopes));
        }

        @Override
        public @Nullable Cell toRelationalValue(@Nullable T value) {
            return value == null ? null : Cell.ofValue(codec.encode(value));
        }

        @Override
        public JavaType<T> getDomainJavaType() {
            return domain;
        }

        @Override
        public JavaType<Cell> getRelationalJavaType() {
            return cells;
        }
    }

    /** Copies like the domain type does, and seals what goes to the second-level cache. */
    private static final class SealedPlan<T> implements MutabilityPlan<T> {

        private static final long serialVersionUID = 1L;

        private final MutabilityPlan<T> domain;
        private final transient ValueCodec<T> codec;
        private final transient EntityScope scope;
        private final transient Column place;

        SealedPlan(MutabilityPlan<T> domain, ValueCodec<T> codec, EntityScope scope, Column place) {
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
            return value == null
                    ? null
                    : new SealedCacheValue(cacheSeal(session).seal(place, codec.encode(value)));
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
}
