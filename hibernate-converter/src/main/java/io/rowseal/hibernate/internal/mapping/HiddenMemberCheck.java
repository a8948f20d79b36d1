package io.rowseal.hibernate.internal.mapping;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.type.CellJdbcType;
import io.rowseal.persistence.Encrypted;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import org.hibernate.boot.registry.classloading.spi.ClassLoaderService;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.Value;

/** Refuses members that carry {@link Encrypted} in classes whose members Hibernate does not map one by one. */
public final class HiddenMemberCheck {

    private HiddenMemberCheck() {}

    /** A class that is stored as one value, JSON for example, would be stored in plaintext with all its members. */
    static void check(String attribute, Value value) {
        if (value instanceof BasicValue basic && CellJdbcType.attributeOf(value) == null) {
            check(attribute, basic.resolve().getDomainJavaType().getJavaType());
        }
    }

    private static void check(String attribute, Type type) {
        if (type instanceof ParameterizedType parameterized) {
            check(attribute, parameterized.getRawType());
            for (Type argument : parameterized.getActualTypeArguments()) {
                check(attribute, argument);
            }
        } else if (type instanceof GenericArrayType array) {
            check(attribute, array.getGenericComponentType());
        } else if (type instanceof WildcardType wildcard) {
            check(attribute, wildcard.getUpperBounds()[0]);
        } else if (type instanceof Class<?> single && single.isArray()) {
            check(attribute, single.getComponentType());
        } else if (type instanceof Class<?> single && !single.isPrimitive() && !isOfJdk(single)) {
            for (EncryptedMember member : EncryptedMember.of(single)) {
                throw new ConfigurationException("'" + member.name() + "' has @Encrypted, but attribute '" + attribute
                        + "' stores its class as one value, so it would be stored in plaintext: put @Encrypted(json = true) on"
                        + " '" + attribute + "', or map the class as an @Embeddable with columns of its own");
            }
        }
    }

    private static boolean isOfJdk(Class<?> type) {
        return type.getClassLoader() == null
                || ClassLoader.getPlatformClassLoader().equals(type.getClassLoader());
    }

    /** Encrypted attributes that a subclass adds to an embeddable are not supported, and must not go unseen. */
    static void checkSubclasses(Component component) {
        if (!component.isPolymorphic()) {
            return;
        }
        ClassLoaderService classes = component
                .getBuildingContext()
                .getBootstrapContext()
                .getServiceRegistry()
                .requireService(ClassLoaderService.class);
        for (Object name : component.getDiscriminatorValues().values()) {
            Class<?> subclass = classes.classForName(String.valueOf(name));
            for (EncryptedMember member : EncryptedMember.of(subclass)) {
                if (!member.member().getDeclaringClass().isAssignableFrom(component.getComponentClass())) {
                    throw MappingRefusals.refusal(
                            member.name(),
                            "it is in a subclass of the embeddable " + component.getComponentClassName()
                                    + ", which is not supported: move it to that class");
                }
            }
        }
    }
}
