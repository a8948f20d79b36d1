package io.rowseal.hibernate.internal.rowkey;

import io.rowseal.hibernate.internal.type.CellJdbcType;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.entity.mutation.EntityTableMapping;

/**
 * A table with row keys, and its encrypted columns.
 *
 * @param persister an entity that has it
 * @param table the table
 * @param rowKeys the keys of its rows
 * @param keys the columns of its primary key
 * @param columns the encrypted ones of all classes whose rows are in it, by name
 */
public record KeylessTable(
        EntityPersister persister,
        EntityTableMapping table,
        RowKeyJdbcType rowKeys,
        List<SelectableMapping> keys,
        Map<String, EncryptedAttribute> columns) {

    /** All tables of the hierarchy that an entity belongs to, because one table can hold rows of all its classes. */
    public static List<KeylessTable> ofHierarchy(
            SessionFactoryImplementor factory, RowKeyPlaces places, EntityPersister entity) {
        Map<String, KeylessTable> tables = new LinkedHashMap<>();
        EntityPersister root = factory.getMappingMetamodel().getEntityDescriptor(entity.getRootEntityName());
        for (String name : root.getSubclassEntityNames()) {
            EntityPersister persister = factory.getMappingMetamodel().getEntityDescriptor(name);
            for (RowKeyPlace place : places.of(persister)) {
                KeylessTable table = tables.computeIfAbsent(
                        place.table().getTableName(), absent -> of(persister, place.table(), place.type()));
                place.encrypted().forEach(index -> table.add(persister.getAttributeMapping(index)));
            }
        }
        return List.copyOf(tables.values());
    }

    private static KeylessTable of(EntityPersister persister, EntityTableMapping table, RowKeyJdbcType rowKeys) {
        List<SelectableMapping> keys = new ArrayList<>();
        table.getKeyMapping().forEachSelectable((index, key) -> keys.add(key));
        return new KeylessTable(persister, table, rowKeys, keys, new LinkedHashMap<>());
    }

    private void add(AttributeMapping attribute) {
        for (int i = 0; i < attribute.getJdbcTypeCount(); i++) {
            SelectableMapping column = attribute.getSelectable(i);
            if (column.getJdbcMapping().getJdbcType() instanceof CellJdbcType cell) {
                columns.put(column.getSelectionExpression(), cell.attribute());
            }
        }
    }

    public String name() {
        return table.getTableName();
    }

    /** Whether rows of all tenants are in it. */
    boolean isFiltered() {
        return rowKeys.table().scope().isFiltered();
    }
}
