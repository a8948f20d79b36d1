package io.rowseal.hibernate.internal.type;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.JdbcLiteralFormatter;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.jspecify.annotations.Nullable;

/** Binds a value that is compared with an indexed attribute: only its index, 17 bytes or 24 characters. */
public final class SearchJdbcType implements JdbcType {

    private static final long serialVersionUID = 1L;

    private final transient EncryptedAttribute attribute;

    public SearchJdbcType(EncryptedAttribute attribute) {
        this.attribute = attribute;
    }

    EncryptedAttribute attribute() {
        return attribute;
    }

    @Override
    public int getJdbcTypeCode() {
        return attribute.text() ? Types.VARCHAR : Types.VARBINARY;
    }

    /** None: literals are bound as parameters. */
    @Override
    public <T> @Nullable JdbcLiteralFormatter<T> getJdbcLiteralFormatter(JavaType<T> javaType) {
        return null;
    }

    @Override
    public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
        return new ValueBinder<>() {
            @Override
            public void bind(PreparedStatement statement, @Nullable X value, int index, WrapperOptions options)
                    throws SQLException {
                if (value == null) {
                    statement.setNull(index, getJdbcTypeCode());
                } else if (attribute.text()) {
                    statement.setString(index, attribute.ciphers().of(options).queryText((Cell) value));
                } else {
                    statement.setBytes(index, attribute.ciphers().of(options).query((Cell) value));
                }
            }

            @Override
            public void bind(CallableStatement statement, @Nullable X value, String name, WrapperOptions options) {
                throw QueryRefusals.of(attribute, "a comparison in a callable statement", "compare it in HQL");
            }
        };
    }

    @Override
    public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
        return new NoExtractor<>(attribute);
    }

    @Override
    public String toString() {
        return "SearchJdbcType[" + attribute + "]";
    }
}
