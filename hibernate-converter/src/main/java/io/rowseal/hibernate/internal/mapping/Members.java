package io.rowseal.hibernate.internal.mapping;

import java.beans.Introspector;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields and getters of classes, which can each be what an attribute is mapped by. */
public final class Members {

    private Members() {}

    /** Those of a class and its superclasses, the class itself first. */
    public static Stream<AccessibleObject> of(@Nullable Class<?> owner) {
        return withSuperclasses(owner).stream().flatMap(Members::declaredBy);
    }

    /** Those that a class has itself: fields, then methods, each in the order of their names. */
    static Stream<AccessibleObject> declaredBy(Class<?> type) {
        return Stream.concat(
                Arrays.stream(type.getDeclaredFields()).sorted(Comparator.comparing(Field::getName)),
                Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> !method.isBridge())
                        .sorted(Comparator.comparing(Method::getName)));
    }

    /** A class and its superclasses but Object. */
    static List<Class<?>> withSuperclasses(@Nullable Class<?> owner) {
        List<Class<?>> types = new ArrayList<>();
        for (Class<?> type = owner; type != null && type != Object.class; type = type.getSuperclass()) {
            types.add(type);
        }
        return types;
    }

    /** The name of the attribute that a field or getter is for. */
    public static String propertyOf(Member member) {
        String name = member.getName();
        if (member instanceof Field) {
            return name;
        }
        if (name.startsWith("get") && name.length() > 3) {
            return Introspector.decapitalize(name.substring(3));
        }
        if (name.startsWith("is") && name.length() > 2) {
            return Introspector.decapitalize(name.substring(2));
        }
        return name;
    }

    static Class<?> typeOf(Member member) {
        return member instanceof Field field ? field.getType() : ((Method) member).getReturnType();
    }

    /** Its declared type with type arguments. */
    static Type genericTypeOf(Member member) {
        return member instanceof Field field ? field.getGenericType() : ((Method) member).getGenericReturnType();
    }
}
