package io.rowseal.hibernate.internal.check;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.model.PropertyTree;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.util.Collection;
import java.util.List;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.ToOne;
import org.jspecify.annotations.Nullable;

/** Refuses associations and maps that the database resolves by an encrypted column: it compares ciphertext there. */
public final class ReferenceCheck {

    private final EncryptedModel model;
    private final Metadata metadata;

    private ReferenceCheck(EncryptedModel model, Metadata metadata) {
        this.model = model;
        this.metadata = metadata;
    }

    static void check(EncryptedModel model, Metadata metadata) {
        ReferenceCheck check = new ReferenceCheck(model, metadata);
        for (PersistentClass entity : metadata.getEntityBindings()) {
            check.properties(entity.getProperties(), "entity '" + entity.getEntityName() + "'");
        }
        metadata.getCollectionBindings().forEach(check::collection);
    }

    private void properties(Collection<Property> properties, String where) {
        PropertyTree.leaves(properties).forEach(property -> {
            if (property.getValue() instanceof ToOne association) {
                reference(
                        association.getReferencedEntityName(),
                        association.getReferencedPropertyName(),
                        "association '" + property.getName() + "' of " + where);
                columns(association.getSelectables(), "association '" + property.getName() + "' of " + where);
            }
        });
    }

    private void collection(org.hibernate.mapping.Collection collection) {
        String where = "collection '" + collection.getRole() + "'";
        reference(collection.getOwnerEntityName(), collection.getReferencedPropertyName(), where);
        columns(collection.getKey().getSelectables(), where);
        if (collection.getElement() instanceof ToOne association) {
            reference(association.getReferencedEntityName(), association.getReferencedPropertyName(), where);
        }
        if (collection instanceof org.hibernate.mapping.Map map && map.getMapKeyPropertyName() != null) {
            mapKey(collection, map.getMapKeyPropertyName(), where);
        }
    }

    private void mapKey(org.hibernate.mapping.Collection collection, String path, String where) {
        if (collection.getElement().getType() instanceof org.hibernate.type.EntityType element) {
            for (EncryptedAttribute attribute : model.attributes()) {
                if (attribute.entityName().equals(element.getAssociatedEntityName())
                        && attribute.propertyPath().equals(path)) {
                    throw refusal(
                            attribute, "@MapKey on " + where, "choose another attribute, or build the map in Java");
                }
            }
        }
    }

    private void reference(@Nullable String entityName, @Nullable String propertyName, String where) {
        PersistentClass entity = entityName == null ? null : metadata.getEntityBinding(entityName);
        if (entity != null && propertyName != null) {
            columns(entity.getReferencedProperty(propertyName).getSelectables(), where);
        }
    }

    @SuppressWarnings("ReferenceEquality") // Columns of different tables can be equal.
    private void columns(List<? extends Selectable> columns, String where) {
        for (Selectable column : columns) {
            model.attributes().stream()
                    .filter(attribute -> attribute.mappingColumn() == column)
                    .findFirst()
                    .ifPresent(attribute -> {
                        throw refusal(
                                attribute,
                                "referencedColumnName of " + where,
                                "refer to the primary key, or to a column that is not encrypted");
                    });
        }
    }

    private static ConfigurationException refusal(EncryptedAttribute attribute, String where, String wayOut) {
        return new ConfigurationException(where + " uses the encrypted attribute '" + attribute.name()
                + "', whose ciphertexts the database cannot compare: " + wayOut);
    }
}
