package io.rowseal.boot;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryRewriter;

/** Lets Hibernate parse what {@code @Query} says, which refuses what it asks of encrypted attributes. */
final class DeclaredQueryCheck {

    private static final Pattern EXPRESSION = Pattern.compile("[:?]#\\{[^}]*}");

    private DeclaredQueryCheck() {}

    static boolean isDeclared(Method method) {
        Query query = query(method);
        return query != null && !(query.value().isEmpty() && query.name().isEmpty());
    }

    /** What is refused of the queries of a method. */
    static List<String> refusals(Method method, String entityName, EntityManager entityManager) {
        Query query = query(method);
        List<String> refusals = new ArrayList<>();
        if (query == null || query.queryRewriter() != QueryRewriter.IdentityQueryRewriter.class) {
            return refusals;
        }
        for (String text : List.of(query.value(), query.countQuery())) {
            if (!text.isEmpty()) {
                String plain = EXPRESSION
                        .matcher(text.replace("#{#entityName}", entityName))
                        .replaceAll(":expression");
                String refusal = refusal(plain, query.nativeQuery(), entityManager);
                if (refusal != null) {
                    refusals.add(DerivedQueryCheck.name(method) + ": " + refusal);
                }
            }
        }
        return refusals;
    }

    private static @Nullable Query query(Method method) {
        return AnnotatedElementUtils.findMergedAnnotation(method, Query.class);
    }

    private static @Nullable String refusal(String text, boolean nativeQuery, EntityManager entityManager) {
        try {
            if (nativeQuery) {
                entityManager.createNativeQuery(text);
            } else {
                entityManager.createQuery(text);
            }
            return null;
        } catch (UnsupportedEncryptedQueryException e) {
            return e.getMessage();
        } catch (IllegalArgumentException e) {
            // Another mistake, which Spring Data finds by itself and reports with its own words.
            return null;
        }
    }
}
