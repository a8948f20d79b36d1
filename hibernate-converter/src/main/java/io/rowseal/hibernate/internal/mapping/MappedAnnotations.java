package io.rowseal.hibernate.internal.mapping;

import java.lang.annotation.Annotation;
import java.lang.annotation.Repeatable;
import java.lang.reflect.Member;
import java.util.List;
import java.util.Objects;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.models.spi.ClassDetails;
import org.hibernate.models.spi.MemberDetails;
import org.hibernate.models.spi.ModelsContext;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of an encrypted attribute as Hibernate took them: those of its field or getter, and what {@code orm.xml} adds
 * to them. Reflection tells only the former.
 *
 * @param members the field, the getter, or both if both are encrypted
 */
public record MappedAnnotations(List<MemberDetails> members) {

    static MappedAnnotations of(MetadataBuildingContext context, MappedPlace place, String property) {
        ModelsContext models = context.getBootstrapContext().getModelsContext();
        return new MappedAnnotations(EncryptedMember.of(place.owner()).stream()
                .filter(member -> member.property().equals(property))
                .map(member -> details(models, member.member()))
                .filter(Objects::nonNull)
                .toList());
    }

    <A extends Annotation> @Nullable A get(Class<A> type) {
        return members.stream()
                .map(member -> member.getDirectAnnotationUsage(type))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Whether there is such an annotation, or several. */
    boolean has(Class<? extends Annotation> type) {
        Repeatable repeatable = type.getAnnotation(Repeatable.class);
        return get(type) != null || (repeatable != null && get(repeatable.value()) != null);
    }

    private static @Nullable MemberDetails details(ModelsContext models, Member member) {
        ClassDetails owner = models.getClassDetailsRegistry()
                .resolveClassDetails(member.getDeclaringClass().getName());
        if (member instanceof java.lang.reflect.Field) {
            return owner.findFieldByName(member.getName());
        }
        return owner.getMethods().stream()
                .filter(method -> method.getName().equals(member.getName())
                        && method.getArgumentTypes().isEmpty())
                .findFirst()
                .orElse(null);
    }
}
