package io.rowseal.hibernate;

import java.util.function.Function;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Value;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.spi.TypeConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Gives an attribute its {@link CellJdbcType}; being part of the mapping, it is also how an encrypted attribute is recognised
 * there.
 *
 * @param attribute the attribute
 * @param runtime what encrypts
 */
record CellTypeAccess(EncryptedAttribute attribute, EncryptionRuntime runtime)
        implements Function<TypeConfiguration, JdbcType> {

    @Override
    public JdbcType apply(TypeConfiguration configuration) {
        return new CellJdbcType(attribute, runtime);
    }

    /** The encrypted attribute behind a mapped value, null if it is not encrypted. */
    static @Nullable EncryptedAttribute attributeOf(Value value) {
        return value instanceof BasicValue basic && basic.getExplicitJdbcTypeAccess() instanceof CellTypeAccess access
                ? access.attribute
                : null;
    }
}
