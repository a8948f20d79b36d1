package io.rowseal.persistence;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;

/** Refuses types of which Jackson could write values but not read them as what they were. */
final class JsonTypes {

    private static final Set<Class<?>> ANYTHING = Set.of(Object.class, Serializable.class, Comparable.class);

    private final DeserializationConfig config;
    private final ClassIntrospector classes;
    private final Set<JavaType> seen = new HashSet<>();

    private JsonTypes(DeserializationConfig config) {
        this.config = config;
        this.classes = config.classIntrospectorInstance();
    }

    /**
     * Looks at a type and at the properties of its class, and theirs.
     *
     * @throws IllegalArgumentException if one is an interface or abstract, or {@code Object}, and does not say which class its
     *     values are of
     */
    static void requireReadable(JavaType type, DeserializationConfig config) {
        new JsonTypes(config).type(type);
    }

    private void type(JavaType type) {
        if (!seen.add(type)) {
            return;
        }
        if (type.isContainerType() || type.isReferenceType()) {
            content(type);
            return;
        }
        Class<?> raw = type.getRawClass();
        if (raw.getName().startsWith("java.") || raw.isEnum() || raw.isPrimitive()) {
            return;
        }
        AnnotatedClass annotated = classes.introspectClassAnnotations(type);
        if (saysClass(annotated) || hasCreator(raw)) {
            return;
        }
        if (Modifier.isAbstract(raw.getModifiers())) {
            throw new IllegalArgumentException("values of " + raw.getName() + " cannot be read from JSON, because it is "
                    + (raw.isInterface() ? "an interface" : "abstract")
                    + " and does not say which class a value is of: give it @JsonTypeInfo(use = Id.NAME), and @JsonSubTypes"
                    + " unless it is sealed, or declare the class of the values");
        }
        BeanDescription bean = classes.introspectForDeserialization(type, annotated);
        bean.findProperties().forEach(property -> property(raw, property));
    }

    private void content(JavaType type) {
        for (JavaType content : Arrays.asList(type.getKeyType(), type.getContentType())) {
            if (content != null && !ANYTHING.contains(content.getRawClass())) {
                type(content);
            }
        }
    }

    private void property(Class<?> owner, BeanPropertyDefinition property) {
        if (!property.couldDeserialize() || saysClass(property.getPrimaryMember())) {
            return;
        }
        JavaType type = property.getPrimaryType();
        if (ANYTHING.contains(type.getRawClass())) {
            throw new IllegalArgumentException("property '" + property.getName() + "' of " + owner.getName() + " is declared as "
                    + type.getRawClass().getName() + ", so JSON would give an object back as a Map: declare it with the class of"
                    + " its values, or give it @JsonTypeInfo");
        }
        type(type);
    }

    private boolean saysClass(@Nullable Annotated annotated) {
        AnnotationIntrospector annotations = config.getAnnotationIntrospector();
        return annotated != null
                && (annotations.findPolymorphicTypeInfo(config, annotated) != null
                        || annotations.findTypeResolverBuilder(config, annotated) != null
                        || annotations.findDeserializer(config, annotated) != null
                        || annotations.findContentDeserializer(config, annotated) != null
                        || isRefined(annotations, annotated));
    }

    /** {@code @JsonDeserialize(as = ...)} names a class. */
    private boolean isRefined(AnnotationIntrospector annotations, Annotated annotated) {
        JavaType type = annotated instanceof AnnotatedClass named
                ? config.constructType(named.getRawType())
                : config.constructType(annotated.getRawType());
        return annotations.refineDeserializationType(config, annotated, type) != type;
    }

    private static boolean hasCreator(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).anyMatch(method -> method.isAnnotationPresent(JsonCreator.class));
    }

    /**
     * Whether a value of a collection or map that is declared with {@code Object} comes back as what it is. Numbers without a
     * declared class come back as Integer, Long or BigInteger by their size, and as Double.
     */
    static boolean comesBack(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Integer) {
            return true;
        }
        if (value instanceof Long number) {
            return number != number.intValue();
        }
        if (value instanceof BigInteger number) {
            return number.bitLength() >= Long.SIZE;
        }
        if (value instanceof Double number) {
            return !number.isNaN() && !number.isInfinite();
        }
        if (value instanceof Map<?, ?> map) {
            return map.keySet().stream().allMatch(String.class::isInstance)
                    && map.values().stream().allMatch(JsonTypes::comesBack);
        }
        return value instanceof Collection<?> values
                && !(value instanceof Set<?>)
                && values.stream().allMatch(JsonTypes::comesBack);
    }
}
