package io.rowseal.hibernate.internal.rowkey;

import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Map;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.property.access.spi.Getter;
import org.hibernate.property.access.spi.PropertyAccess;
import org.hibernate.property.access.spi.PropertyAccessStrategy;
import org.hibernate.property.access.spi.Setter;
import org.jspecify.annotations.Nullable;

/** Access to the hidden row key: entities have no member for it, Hibernate keeps it in its persistence context. */
public final class RowKeyAccess implements PropertyAccessStrategy, PropertyAccess, Getter, Setter {

    private static final long serialVersionUID = 1L;

    @Override
    public PropertyAccess buildPropertyAccess(Class<?> container, String property, boolean setterRequired) {
        return this;
    }

    @Override
    public PropertyAccessStrategy getPropertyAccessStrategy() {
        return this;
    }

    @Override
    public Getter getGetter() {
        return this;
    }

    @Override
    public Setter getSetter() {
        return this;
    }

    /** Like a lazy attribute that was not fetched: it is not dirty, and not overwritten by a merge. */
    @Override
    public Object get(Object owner) {
        return LazyPropertyInitializer.UNFETCHED_PROPERTY;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable Object getForInsert(Object owner, Map merged, SharedSessionContractImplementor session) {
        return null;
    }

    @Override
    public void set(Object target, @Nullable Object value) {
        // The entity does not hold it.
    }

    @Override
    public Class<?> getReturnTypeClass() {
        return byte[].class;
    }

    @Override
    public Type getReturnType() {
        return byte[].class;
    }

    @Override
    public @Nullable Member getMember() {
        return null;
    }

    @Override
    public @Nullable String getMethodName() {
        return null;
    }

    @Override
    public @Nullable Method getMethod() {
        return null;
    }
}
