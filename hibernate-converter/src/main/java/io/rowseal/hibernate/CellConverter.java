package io.rowseal.hibernate;

import io.rowseal.persistence.ValueCodec;
import io.rowseal.persistence.ValueCodecs;
import jakarta.persistence.AttributeConverter;
import org.jspecify.annotations.Nullable;

/**
 * Converts values of one domain type to their encoding. Its subclasses are generated, one for each type, because Hibernate
 * creates converters by class name. Not for application use.
 *
 * @param <X> the domain type
 */
public abstract class CellConverter<X> implements AttributeConverter<X, Cell> {

    private final ValueCodec<X> codec;
    private volatile @Nullable EncryptionRuntime runtime;

    /**
     * Called by generated subclasses.
     *
     * @param type the domain type
     */
    protected CellConverter(Class<X> type) {
        this.codec = ValueCodecs.forType(type);
    }

    /** Called when the SessionFactory is built: cells that a cache returns by value are opened with its keys. */
    final void use(EncryptionRuntime ofSessionFactory) {
        runtime = ofSessionFactory;
    }

    @Override
    public @Nullable Cell convertToDatabaseColumn(@Nullable X value) {
        return value == null ? null : Cell.ofValue(codec.encode(value));
    }

    @Override
    public @Nullable X convertToEntityAttribute(@Nullable Cell cell) {
        return cell == null ? null : codec.decode(cell.encoded(runtime));
    }
}
