package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;

/**
 * Keys and indexes over encrypted columns: equal values have different ciphertexts, so a unique key finds no duplicate and an
 * index finds nothing. The key that Hibernate makes for a natural id moves to the index columns; all others are refused.
 */
final class UniqueKeyCheck {

    private UniqueKeyCheck() {}

    static void check(EncryptedModel model, Metadata metadata) {
        moveNaturalIds(model, metadata);
        for (EncryptedAttribute attribute : model.attributes()) {
            Column column = attribute.mappingColumn();
            Table table = column.getValue().getTable();
            if (column.isUnique() && !attribute.indexed()) {
                throw ColumnFeatureCheck.refusal(
                        attribute, "@Column(unique = true)", "add @BlindIndex, whose index column is unique then");
            }
            for (UniqueKey key : table.getUniqueKeys().values()) {
                if (key.containsColumn(column)) {
                    throw ColumnFeatureCheck.refusal(
                            attribute, "the unique constraint '" + key.getName() + "'", instead(attribute));
                }
            }
            for (Index index : table.getIndexes().values()) {
                if (index.getSelectables().stream().anyMatch(column::equals)) {
                    throw ColumnFeatureCheck.refusal(
                            attribute, "the index '" + index.getName() + "'", instead(attribute));
                }
            }
        }
    }

    private static String instead(EncryptedAttribute attribute) {
        return "add @BlindIndex and name the column '" + attribute.columnName() + IndexColumn.SUFFIX + "' instead of '"
                + attribute.columnName() + "'";
    }

    private static void moveNaturalIds(EncryptedModel model, Metadata metadata) {
        for (PersistentClass entity : metadata.getEntityBindings()) {
            entity.getProperties().stream()
                    .filter(Property::isNaturalIdentifier)
                    .flatMap(UniqueKeyCheck::columns)
                    .forEach(column -> model.ofColumn(column).ifPresent(attribute -> moveNaturalId(attribute)));
        }
    }

    private static Stream<Column> columns(Property property) {
        return property.getColumns().stream();
    }

    private static void moveNaturalId(EncryptedAttribute attribute) {
        Column index = attribute.indexColumn();
        if (index == null) {
            throw new ConfigurationException("attribute '" + attribute.name()
                    + "' is an encrypted natural id, which can not be found without an index: add @BlindIndex");
        }
        Column column = attribute.mappingColumn();
        for (UniqueKey key : column.getValue().getTable().getUniqueKeys().values()) {
            key.getColumns().replaceAll(member -> member.equals(column) ? index : member);
        }
    }
}
