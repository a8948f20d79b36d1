package io.rowseal.hibernate;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.stream.Stream;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.mapping.BasicValue;
import org.jspecify.annotations.Nullable;

/** The type of an attribute or element. Of a generic class Hibernate has found the type arguments of each entity. */
final class DeclaredType {

    private DeclaredType() {}

    /**
     * The type with its type arguments.
     *
     * @param name of the attribute, for messages
     * @param declared as the class says it, which may have type variables
     * @param value the mapped value, which Hibernate has not been asked for its type
     */
    static Type of(String name, Type declared, BasicValue value, MetadataBuildingContext context) {
        TypeVariable<?> variable = variableIn(declared);
        if (variable == null) {
            return declared;
        }
        if (declared instanceof ParameterizedType) {
            throw MappingRefusals.refusal(
                    name,
                    "its type '" + declared.getTypeName()
                            + "' has an argument that only a subclass tells, which is found for"
                            + " the type itself alone: declare the attribute in the entity, with the class in the place of '"
                            + variable.getName() + "'");
        }
        Type found = value.impliedJavaType(context.getBootstrapContext().getTypeConfiguration());
        if (found == null || variableIn(found) != null) {
            throw MappingRefusals.refusal(
                    name,
                    "its type is the type variable '" + variable.getName()
                            + "', which its entity leaves open: let the entity extend the generic class with a class in the place"
                            + " of the variable, such as Base<String>");
        }
        return found;
    }

    /** The class of a type that {@link #of} gave. */
    static Class<?> rawClass(Type type) {
        if (type instanceof ParameterizedType generic) {
            return rawClass(generic.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            return rawClass(array.getGenericComponentType()).arrayType();
        }
        return (Class<?>) type;
    }

    private static @Nullable TypeVariable<?> variableIn(@Nullable Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return variable;
        }
        Stream<Type> parts = Stream.empty();
        if (type instanceof ParameterizedType generic) {
            parts = Stream.of(generic.getActualTypeArguments());
        } else if (type instanceof GenericArrayType array) {
            parts = Stream.of(array.getGenericComponentType());
        } else if (type instanceof WildcardType wildcard) {
            parts = Stream.concat(Stream.of(wildcard.getUpperBounds()), Stream.of(wildcard.getLowerBounds()));
        }
        for (Type part : parts.toList()) {
            TypeVariable<?> variable = variableIn(part);
            if (variable != null) {
                return variable;
            }
        }
        return null;
    }
}
