package io.rowseal.hibernate.internal.model;

import io.rowseal.hibernate.internal.sql.StoredRowKey;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.row.RowKeyBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * A column that encryption needs. Equal if it is the same column of the mapping.
 *
 * @param attribute for messages: the attribute that needs it, the first of them for a row key
 * @param column Hibernate's column
 * @param text whether it is a character column
 * @param length bytes or characters it must hold
 * @param source the column it is computed from, null if it is written
 */
public record ExpectedColumn(
        EncryptedAttribute attribute,
        Column column,
        boolean text,
        long length,
        @Nullable Column source) {

    /** What each table must have. */
    public static Map<Table, Set<ExpectedColumn>> byTable(EncryptedModel model, Metadata metadata) {
        Map<Table, Set<ExpectedColumn>> tables = new LinkedHashMap<>();
        for (EncryptedAttribute attribute : model.attributes()) {
            EncryptedModel.tablesOf(attribute, metadata).stream()
                    .filter(Table::isPhysicalTable)
                    .forEach(table -> tables.computeIfAbsent(table, absent -> new LinkedHashSet<>())
                            .addAll(of(attribute, table)));
        }
        return tables;
    }

    private static List<ExpectedColumn> of(EncryptedAttribute attribute, Table table) {
        List<ExpectedColumn> columns = new ArrayList<>();
        columns.add(ofAttribute(attribute));
        Column rowKey = table.getColumn(new Column(StoredRowKey.COLUMN));
        if (rowKey != null && attribute.rowKeyed()) {
            columns.add(ofRowKey(attribute, rowKey));
        }
        Column index = attribute.indexColumn();
        if (index != null) {
            columns.add(ofIndex(attribute, index));
        }
        return columns;
    }

    public static ExpectedColumn ofAttribute(EncryptedAttribute attribute) {
        return new ExpectedColumn(
                attribute, attribute.mappingColumn(), attribute.text(), ColumnShapes.length(attribute), null);
    }

    public static ExpectedColumn ofRowKey(EncryptedAttribute attribute, Column column) {
        return new ExpectedColumn(attribute, column, false, RowKeyBlock.BYTES, null);
    }

    public static ExpectedColumn ofIndex(EncryptedAttribute attribute, Column column) {
        return new ExpectedColumn(
                attribute, column, attribute.text(), IndexColumn.length(attribute.text()), attribute.mappingColumn());
    }

    public boolean generated() {
        return source != null;
    }

    /** Whether it holds the values of the attribute. */
    public boolean isValue() {
        return column.equals(attribute.mappingColumn());
    }

    /** Whether it holds the row keys of its table. */
    public boolean isRowKey() {
        return !generated() && !isValue();
    }

    /** For messages. */
    public String role() {
        if (generated()) {
            return "the blind index of attribute '" + attribute.name() + "'";
        }
        return isValue()
                ? "attribute '" + attribute.name() + "'"
                : "the row keys of attribute '" + attribute.name() + "' and others";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ExpectedColumn that && column.equals(that.column);
    }

    @Override
    public int hashCode() {
        return column.hashCode();
    }
}
