package io.rowseal.hibernate.internal.type;

import io.rowseal.persistence.ValueCodec;
import java.util.Arrays;
import org.hibernate.SharedSessionContract;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.AbstractClassJavaType;
import org.hibernate.type.descriptor.java.MutabilityPlan;
import org.jspecify.annotations.Nullable;

/**
 * Hibernate's view of a class whose own {@code equals} cannot be relied on to tell whether a value was changed: values are
 * compared and copied by their encodings, so that each change that would be stored is found at flush, and no other.
 *
 * @param <T> the domain type
 */
public final class EncodedJavaType<T> extends AbstractClassJavaType<T> {

    private static final long serialVersionUID = 1L;

    private final transient ValueCodec<T> codec;

    EncodedJavaType(ValueCodec<T> codec) {
        super(codec.type(), new EncodedCopies<>(codec));
        this.codec = codec;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // The same object, or both null: no need to encode.
    public boolean areEqual(@Nullable T one, @Nullable T another) {
        if (one == another) {
            return true;
        }
        return one != null && another != null && Arrays.equals(codec.encode(one), codec.encode(another));
    }

    @Override
    public int extractHashCode(T value) {
        return Arrays.hashCode(codec.encode(value));
    }

    /** Hibernate logs it. */
    @Override
    public String toString(@Nullable T value) {
        return value == null ? "null" : "<encrypted>";
    }

    @Override
    public T fromString(CharSequence text) {
        throw new UnsupportedOperationException("an encrypted value has no text");
    }

    @Override
    public <X> @Nullable X unwrap(@Nullable T value, Class<X> type, WrapperOptions options) {
        if (value == null) {
            return null;
        }
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        throw unknownUnwrap(type);
    }

    @Override
    public <X> @Nullable T wrap(@Nullable X value, WrapperOptions options) {
        if (value == null) {
            return null;
        }
        if (isInstance(value)) {
            return cast(value);
        }
        throw unknownWrap(value.getClass());
    }

    /** Copies; the second-level cache is {@link EncodedType}'s. */
    private record EncodedCopies<T>(ValueCodec<T> codec) implements MutabilityPlan<T> {

        @Override
        public boolean isMutable() {
            return true;
        }

        @Override
        public @Nullable T deepCopy(@Nullable T value) {
            return value == null ? null : codec.decode(codec.encode(value));
        }

        @Override
        public java.io.@Nullable Serializable disassemble(@Nullable T value, SharedSessionContract session) {
            throw new IllegalStateException("only sealed values go to a cache");
        }

        @Override
        public @Nullable T assemble(java.io.@Nullable Serializable cached, SharedSessionContract session) {
            throw new IllegalStateException("only sealed values go to a cache");
        }
    }
}
