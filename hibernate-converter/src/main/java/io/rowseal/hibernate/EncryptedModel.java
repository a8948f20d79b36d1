package io.rowseal.hibernate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;

/**
 * All encrypted attributes of a mapping, each once. Read only; boot checks are built on it.
 *
 * @param attributes in the order of the mapping
 */
record EncryptedModel(List<EncryptedAttribute> attributes) {

    static EncryptedModel of(Metadata metadata) {
        Set<EncryptedAttribute> found = Collections.newSetFromMap(new IdentityHashMap<>());
        List<EncryptedAttribute> ordered = new ArrayList<>();
        for (PersistentClass entity : metadata.getEntityBindings()) {
            collect(entity.getProperties(), found, ordered);
        }
        return new EncryptedModel(List.copyOf(ordered));
    }

    private static void collect(
            List<Property> properties, Set<EncryptedAttribute> found, List<EncryptedAttribute> ordered) {
        for (Property property : properties) {
            EncryptedAttribute attribute = CellTypeAccess.attributeOf(property.getValue());
            if (attribute != null && found.add(attribute)) {
                ordered.add(attribute);
            }
            if (property.getValue() instanceof Component component) {
                collect(component.getProperties(), found, ordered);
            }
        }
    }

    /** Whether a property, or one inside of its embeddable, is encrypted. */
    static boolean isEncrypted(Property property) {
        return CellTypeAccess.attributeOf(property.getValue()) != null
                || (property.getValue() instanceof Component component
                        && component.getProperties().stream().anyMatch(EncryptedModel::isEncrypted));
    }

    boolean isEmpty() {
        return attributes.isEmpty();
    }

    @SuppressWarnings("ReferenceEquality") // Columns of different tables can be equal.
    Optional<EncryptedAttribute> ofColumn(org.hibernate.mapping.Selectable column) {
        return attributes.stream()
                .filter(attribute -> attribute.mappingColumn() == column)
                .findFirst();
    }
}
