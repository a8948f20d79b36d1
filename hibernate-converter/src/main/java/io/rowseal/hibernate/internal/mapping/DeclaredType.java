package io.rowseal.hibernate.internal.mapping;

import io.rowseal.ConfigurationException;
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
public final class DeclaredType {

    private DeclaredType() {}

    /**
     * The type of an attribute, with its type arguments.
     *
     * @param declared as the class says it, which may have type variables
     * @param value the mapped value, which Hibernate has not been asked for its type
     */
    static Type of(MappedPlace place, Type declared, BasicValue value, MetadataBuildingContext context) {
        if (declared instanceof TypeVariable<?> || variableIn(declared) == null) {
            return of(place.name(), declared, value, context);
        }
        Type found = TypeArguments.resolve(place, declared);
        TypeVariable<?> open = variableIn(found);
        if (open != null) {
            throw isOpen(place.name(), "'" + declared.getTypeName() + "', which has the type variable '", open);
        }
        return found;
    }

    /** The type of an attribute or element. */
    static Type of(String name, Type declared, BasicValue value, MetadataBuildingContext context) {
        TypeVariable<?> variable = variableIn(declared);
        if (variable == null) {
            return declared;
        }
        Type found = value.impliedJavaType(context.getBootstrapContext().getTypeConfiguration());
        if (found == null || variableIn(found) != null) {
            throw isOpen(name, "the type variable '", variable);
        }
        return found;
    }

    private static ConfigurationException isOpen(String name, String type, TypeVariable<?> variable) {
        return MappingRefusals.refusal(
                name,
                "its type is " + type + variable.getName()
                        + "', which its entity leaves open: let the entity extend the generic class with a class in the place"
                        + " of the variable, such as Base<String>");
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
