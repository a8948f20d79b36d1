package io.rowseal.hibernate.internal.mapping;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the type variables in the type of an attribute stand for, on the way from its entity through superclasses, embeddables
 * and collections of them. Of a type such as {@code List<T>} Hibernate keeps the list only.
 */
public final class TypeArguments {

    private final Map<TypeVariable<?>, Type> known = new HashMap<>();

    private TypeArguments(Type type) {
        for (Type at = type; at != null; at = DeclaredType.rawClass(at).getGenericSuperclass()) {
            if (at instanceof ParameterizedType generic) {
                TypeVariable<?>[] variables = DeclaredType.rawClass(generic).getTypeParameters();
                Type[] arguments = generic.getActualTypeArguments();
                for (int i = 0; i < variables.length; i++) {
                    known.put(variables[i], substituted(arguments[i]));
                }
            }
        }
    }

    /**
     * A type in the place of an attribute.
     *
     * @param declared what the class of the attribute says, with variables
     * @return the type with what is known in the place of variables
     */
    static Type resolve(MappedPlace place, Type declared) {
        Type owner = place.entity().getMappedClass();
        String[] path = place.path().split("\\.", -1);
        for (int i = 0; i < path.length - 1; i++) {
            Type member = memberType(DeclaredType.rawClass(owner), path[i]);
            if (member == null) {
                return declared;
            }
            owner = embeddable(new TypeArguments(owner).substituted(member));
            if (!(owner instanceof Class<?> || owner instanceof ParameterizedType)) {
                return declared;
            }
        }
        return new TypeArguments(owner).substituted(declared);
    }

    /** The embeddable itself, or what a collection or map has as its values. */
    private static Type embeddable(Type type) {
        boolean collection = type instanceof ParameterizedType
                && (java.util.Collection.class.isAssignableFrom(DeclaredType.rawClass(type))
                        || Map.class.isAssignableFrom(DeclaredType.rawClass(type)));
        if (!collection) {
            return type;
        }
        Type[] arguments = ((ParameterizedType) type).getActualTypeArguments();
        return arguments[arguments.length - 1];
    }

    private static @Nullable Type memberType(Class<?> owner, String name) {
        String getter = "get" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        for (Class<?> at = owner; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field.getGenericType();
                }
            }
            for (Method method : at.getDeclaredMethods()) {
                if (method.getName().equals(getter) && method.getParameterCount() == 0 && !method.isBridge()) {
                    return method.getGenericReturnType();
                }
            }
        }
        return null;
    }

    private Type substituted(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return known.getOrDefault(variable, variable);
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return new Generic(
                    DeclaredType.rawClass(generic),
                    generic.getOwnerType(),
                    Arrays.stream(arguments).map(this::substituted).toArray(Type[]::new));
        }
        if (type instanceof GenericArrayType array) {
            Type component = substituted(array.getGenericComponentType());
            return component instanceof Class<?> known
                    ? Array.newInstance(known, 0).getClass()
                    : (GenericArrayType) () -> component;
        }
        if (type instanceof WildcardType wildcard && wildcard.getLowerBounds().length == 0) {
            return substituted(wildcard.getUpperBounds()[0]);
        }
        return type;
    }

    private record Generic(Class<?> raw, @Nullable Type owner, Type[] arguments) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.clone();
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public @Nullable Type getOwnerType() {
            return owner;
        }

        @Override
        public String getTypeName() {
            return raw.getTypeName() + "<"
                    + String.join(
                            ", ",
                            Arrays.stream(arguments).map(Type::getTypeName).toList()) + ">";
        }

        @Override
        public String toString() {
            return getTypeName();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ParameterizedType type
                    && raw.equals(type.getRawType())
                    && Arrays.equals(arguments, type.getActualTypeArguments());
        }

        @Override
        public int hashCode() {
            return raw.hashCode() ^ Arrays.hashCode(arguments);
        }
    }
}
