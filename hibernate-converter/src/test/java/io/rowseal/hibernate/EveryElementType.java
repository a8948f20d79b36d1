package io.rowseal.hibernate;

import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OrderColumn;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;

/**
 * Entities with an encrypted list, and an encrypted map, of the type of each attribute of {@link EveryType}. They are generated,
 * so that no type can be forgotten.
 */
final class EveryElementType {

    static final String LISTS = "EveryList";
    static final String MAPS = "EveryMap";

    private static final AnnotationDescription COLLECTION =
            AnnotationDescription.Builder.ofType(ElementCollection.class).build();

    private EveryElementType() {}

    static List<String> attributes() {
        return Arrays.stream(EveryType.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Encrypted.class))
                // Elements that are JSON are refused, which ElementRefusalsTest shows.
                .filter(field -> !field.getAnnotation(Encrypted.class).json())
                .map(Field::getName)
                .toList();
    }

    /** Their elements have a position, so that one can be null. */
    static Class<?> lists() {
        AnnotationDescription position = AnnotationDescription.Builder.ofType(OrderColumn.class)
                .define("name", "at")
                .build();
        DynamicType.Builder<?> entity = entity(LISTS);
        for (String attribute : attributes()) {
            entity = entity.defineField(attribute, list(type(attribute)), Visibility.PUBLIC)
                    .annotateField(encrypted(attribute))
                    .annotateField(COLLECTION, position);
        }
        return load(entity);
    }

    static Class<?> maps() {
        DynamicType.Builder<?> entity = entity(MAPS);
        for (String attribute : attributes()) {
            entity = entity.defineField(attribute, map(type(attribute)), Visibility.PUBLIC)
                    .annotateField(encrypted(attribute))
                    .annotateField(COLLECTION);
        }
        return load(entity);
    }

    static Object newEntity(Class<?> type, long id, String attribute, Object content) {
        try {
            Object entity = type.getConstructor().newInstance();
            type.getField("id").set(entity, id);
            type.getField(attribute).set(entity, content);
            return entity;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Object get(Object entity, String attribute) {
        try {
            return entity.getClass().getField(attribute).get(entity);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Object> list(List<TypeSamples.Sample> samples) {
        List<Object> values = new ArrayList<>();
        samples.forEach(sample -> values.add(sample.value()));
        return values;
    }

    static Map<Integer, Object> map(List<TypeSamples.Sample> samples) {
        Map<Integer, Object> values = new LinkedHashMap<>();
        samples.forEach(sample -> values.put(values.size(), sample.value()));
        return values;
    }

    private static DynamicType.Builder<?> entity(String name) {
        return new ByteBuddy()
                .subclass(Object.class)
                .name(EveryElementType.class.getPackageName() + "." + name)
                .annotateType(AnnotationDescription.Builder.ofType(Entity.class).build())
                .defineField("id", Long.class, Visibility.PUBLIC)
                .annotateField(AnnotationDescription.Builder.ofType(Id.class).build());
    }

    private static Class<?> load(DynamicType.Builder<?> entity) {
        return entity.make()
                .load(
                        EveryElementType.class.getClassLoader(),
                        ClassLoadingStrategy.UsingLookup.of(MethodHandles.lookup()))
                .getLoaded();
    }

    /** The annotations that the attribute has in {@link EveryType}. */
    private static List<AnnotationDescription> encrypted(String attribute) {
        List<AnnotationDescription> annotations = new ArrayList<>();
        Field field = field(attribute);
        annotations.add(AnnotationDescription.ForLoadedAnnotation.of(field.getAnnotation(Encrypted.class)));
        if (field.isAnnotationPresent(Column.class)) {
            annotations.add(AnnotationDescription.ForLoadedAnnotation.of(field.getAnnotation(Column.class)));
        }
        return annotations;
    }

    private static TypeDescription.Generic list(Class<?> element) {
        return TypeDescription.Generic.Builder.parameterizedType(List.class, element)
                .build();
    }

    private static TypeDescription.Generic map(Class<?> value) {
        return TypeDescription.Generic.Builder.parameterizedType(Map.class, Integer.class, value)
                .build();
    }

    private static Class<?> type(String attribute) {
        return field(attribute).getType();
    }

    private static Field field(String attribute) {
        try {
            return EveryType.class.getDeclaredField(attribute);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }
}
