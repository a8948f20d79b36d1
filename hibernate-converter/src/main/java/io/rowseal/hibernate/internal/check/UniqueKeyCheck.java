package io.rowseal.hibernate.internal.check;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.model.IndexColumn;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.util.List;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;

/**
 * Keys and indexes over encrypted columns: equal values have different ciphertexts, so a unique key would find no duplicate and
 * an index nothing. Unique keys, also those of natural ids, move to the index column; without one they are refused, as are
 * indexes. With TABLE_PER_CLASS the tables of subclasses get the key of the index column too.
 */
public final class UniqueKeyCheck {

    private UniqueKeyCheck() {}

    static void check(EncryptedModel model, Metadata metadata) {
        for (EncryptedAttribute attribute : model.attributes()) {
            if (attribute.mappingColumn().isUnique() && !attribute.indexed()) {
                throw withoutIndex(attribute, "@Column(unique = true)");
            }
            Set<Table> tables = EncryptedModel.tablesOf(attribute, metadata);
            tables.forEach(table -> check(attribute, table));
            Column index = attribute.indexColumn();
            if (index != null) {
                Table own = attribute.mappingColumn().getValue().getTable();
                tables.stream()
                        .filter(table -> !table.equals(own))
                        .forEach(table -> IndexColumn.copyKey(own, table, index));
            }
        }
    }

    private static void check(EncryptedAttribute attribute, Table table) {
        for (UniqueKey key : table.getUniqueKeys().values()) {
            move(attribute, key);
        }
        for (Index index : table.getIndexes().values()) {
            if (index.getSelectables().stream().anyMatch(attribute.mappingColumn()::equals)) {
                throw ColumnFeatureCheck.refusal(
                        attribute,
                        "the index '" + index.getName() + "'",
                        (attribute.prefixes() > 0 ? "remove it, as @BlindIndex" : "use @BlindIndex instead, which")
                                + " has an index of its own; an index over several columns can name '"
                                + attribute.columnName() + IndexColumn.SUFFIX + "'");
            }
        }
    }

    private static void move(EncryptedAttribute attribute, UniqueKey key) {
        Column column = attribute.mappingColumn();
        List<Column> columns = key.getColumns();
        int position = columns.indexOf(column);
        if (position < 0) {
            return;
        }
        Column index = attribute.indexColumn();
        if (index == null) {
            throw withoutIndex(attribute, "the unique constraint or natural id '" + key.getName() + "'");
        }
        columns.set(position, index);
        String order = key.getColumnOrderMap().remove(column);
        if (order != null) {
            key.getColumnOrderMap().put(index, order);
        }
    }

    private static ConfigurationException withoutIndex(EncryptedAttribute attribute, String feature) {
        if (attribute.prefixes() > 0) {
            return ColumnFeatureCheck.refusal(
                    attribute,
                    feature,
                    "its mode is " + attribute.mode()
                            + ", and nothing tells whether a ciphertext equals a plaintext; take"
                            + " it out until the mode is STRICT (a constraint that the table has may stay)");
        }
        return ColumnFeatureCheck.refusal(
                attribute, feature, "add @BlindIndex, whose index column takes the place of the encrypted one");
    }
}
