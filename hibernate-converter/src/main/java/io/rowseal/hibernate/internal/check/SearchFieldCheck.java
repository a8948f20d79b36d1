package io.rowseal.hibernate.internal.check;

import io.rowseal.hibernate.internal.mapping.Members;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.model.PropertyTree;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.PersistentClass;

/**
 * Refuses encrypted attributes that Hibernate Search would write in plaintext to an index outside of the database. Knows its
 * annotations by their package, so that it need not be there.
 */
public final class SearchFieldCheck {

    private static final String PACKAGE = "org.hibernate.search.";

    private SearchFieldCheck() {}

    static void check(EncryptedModel model, Metadata metadata) {
        for (EncryptedAttribute attribute : model.attributes()) {
            check(attribute, attribute.id().owner());
            // An override in an entity of what a superclass maps. Audit entities have no class.
            for (PersistentClass entity : metadata.getEntityBindings()) {
                Class<?> mapped = entity.getMappedClass();
                if (mapped != null && attribute.id().owner().isAssignableFrom(mapped)) {
                    check(attribute, mapped);
                }
            }
        }
    }

    private static void check(EncryptedAttribute attribute, Class<?> owner) {
        String path = attribute.propertyPath();
        for (AccessibleObject member : members(owner, PropertyTree.lastOf(path))) {
            for (Annotation annotation : member.getAnnotations()) {
                Class<? extends Annotation> type = annotation.annotationType();
                if (isOfSearch(type) || Arrays.stream(type.getAnnotations()).anyMatch(SearchFieldCheck::isOfSearch)) {
                    throw ColumnFeatureCheck.refusal(
                            attribute,
                            "@" + type.getSimpleName(),
                            "Hibernate Search would write the value to its index in plaintext: remove the annotation; for"
                                    + " search by equality use @BlindIndex");
                }
            }
        }
    }

    /**
     * Field and getters, for Hibernate Search takes annotations of both, whichever of them is mapped. The getter of a field aB is
     * getAB, whose attribute would be AB by itself.
     */
    private static List<AccessibleObject> members(Class<?> owner, String property) {
        return Members.of(owner)
                .filter(member -> !(member instanceof Method method) || method.getParameterCount() == 0)
                .filter(member -> capital(Members.propertyOf((Member) member)).equals(capital(property)))
                .toList();
    }

    private static String capital(String property) {
        return property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
    }

    private static boolean isOfSearch(Annotation annotation) {
        return isOfSearch(annotation.annotationType());
    }

    private static boolean isOfSearch(Class<? extends Annotation> type) {
        return type.getName().startsWith(PACKAGE);
    }
}
