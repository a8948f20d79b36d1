package io.rowseal.hibernate;

import io.rowseal.persistence.ValueCodec;
import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.java.MutabilityPlan;
import org.hibernate.type.internal.ConvertedBasicTypeImpl;
import org.jspecify.annotations.Nullable;

/**
 * The type of one attribute whose values are compared by encoding. A converter class would not do: Hibernate takes how to compare
 * from the attribute's class alone, for all attributes of that class, and knows no difference between lists of this and that.
 *
 * @param <T> the domain type
 */
final class EncodedType<T> extends ConvertedBasicTypeImpl<T> {

    private static final long serialVersionUID = 1L;

    private final transient MutabilityPlan<T> mutabilityPlan;

    private EncodedType(String name, CellJdbcType jdbcType, Converter<T> converter) {
        super(name, name, jdbcType, converter);
        this.mutabilityPlan = converter.domain().getMutabilityPlan();
    }

    static <T> EncodedType<T> of(
            EncryptedAttribute attribute, ValueCodec<T> codec, EncryptionRuntime runtime, JavaType<Cell> cells) {
        EncodedJavaType<T> domain =
                new EncodedJavaType<>(codec, attribute.ciphers().scope(), attribute.cachePlace());
        return new EncodedType<>(
                EXTERNALIZED_PREFIX + "@rowseal(" + attribute.name() + ")",
                new CellJdbcType(attribute, runtime),
                new Converter<>(codec, runtime, domain, cells));
    }

    MutabilityPlan<T> mutabilityPlan() {
        return mutabilityPlan;
    }

    private record Converter<T>(
            ValueCodec<T> codec, EncryptionRuntime runtime, EncodedJavaType<T> domain, JavaType<Cell> cells)
            implements BasicValueConverter<T, Cell> {

        @Override
        public @Nullable T toDomainValue(@Nullable Cell cell) {
            return cell == null ? null : codec.decode(cell.encoded(runtime));
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
}
