package io.rowseal.boot;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.data.core.PropertyReferenceException;
import org.springframework.data.repository.core.RepositoryInformation;
import org.springframework.data.repository.core.support.RepositoryProxyPostProcessor;

/**
 * Looks at all queries of a repository before Spring Data does, which would end with the first that is refused, and would see
 * others at their first call only.
 */
final class RepositoryQueryCheck implements RepositoryProxyPostProcessor {

    private final BeanFactory beans;
    private final RefusedQueries refused;

    RepositoryQueryCheck(BeanFactory beans, RefusedQueries refused) {
        this.beans = beans;
        this.refused = refused;
    }

    @Override
    public void postProcess(ProxyFactory proxy, RepositoryInformation repository) {
        proxy.addAdvice(new SortCheck(repository.getDomainType()));
        Optional<EntityManagerFactory> factory = beans.getBeanProvider(EntityManagerFactory.class).stream()
                .filter(each -> entity(each, repository.getDomainType()).isPresent())
                .findFirst();
        if (factory.isEmpty()) {
            return;
        }
        String entityName = entity(factory.get(), repository.getDomainType())
                .map(EntityType::getName)
                .orElseThrow();
        List<String> refusals = new ArrayList<>();
        try (EntityManager entityManager = factory.get().createEntityManager()) {
            for (Method method : repository.getQueryMethods()) {
                refusals.addAll(
                        DeclaredQueryCheck.isDeclared(method)
                                ? DeclaredQueryCheck.refusals(method, entityName, entityManager)
                                : derived(method, repository.getDomainType(), entityName, entityManager));
            }
        }
        if (!refusals.isEmpty()) {
            Collections.sort(refusals);
            refused.refuse(refusals);
        }
    }

    private static Optional<EntityType<?>> entity(EntityManagerFactory factory, Class<?> type) {
        return factory.getMetamodel().getEntities().stream()
                .filter(entity -> entity.getJavaType() == type)
                .findFirst();
    }

    private static List<String> derived(
            Method method, Class<?> entity, String entityName, EntityManager entityManager) {
        try {
            DerivedQueryCheck.check(method, entity);
            return List.of();
        } catch (UnsupportedEncryptedQueryException e) {
            return isNamed(entityName + "." + method.getName(), entityManager) ? List.of() : List.of(e.getMessage());
        } catch (PropertyReferenceException e) {
            // The name of a named query, or a mistake that Spring Data finds by itself.
            return List.of();
        }
    }

    private static boolean isNamed(String name, EntityManager entityManager) {
        try {
            entityManager.createNamedQuery(name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
