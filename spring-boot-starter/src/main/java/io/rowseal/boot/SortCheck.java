package io.rowseal.boot;

import java.util.function.Function;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.data.core.PropertyPath;
import org.springframework.data.core.PropertyReferenceException;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.repository.query.FluentQuery;

/** Refuses to sort by encrypted properties as Spring Data refuses to sort by unknown ones. */
final class SortCheck implements MethodInterceptor {

    private final Class<?> entity;

    SortCheck(Class<?> entity) {
        this.entity = entity;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        @Nullable Object[] arguments = call.getArguments();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof Sort sort) {
                check(sort);
            } else if (arguments[i] instanceof Pageable pageable) {
                check(pageable.getSort());
            } else if (arguments[i] instanceof Function<?, ?> function) {
                arguments[i] = ofCheckedQuery(function);
            }
        }
        @Nullable Object result = call.proceed();
        return result instanceof FluentQuery<?> query ? checked(query) : result;
    }

    /** What {@code findBy(example, query -> query.sortBy(sort).all())} does with the query. */
    @SuppressWarnings("unchecked")
    private Function<Object, Object> ofCheckedQuery(Function<?, ?> function) {
        return argument -> ((Function<Object, Object>) function)
                .apply(argument instanceof FluentQuery<?> query ? checked(query) : argument);
    }

    private Object checked(FluentQuery<?> query) {
        ProxyFactory proxy = new ProxyFactory(query);
        proxy.addAdvice(this);
        return proxy.getProxy(FluentQuery.class.getClassLoader());
    }

    private void check(Sort sort) {
        for (Sort.Order order : sort) {
            String property = order.getProperty();
            // In a query that is written out it can begin with an alias.
            if (isEncrypted(property) || isEncrypted(property.substring(property.indexOf('.') + 1))) {
                throw new EncryptedSortException(property, entity);
            }
        }
    }

    private boolean isEncrypted(String property) {
        try {
            return EncryptedProperty.of(PropertyPath.from(property, entity)).isEncrypted();
        } catch (PropertyReferenceException | IllegalArgumentException e) {
            // Unknown, or an expression: Spring Data and Hibernate look at it.
            return false;
        }
    }
}
