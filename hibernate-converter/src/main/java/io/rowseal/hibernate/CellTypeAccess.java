package io.rowseal.hibernate;

import java.util.function.Function;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Value;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.spi.TypeConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Gives an attribute its {@link CellJdbcType}, by which an encrypted attribute is recognised in the finished mapping.
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

    /**
     * The encrypted attribute behind a value of the finished mapping, null if it is not encrypted. Resolves the value, so it is
     * not for a mapping that is still being built; before Hibernate 7.4 a value does not tell this access itself.
     */
    static @Nullable EncryptedAttribute attributeOf(Value value) {
        return value instanceof BasicValue basic && basic.resolve().getJdbcType() instanceof CellJdbcType cell
                ? cell.attribute()
                : null;
    }
}
