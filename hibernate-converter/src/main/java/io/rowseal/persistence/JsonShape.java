package io.rowseal.persistence;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;

/**
 * Looks at a class, and at all that it holds, for what JSON text cannot bring back: an interface or abstract class without type
 * information, which Jackson refuses only when it reads, and {@code Object}, which it reads as a map.
 */
final class JsonShape {

    private final DeserializationConfig config;
    private final ClassIntrospector classes;
    private final AnnotationIntrospector annotations;
    private final Set<JavaType> seen = new HashSet<>();
    private boolean dynamic;

    private JsonShape(DeserializationConfig config) {
        this.config = config;
        this.classes = config.classIntrospectorInstance();
        this.annotations = config.getAnnotationIntrospector();
    }

    /**
     * Checks a type.
     *
     * @return whether it holds elements of {@code Object}, such as {@code Map<String, Object>}, whose values may come back as others
     * @throws IllegalArgumentException if values cannot be read back, naming the property and what to do
     */
    static boolean isDynamic(DeserializationConfig config, JavaType type) {
        JsonShape shape = new JsonShape(config);
        shape.visit(type, type.getRawClass().getName());
        return shape.dynamic;
    }

    private void visit(JavaType type, String where) {
        if (type.isContainerType() || type.isReferenceType()) {
            if (type.getContentType() != null) {
                element(type.getContentType(), where);
            }
            return;
        }
        if (type.isPrimitive() || type.isEnumType() || isOfTheJdk(type.getRawClass()) || !seen.add(type)) {
            return;
        }
        AnnotatedClass annotated = classes.introspectClassAnnotations(type);
        if (saysHowToRead(annotated, type)) {
            return;
        }
        BeanDescription bean = classes.introspectForDeserialization(type, annotated);
        if (type.isAbstract() && bean.getFactoryMethodsWithMode().isEmpty()) {
            throw new IllegalArgumentException(where + " is the " + kind(type.getRawClass()) + " "
                    + type.getRawClass().getName() + ", and JSON does not say which class to read it as: give that type"
                    + " @JsonTypeInfo(use = JsonTypeInfo.Id.NAME), whose names are then part of what is stored, or declare a"
                    + " concrete class");
        }
        for (BeanPropertyDefinition property : bean.findProperties()) {
            property(property, type);
        }
    }

    private void property(BeanPropertyDefinition property, JavaType owner) {
        AnnotatedMember member = property.getMutator();
        JavaType type = property.getPrimaryType();
        if (member == null || type == null || saysHowToRead(member, type)) {
            return;
        }
        String where = "its property '" + property.getName() + "' of "
                + owner.getRawClass().getName();
        if (type.isJavaLangObject()) {
            throw new IllegalArgumentException(
                    where + " is an Object, which JSON brings back as a map, a text or a number: declare"
                            + " the class of its values, or give the property @JsonTypeInfo");
        }
        visit(type, where);
    }

    private void element(JavaType type, String where) {
        if (type.isJavaLangObject()) {
            dynamic = true;
        } else {
            visit(type, "an element of " + where);
        }
    }

    /** By type information, a deserializer or another class to read. */
    private boolean saysHowToRead(Annotated annotated, JavaType type) {
        return annotations.findPolymorphicTypeInfo(config, annotated) != null
                || annotations.findDeserializer(config, annotated) != null
                || !annotations
                        .refineDeserializationType(config, annotated, type)
                        .equals(type);
    }

    private static boolean isOfTheJdk(Class<?> type) {
        return type.getName().startsWith("java.");
    }

    private static String kind(Class<?> type) {
        return (type.isSealed() ? "sealed " : "") + (type.isInterface() ? "interface" : "abstract class");
    }
}
