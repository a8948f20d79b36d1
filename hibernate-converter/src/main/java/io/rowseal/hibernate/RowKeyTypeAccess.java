package io.rowseal.hibernate;

import java.util.function.Function;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.spi.TypeConfiguration;

/**
 * Gives the hidden row key its JDBC type.
 *
 * @param runtime what encrypts
 * @param table whose row keys they are
 */
record RowKeyTypeAccess(EncryptionRuntime runtime, ScopedTable table) implements Function<TypeConfiguration, JdbcType> {

    @Override
    public JdbcType apply(TypeConfiguration configuration) {
        return new RowKeyJdbcType(runtime.statement().rowKeys(), table);
    }
}
