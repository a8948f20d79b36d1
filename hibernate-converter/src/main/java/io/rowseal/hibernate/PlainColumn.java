package io.rowseal.hibernate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.Value;

/**
 * A column of characters or bytes that Hibernate hands to the application as it is.
 *
 * @param attribute its name, for messages
 * @param column Hibernate's column
 * @param text whether it holds characters
 * @param ofCollection whether its table is that of a collection, which has no row keys even where it is encrypted
 */
record PlainColumn(String attribute, Column column, boolean text, boolean ofCollection) {

    private static final Set<Class<?>> TEXT =
            Set.of(String.class, char[].class, Character[].class, java.sql.Clob.class);
    private static final Set<Class<?>> BYTES = Set.of(byte[].class, Byte[].class, java.sql.Blob.class);

    /** Those of a mapping, by table. */
    static Map<Table, List<PlainColumn>> byTable(EncryptedModel model, Metadata metadata) {
        Map<Table, List<PlainColumn>> tables = new LinkedHashMap<>();
        for (PersistentClass entity : metadata.getEntityBindings()) {
            for (Property property : PropertyTree.leaves(entity.getProperties()).toList()) {
                String name = entity.getEntityName() + "." + property.getName();
                boolean written = property.isInsertable() || property.isUpdatable();
                add(property.getValue(), name, new Use(false, written), tables, model);
            }
        }
        for (Collection collection : metadata.getCollectionBindings()) {
            PropertyTree.leaves(collection.getElement())
                    .forEach(value -> add(value, collection.getRole(), new Use(true, true), tables, model));
        }
        return tables;
    }

    private static void add(
            Value value, String name, Use use, Map<Table, List<PlainColumn>> tables, EncryptedModel model) {
        Table table = value.getTable();
        if (value instanceof BasicValue basic && table != null && table.isPhysicalTable()) {
            of(basic, name, use.ofCollection())
                    .filter(plain -> use.written() || !isEncrypted(plain.column(), table, model))
                    .ifPresent(plain -> tables.computeIfAbsent(table, absent -> new ArrayList<>())
                            .add(plain));
        }
    }

    private static Optional<PlainColumn> of(BasicValue value, String name, boolean ofCollection) {
        if (!(value.getColumn() instanceof Column column)
                || column.getCustomReadExpression() != null
                || column.getGeneratedAs() != null
                || column.getName().equals(RowKeyColumn.NAME)
                || CellTypeAccess.attributeOf(value) != null) {
            return Optional.empty();
        }
        BasicValue.Resolution<?> resolution = value.resolve();
        Class<?> type = resolution.getDomainJavaType().getJavaTypeClass();
        boolean text = TEXT.contains(type);
        return resolution.getValueConverter() == null && (text || BYTES.contains(type))
                ? Optional.of(new PlainColumn(name, column, text, ofCollection))
                : Optional.empty();
    }

    private record Use(boolean ofCollection, boolean written) {}

    /** One column can be mapped by an encrypted attribute and by another that shows what is stored and does not write it. */
    private static boolean isEncrypted(Column column, Table table, EncryptedModel model) {
        return model.attributes().stream()
                .map(EncryptedAttribute::mappingColumn)
                .anyMatch(encrypted -> encrypted.equals(column)
                        && table.equals(encrypted.getValue().getTable()));
    }
}
