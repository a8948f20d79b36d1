package io.rowseal.boot;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.data.core.PropertyPath;
import org.springframework.data.core.PropertyReferenceException;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;

/** Refuses to sort by encrypted properties as Spring Data refuses to sort by unknown ones. */
final class SortCheck implements MethodInterceptor {

    private final Class<?> entity;

    SortCheck(Class<?> entity) {
        this.entity = entity;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        for (@Nullable Object argument : call.getArguments()) {
            if (argument instanceof Sort sort) {
                check(sort);
            } else if (argument instanceof Pageable pageable) {
                check(pageable.getSort());
            }
        }
        return call.proceed();
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
