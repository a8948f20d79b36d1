package io.rowseal.hibernate.internal.mapping;

import io.rowseal.hibernate.internal.model.PropertyTree;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.jspecify.annotations.Nullable;

/**
 * Where in the mapping of an entity a property is.
 *
 * @param entity the entity
 * @param path its path, with dots through embeddables and collections of them
 * @param owner the class that has the member
 * @param ofEntity whether it is a property of the entity itself, not of an embeddable
 * @param identifier whether it is part of the identifier
 * @param collection the collection whose element it is, or belongs to, null for an attribute of the entity's own tables
 */
@SuppressWarnings("ReferenceEquality") // The very property is looked for, not one like it.
public record MappedPlace(
        PersistentClass entity,
        String path,
        Class<?> owner,
        boolean ofEntity,
        boolean identifier,
        @Nullable Collection collection) {

    /**
     * Finds a property.
     *
     * @param entity the entity, null if Hibernate does not tell it: for embeddables that are the elements of a collection
     */
    static @Nullable MappedPlace find(
            MetadataBuildingContext context, @Nullable PersistentClass entity, Property wanted) {
        MappedPlace ofEntity = entity == null ? null : find(entity, wanted);
        return ofEntity != null ? ofEntity : inElement(context, wanted);
    }

    private static @Nullable MappedPlace find(PersistentClass entity, Property wanted) {
        if (entity.getIdentifierProperty() == wanted) {
            return new MappedPlace(entity, wanted.getName(), entity.getMappedClass(), true, true, null);
        }
        MappedPlace found = find(entity, null, entity.getProperties(), wanted);
        for (Join join : entity.getJoins()) {
            found = found != null ? found : find(entity, null, join.getProperties(), wanted);
        }
        return found == null && entity.getIdentifier() instanceof Component identifier
                ? find(entity, identifier, identifier.getProperties(), wanted)
                : found;
    }

    /** Among those of the entity, or of its identifier. */
    private static @Nullable MappedPlace find(
            PersistentClass entity, @Nullable Component identifier, List<Property> properties, Property wanted) {
        PropertyTree.Node found = PropertyTree.nodes(properties)
                .filter(node -> node.property() == wanted)
                .findFirst()
                .orElse(null);
        if (found == null) {
            return null;
        }
        Component embeddable = found.embeddable() == null ? identifier : found.embeddable();
        Collection collection = wanted.getValue() instanceof Collection mapped ? mapped : null;
        return new MappedPlace(
                entity,
                (identifier == null ? "" : "id.") + found.path(),
                embeddable == null ? entity.getMappedClass() : embeddable.getComponentClass(),
                embeddable == null && collection == null,
                identifier != null,
                collection);
    }

    /** An embeddable is bound before it becomes the element of its collection, which has its table by then. */
    private static @Nullable MappedPlace inElement(MetadataBuildingContext context, Property wanted) {
        List<Component> owners = new ArrayList<>();
        context.getMetadataCollector().visitRegisteredComponents(component -> {
            if (component.getProperties().stream().anyMatch(property -> property == wanted)) {
                owners.add(component);
            }
        });
        for (Component owner : owners) {
            for (Collection collection : context.getMetadataCollector().getCollectionBindings()) {
                if (collection.getCollectionTable() == wanted.getValue().getTable()) {
                    PersistentClass entity = collection.getOwner();
                    String role = collection.getRole();
                    String path = role.startsWith(entity.getEntityName() + ".")
                            ? role.substring(entity.getEntityName().length() + 1)
                            : role;
                    return new MappedPlace(
                            entity, path + "." + wanted.getName(), owner.getComponentClass(), false, false, collection);
                }
            }
        }
        return null;
    }

    boolean inCollection() {
        return collection != null;
    }

    /** For messages: entity and path. */
    String name() {
        return entity.getEntityName() + "." + path;
    }
}
