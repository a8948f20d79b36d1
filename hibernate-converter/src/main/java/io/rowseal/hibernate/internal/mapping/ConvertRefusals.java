package io.rowseal.hibernate.internal.mapping;

import jakarta.persistence.Convert;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.boot.model.convert.spi.ConverterAutoApplyHandler;
import org.hibernate.boot.model.convert.spi.ConverterDescriptor;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.models.spi.AnnotationTarget;
import org.hibernate.models.spi.ClassDetails;
import org.hibernate.models.spi.MemberDetails;
import org.hibernate.models.spi.ModelsContext;

/**
 * Refuses converters that are given to an encrypted attribute from outside of it: on its entity, or on the embeddable that it is
 * in. Encryption would silently leave them out.
 */
public final class ConvertRefusals {

    /** How the value of a collection or map is named before the path inside of it. */
    private static final Pattern OF_ELEMENT = Pattern.compile("^(element|value)\\.");

    private final ModelsContext models;
    private final String name;

    private ConvertRefusals(ModelsContext models, String name) {
        this.models = models;
        this.name = name;
    }

    static void check(MetadataBuildingContext context, MappedPlace place) {
        new ConvertRefusals(context.getBootstrapContext().getModelsContext(), place.name()).check(place);
    }

    /** Those of the attribute itself, and those that Hibernate would apply to every attribute of its type. */
    static void checkMember(
            MetadataBuildingContext context, MappedAnnotations annotations, String name, boolean element) {
        ConverterAutoApplyHandler automatic =
                context.getMetadataCollector().getConverterRegistry().getAttributeConverterAutoApplyHandler();
        ModelsContext models = context.getBootstrapContext().getModelsContext();
        for (MemberDetails member : annotations.members()) {
            Convert[] converts = member.getRepeatedAnnotationUsages(Convert.class, models);
            boolean disabled = converts != null && converts.length > 0;
            if (disabled) {
                for (Convert convert : converts) {
                    if (!convert.disableConversion()) {
                        throw AnnotationRefusals.refusal(name, "@Convert", AnnotationRefusals.TYPE_OF_ITS_OWN);
                    }
                }
                continue;
            }
            ConverterDescriptor<?, ?> converter = element
                    ? automatic.findAutoApplyConverterForCollectionElement(member, context)
                    : automatic.findAutoApplyConverterForAttribute(member, context);
            if (converter != null) {
                throw AnnotationRefusals.refusal(
                        name,
                        "the converter "
                                + converter.getAttributeConverterClass().getName() + " (autoApply = true)",
                        "the encrypted type replaces it. Put @Convert(disableConversion = true) on the attribute if its values"
                                + " may be stored as they are, or convert in its getter and setter");
            }
        }
    }

    private void check(MappedPlace place) {
        Class<?> entity = place.entity().getMappedClass();
        if (entity == null) {
            return;
        }
        String path = place.path();
        ClassDetails type = models.getClassDetailsRegistry().resolveClassDetails(entity.getName());
        refuseOnClass(type, path);
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.')) {
            String segment = path.substring(0, dot);
            path = path.substring(dot + 1);
            ClassDetails inside = null;
            for (MemberDetails embedded : members(type, segment)) {
                refuse(embedded, path, "@Convert on '" + segment + "'");
                inside = embedded.getAssociatedType().determineRawClass();
            }
            if (inside == null) {
                return;
            }
            type = inside;
            refuseOnClass(type, path);
        }
    }

    private void refuseOnClass(ClassDetails start, String path) {
        for (ClassDetails type = start; type != null; type = type.getSuperClass()) {
            refuse(type, path, "@Convert on class " + type.getName());
        }
    }

    private void refuse(AnnotationTarget target, String path, String where) {
        Convert[] converts = target.getRepeatedAnnotationUsages(Convert.class, models);
        if (converts == null) {
            return; // How Hibernate says that there are none.
        }
        for (Convert convert : converts) {
            String converted = OF_ELEMENT.matcher(convert.attributeName()).replaceFirst("");
            if (converted.equals(path)) {
                throw AnnotationRefusals.refusal(name, where, AnnotationRefusals.TYPE_OF_ITS_OWN);
            }
        }
    }

    private static List<MemberDetails> members(ClassDetails start, String attribute) {
        List<MemberDetails> found = new ArrayList<>();
        for (ClassDetails type = start; type != null && found.isEmpty(); type = type.getSuperClass()) {
            Stream.concat(type.getFields().stream(), type.getMethods().stream())
                    .filter(member -> attribute.equals(member.resolveAttributeName()))
                    .forEach(found::add);
        }
        return found;
    }
}
