package io.rowseal.hibernate.internal.type;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import org.hibernate.dialect.Dialect;
import org.hibernate.tool.schema.extract.spi.ColumnTypeInformation;
import org.hibernate.type.BasicType;
import org.hibernate.type.descriptor.java.ArrayJavaType;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.JdbcTypeIndicators;
import org.hibernate.type.spi.TypeConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Refuses several {@link Cell}s in one parameter: each must be bound alone, for the database to take the index out of it. Where a
 * database prefers arrays, Hibernate asks for one to load by several natural ids at once, before it makes the statement.
 */
public final class CellArrayJavaType extends ArrayJavaType<Cell> {

    private static final long serialVersionUID = 1L;

    public CellArrayJavaType(JavaType<Cell> cells) {
        super(cells);
    }

    /**
     * Refuses.
     *
     * @throws UnsupportedEncryptedQueryException always
     */
    @Override
    public BasicType<?> resolveType(
            TypeConfiguration configuration,
            Dialect dialect,
            BasicType<Cell> elementType,
            @Nullable ColumnTypeInformation column,
            JdbcTypeIndicators indicators) {
        String operation = "a load by several natural ids at once, which are one array on this database";
        String allowed = "load one by one, with bySimpleNaturalId, or select with 'in' in HQL";
        if (elementType.getJdbcType() instanceof CellJdbcType cell) {
            throw QueryRefusals.of(cell.attribute(), operation, allowed);
        }
        throw new UnsupportedEncryptedQueryException(
                "encrypted values cannot be used in " + operation + ": " + allowed);
    }
}
