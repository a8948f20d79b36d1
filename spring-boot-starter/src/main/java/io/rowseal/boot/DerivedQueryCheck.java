package io.rowseal.boot;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.data.core.PropertyPath;
import org.springframework.data.domain.Sort;
import org.springframework.data.repository.query.parser.Part;
import org.springframework.data.repository.query.parser.Part.Type;
import org.springframework.data.repository.query.parser.PartTree;

/**
 * Reads the name of a derived query, and refuses what it asks of an encrypted attribute if the database cannot answer it. The
 * check of Hibernate queries would refuse it too, but at its first call.
 */
final class DerivedQueryCheck {

    private static final Set<Type> NULL = EnumSet.of(Type.IS_NULL, Type.IS_NOT_NULL);
    private static final Set<Type> EQUALITY = EnumSet.of(
            Type.SIMPLE_PROPERTY, Type.NEGATING_SIMPLE_PROPERTY, Type.IN, Type.NOT_IN, Type.TRUE, Type.FALSE);

    private DerivedQueryCheck() {}

    /**
     * Checks the name of a method.
     *
     * @throws UnsupportedEncryptedQueryException if the database cannot answer it
     */
    static void check(Method method, Class<?> entity) {
        PartTree tree = new PartTree(method.getName(), entity);
        tree.getParts().forEach(part -> check(method, part));
        for (Sort.Order order : tree.getSort()) {
            PropertyPath property = PropertyPath.from(order.getProperty(), entity);
            if (EncryptedProperty.of(property).isEncrypted()) {
                throw refusal(method, property, "OrderBy", "sort after reading");
            }
        }
    }

    private static void check(Method method, Part part) {
        PropertyPath path = part.getProperty();
        EncryptedProperty property = EncryptedProperty.of(path);
        if (!property.isEncrypted() || NULL.contains(part.getType())) {
            return;
        }
        if (ignoresCase(part)) {
            throw refusal(method, path, "IgnoreCase", "store the value in one case and compare it exactly");
        }
        if (!EQUALITY.contains(part.getType())) {
            throw refusal(
                    method,
                    path,
                    part.getType().name(),
                    "with @BlindIndex it can be compared by equality, Not, In and NotIn; compare anything else after reading");
        }
        if (!property.isIndexed()) {
            throw refusal(
                    method,
                    path,
                    "a comparison by equality",
                    "add @BlindIndex to it to find equal values, or compare after reading");
        }
    }

    private static boolean ignoresCase(Part part) {
        return switch (part.shouldIgnoreCase()) {
            case NEVER -> false;
            case ALWAYS -> true;
            case WHEN_POSSIBLE -> part.getProperty().getLeafProperty().getType() == String.class;
        };
    }

    private static UnsupportedEncryptedQueryException refusal(
            Method method, PropertyPath property, String asked, String allowed) {
        return new UnsupportedEncryptedQueryException(name(method) + ": attribute '"
                + property.getOwningType().getType().getSimpleName() + "." + property.toDotPath()
                + "' is encrypted and cannot be used in " + asked + ": " + allowed);
    }

    /** Class and name. */
    static String name(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }
}
