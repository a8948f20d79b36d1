package io.rowseal.hibernate.internal.model;

import java.util.Collection;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/** The properties of a mapping with those inside of embeddables, however deep. */
public final class PropertyTree {

    /**
     * A property in the tree.
     *
     * @param path its path, with dots through embeddables
     * @param property the property
     * @param embeddable what it is a property of, null at the top
     */
    public record Node(
            String path, Property property, @Nullable Component embeddable) {}

    private PropertyTree() {}

    /** The properties with those of embeddables in the place of the embeddables. */
    public static Stream<Property> leaves(Collection<Property> properties) {
        return nodes(properties, component -> true)
                .map(Node::property)
                .filter(property -> !(property.getValue() instanceof Component));
    }

    /** The value itself, or those inside of it if it is an embeddable. */
    public static Stream<Value> leaves(Value value) {
        return value instanceof Component component
                ? leaves(component.getProperties()).map(Property::getValue)
                : Stream.of(value);
    }

    /** All properties, an embeddable before those inside of it. Of components without a class nothing inside is given. */
    public static Stream<Node> nodes(Collection<Property> properties) {
        return nodes(properties, component -> component.getComponentClassName() != null);
    }

    /** An embeddable that has a class, and those inside of it. */
    public static Stream<Component> embeddables(Component component) {
        return component.getComponentClassName() == null
                ? Stream.empty()
                : Stream.concat(
                        Stream.of(component),
                        component.getProperties().stream()
                                .map(Property::getValue)
                                .filter(Component.class::isInstance)
                                .flatMap(inside -> embeddables((Component) inside)));
    }

    private static Stream<Node> nodes(Collection<Property> properties, Predicate<Component> into) {
        return properties.stream().flatMap(property -> nodes(new Node(property.getName(), property, null), into));
    }

    private static Stream<Node> nodes(Node node, Predicate<Component> into) {
        return node.property().getValue() instanceof Component component && into.test(component)
                ? Stream.concat(
                        Stream.of(node),
                        component.getProperties().stream()
                                .map(inside -> new Node(node.path() + "." + inside.getName(), inside, component))
                                .flatMap(inside -> nodes(inside, into)))
                : Stream.of(node);
    }

    /** The name of the property that a path through embeddables leads to. */
    public static String lastOf(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
