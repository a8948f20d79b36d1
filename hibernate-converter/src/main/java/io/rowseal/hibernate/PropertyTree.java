package io.rowseal.hibernate;

import java.util.Collection;
import java.util.stream.Stream;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Value;

/** The properties of a mapping with those inside of embeddables, however deep, in the place of the embeddables. */
final class PropertyTree {

    private PropertyTree() {}

    static Stream<Property> leaves(Collection<Property> properties) {
        return properties.stream()
                .flatMap(property -> property.getValue() instanceof Component component
                        ? leaves(component.getProperties())
                        : Stream.of(property));
    }

    /** The value itself, or those inside of it if it is an embeddable. */
    static Stream<Value> leaves(Value value) {
        return value instanceof Component component
                ? leaves(component.getProperties()).map(Property::getValue)
                : Stream.of(value);
    }

    /** The name of the property that a path through embeddables leads to. */
    static String lastOf(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
