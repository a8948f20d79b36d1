package io.rowseal.hibernate.internal.rowkey;

import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.scope.ScopedTable;
import java.util.function.Function;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.spi.TypeConfiguration;

/**
 * Gives the hidden row key its JDBC type.
 *
 * @param keyScopes what encrypts
 * @param table whose row keys they are
 */
public record RowKeyTypeAccess(KeyScopes keyScopes, ScopedTable table)
        implements Function<TypeConfiguration, JdbcType> {

    @Override
    public JdbcType apply(TypeConfiguration configuration) {
        return new RowKeyJdbcType(keyScopes.statement().rowKeys(), table);
    }
}
