package io.rowseal.hibernate;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeMap;
import org.hibernate.Hibernate;

/** Fills and prints entities by their fields, so that twins are treated alike. */
final class TwinPrinter {

    private TwinPrinter() {}

    private static boolean isEntity(Object value) {
        Class<?> type = Hibernate.getClass(value);
        return type.isAnnotationPresent(Entity.class) || type.isAnnotationPresent(Embeddable.class);
    }

    /** All values that were read, without what is still to be fetched. */
    static String print(Object value) {
        if (value == null || !isEntity(value)) {
            return value instanceof Object[] array
                    ? Arrays.stream(array).map(TwinPrinter::print).toList().toString()
                    : value instanceof Collection<?> many ? new ArrayList<>(many).toString() : String.valueOf(value);
        }
        Object entity = Hibernate.unproxy(value);
        TreeMap<String, String> printed = new TreeMap<>();
        for (Class<?> type = entity.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                try {
                    Object read = Modifier.isStatic(field.getModifiers()) ? null : field.get(entity);
                    if (read != null && Hibernate.isInitialized(read)) {
                        printed.put(field.getName(), print(read));
                    }
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return printed.toString();
    }

    static Object create(Class<?> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Creates a class that is nested in another one. */
    static Object create(Class<?> outer, String simpleName) {
        return Arrays.stream(outer.getDeclaredClasses())
                .filter(type -> type.getSimpleName().equals(simpleName))
                .map(TwinPrinter::create)
                .findFirst()
                .orElseThrow();
    }

    /** Sets a field, if the class or one of its superclasses has it. */
    static void set(Object target, String name, Object value) {
        Field field = field(target, name);
        if (field != null) {
            try {
                field.set(target, value);
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
    }

    static Field field(Object target, String name) {
        for (Class<?> type = target.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
        }
        return null;
    }
}
