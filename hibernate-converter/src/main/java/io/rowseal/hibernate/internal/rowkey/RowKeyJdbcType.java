package io.rowseal.hibernate.internal.rowkey;

import io.rowseal.hibernate.internal.scope.ScopedTable;
import io.rowseal.hibernate.internal.statement.RowKeySlot;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.VarbinaryJdbcType;
import org.jspecify.annotations.Nullable;

/** The JDBC side of the hidden row key: tells the cells of the same statement which key is theirs. */
public final class RowKeyJdbcType extends VarbinaryJdbcType {

    private static final long serialVersionUID = 1L;

    private final transient RowKeySlot slot;
    private final transient ScopedTable table;

    RowKeyJdbcType(RowKeySlot slot, ScopedTable table) {
        this.slot = slot;
        this.table = table;
    }

    ScopedTable table() {
        return table;
    }

    @Override
    public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
        ValueBinder<X> plain = super.getBinder(javaType);
        return new ValueBinder<>() {
            @Override
            public void bind(PreparedStatement statement, @Nullable X value, int index, WrapperOptions options)
                    throws SQLException {
                slot.rowKeyBound(
                        statement,
                        index,
                        value == null ? null : table.keys(options).rowKey((byte[]) value));
                plain.bind(statement, value, index, options);
            }

            @Override
            public void bind(CallableStatement statement, @Nullable X value, String name, WrapperOptions options)
                    throws SQLException {
                plain.bind(statement, value, name, options);
            }
        };
    }
}
