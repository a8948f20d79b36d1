package io.rowseal.hibernate;

import java.util.function.Function;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.spi.TypeConfiguration;

/**
 * Gives the hidden row key its JDBC type.
 *
 * @param runtime what encrypts
 * @param staticTableName the table name bound into the row keys
 */
record RowKeyTypeAccess(EncryptionRuntime runtime, String staticTableName)
        implements Function<TypeConfiguration, JdbcType> {

    @Override
    public JdbcType apply(TypeConfiguration configuration) {
        return new RowKeyJdbcType(runtime.slot(), runtime.table(staticTableName));
    }
}
