package io.rowseal.hibernate;

import java.util.List;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.jspecify.annotations.Nullable;

/**
 * Where in the mapping of an entity a property is.
 *
 * @param path its path, with dots through embeddables
 * @param owner the class that has the member
 * @param ofEntity whether it is a property of the entity itself, not of an embeddable
 * @param identifier whether it is part of the identifier
 */
@SuppressWarnings("ReferenceEquality") // The very property is looked for, not one like it.
record MappedPlace(String path, Class<?> owner, boolean ofEntity, boolean identifier) {

    static @Nullable MappedPlace find(PersistentClass entity, Property wanted) {
        if (entity.getIdentifierProperty() == wanted) {
            return new MappedPlace(wanted.getName(), entity.getMappedClass(), true, true);
        }
        MappedPlace found = find(entity.getProperties(), wanted, "", entity.getMappedClass(), true, false);
        for (Join join : entity.getJoins()) {
            found = found != null
                    ? found
                    : find(join.getProperties(), wanted, "", entity.getMappedClass(), true, false);
        }
        if (found == null && entity.getIdentifier() instanceof Component identifier) {
            found = find(identifier.getProperties(), wanted, "id.", identifier.getComponentClass(), false, true);
        }
        return found;
    }

    private static @Nullable MappedPlace find(
            List<Property> properties,
            Property wanted,
            String start,
            Class<?> owner,
            boolean ofEntity,
            boolean identifier) {
        for (Property property : properties) {
            String path = start + property.getName();
            if (property == wanted) {
                return new MappedPlace(path, owner, ofEntity, identifier);
            }
            if (property.getValue() instanceof Component component && component.getComponentClassName() != null) {
                MappedPlace inside = find(
                        component.getProperties(),
                        wanted,
                        path + ".",
                        component.getComponentClass(),
                        false,
                        identifier);
                if (inside != null) {
                    return inside;
                }
            }
        }
        return null;
    }
}
