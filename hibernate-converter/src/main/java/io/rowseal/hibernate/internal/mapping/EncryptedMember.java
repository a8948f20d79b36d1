package io.rowseal.hibernate.internal.mapping;

import io.rowseal.persistence.Encrypted;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field or getter that carries {@link Encrypted}, directly or through an annotation of its own.
 *
 * @param member the field or getter
 * @param property the name of the attribute
 * @param type its declared type
 */
public record EncryptedMember(Member member, String property, Class<?> type) {

    /** All of a class, its superclasses and interfaces. */
    static List<EncryptedMember> of(Class<?> owner) {
        return of(owner, Encrypted.class);
    }

    /** The fields and getters of a class, its superclasses and interfaces that carry an annotation, directly or through one of their own. */
    static List<EncryptedMember> of(Class<?> owner, Class<? extends Annotation> annotation) {
        List<EncryptedMember> found = new ArrayList<>();
        for (Class<?> type : typesOf(owner)) {
            Members.declaredBy(type)
                    .filter(member -> carries(member, annotation))
                    .map(Member.class::cast)
                    .forEach(member ->
                            found.add(new EncryptedMember(member, Members.propertyOf(member), Members.typeOf(member))));
        }
        return found;
    }

    /** The class, its superclasses, then all their interfaces, whose annotations Hibernate does not look at. */
    private static Set<Class<?>> typesOf(Class<?> owner) {
        Set<Class<?>> types = new LinkedHashSet<>(Members.withSuperclasses(owner));
        List.copyOf(types).forEach(type -> addInterfaces(type, types));
        return types;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> types) {
        for (Class<?> implemented : type.getInterfaces()) {
            types.add(implemented);
            addInterfaces(implemented, types);
        }
    }

    static @Nullable EncryptedMember find(Class<?> owner, String property) {
        return of(owner).stream()
                .filter(member -> member.property.equals(property))
                .findFirst()
                .orElse(null);
    }

    /** Its declared type with type arguments. */
    Type genericType() {
        return Members.genericTypeOf(member);
    }

    <A extends Annotation> @Nullable A annotation(Class<A> type) {
        return ((AnnotatedElement) member).getAnnotation(type);
    }

    boolean has(Class<? extends Annotation> type) {
        return annotation(type) != null;
    }

    /** For messages. */
    String name() {
        return member.getDeclaringClass().getName() + "." + property;
    }

    private static boolean carries(AnnotatedElement element, Class<? extends Annotation> annotation) {
        return Arrays.stream(element.getAnnotations())
                .map(Annotation::annotationType)
                .anyMatch(type -> type == annotation || type.isAnnotationPresent(annotation));
    }
}
