package io.rowseal.hibernate.internal.type;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import java.sql.CallableStatement;
import java.sql.ResultSet;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.WrapperOptions;

/**
 * For values that only go to the database: an index cannot be turned back into a value.
 *
 * @param <X> any type
 */
public final class NoExtractor<X> implements ValueExtractor<X> {

    private final EncryptedAttribute attribute;

    NoExtractor(EncryptedAttribute attribute) {
        this.attribute = attribute;
    }

    @Override
    public X extract(ResultSet row, int index, WrapperOptions options) {
        throw refusal();
    }

    @Override
    public X extract(CallableStatement statement, int index, WrapperOptions options) {
        throw refusal();
    }

    @Override
    public X extract(CallableStatement statement, String name, WrapperOptions options) {
        throw refusal();
    }

    private UnsupportedEncryptedQueryException refusal() {
        return QueryRefusals.of(attribute, "a selected search value", "select the attribute itself");
    }
}
