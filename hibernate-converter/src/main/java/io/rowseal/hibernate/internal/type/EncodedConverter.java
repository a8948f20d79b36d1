package io.rowseal.hibernate.internal.type;

import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.persistence.ValueCodec;
import jakarta.persistence.AttributeConverter;
import org.jspecify.annotations.Nullable;

/**
 * Converts the values of one attribute to their encoding, and back what was read. Immutable.
 *
 * @param codec encodes the values
 * @param keyScopes opens cells that a cache returns by value
 * @param <X> the domain type
 */
public record EncodedConverter<X>(ValueCodec<X> codec, KeyScopes keyScopes) implements AttributeConverter<X, Cell> {

    @Override
    public @Nullable Cell convertToDatabaseColumn(@Nullable X value) {
        return value == null ? null : Cell.ofValue(codec.encode(value));
    }

    @Override
    public @Nullable X convertToEntityAttribute(@Nullable Cell cell) {
        return cell == null ? null : codec.decode(cell.encoded(keyScopes));
    }
}
