package io.rowseal.hibernate.internal.model;

import io.rowseal.hibernate.internal.type.CellJdbcType;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.DenormalizedTable;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/**
 * All encrypted attributes of a mapping, each once. Read only; boot checks are built on it.
 *
 * @param attributes in the order of the mapping
 */
public record EncryptedModel(List<EncryptedAttribute> attributes) {

    public static EncryptedModel of(Metadata metadata) {
        Set<EncryptedAttribute> found = Collections.newSetFromMap(new IdentityHashMap<>());
        List<EncryptedAttribute> ordered = new ArrayList<>();
        for (PersistentClass entity : metadata.getEntityBindings()) {
            collect(entity.getProperties(), found, ordered);
        }
        for (Collection collection : metadata.getCollectionBindings()) {
            collect(collection.getElement(), found, ordered);
        }
        return new EncryptedModel(List.copyOf(ordered));
    }

    private static void collect(
            List<Property> properties, Set<EncryptedAttribute> found, List<EncryptedAttribute> ordered) {
        for (Property property : properties) {
            collect(property.getValue(), found, ordered);
        }
    }

    private static void collect(Value value, Set<EncryptedAttribute> found, List<EncryptedAttribute> ordered) {
        PropertyTree.leaves(value).forEach(leaf -> {
            EncryptedAttribute attribute = CellJdbcType.attributeOf(leaf);
            if (attribute != null && found.add(attribute)) {
                ordered.add(attribute);
            }
        });
    }

    /** Whether a property, or one inside of its embeddable, is encrypted. */
    public static boolean isEncrypted(Property property) {
        return firstOf(property.getValue()) != null;
    }

    /** The encrypted attribute that a value is, or the first inside of an embeddable, null if there is none. */
    public static @Nullable EncryptedAttribute firstOf(Value value) {
        List<EncryptedAttribute> found = new ArrayList<>();
        collect(value, Collections.newSetFromMap(new IdentityHashMap<>()), found);
        return found.isEmpty() ? null : found.get(0);
    }

    /** The tables that have the column of an attribute: with TABLE_PER_CLASS those of subclasses too. */
    public static Set<Table> tablesOf(EncryptedAttribute attribute, Metadata metadata) {
        Table table = attribute.mappingColumn().getValue().getTable();
        Set<Table> tables = new LinkedHashSet<>();
        tables.add(table);
        PersistentClass entity = metadata.getEntityBinding(attribute.entityName());
        if (attribute.rowKeyed() && entity.getTable().equals(table)) {
            entity.getSubclasses().stream()
                    .filter(UnionSubclass.class::isInstance)
                    .forEach(subclass -> tables.add(subclass.getTable()));
        }
        return tables;
    }

    /**
     * Whether the row key of a table is that of a property: with TABLE_PER_CLASS the row key of the root is also that of the
     * tables of subclasses, which include its columns.
     */
    static boolean isIn(Property property, Table rowKeyed) {
        Table own = property.getValue().getTable();
        while (!own.equals(rowKeyed)) {
            if (!(own instanceof DenormalizedTable denormalized)) {
                return false;
            }
            own = denormalized.getIncludedTable();
        }
        return true;
    }

    public boolean isEmpty() {
        return attributes.isEmpty();
    }

    @SuppressWarnings("ReferenceEquality") // Columns of different tables can be equal.
    Optional<EncryptedAttribute> ofColumn(org.hibernate.mapping.Selectable column) {
        return attributes.stream()
                .filter(attribute -> attribute.mappingColumn() == column)
                .findFirst();
    }
}
