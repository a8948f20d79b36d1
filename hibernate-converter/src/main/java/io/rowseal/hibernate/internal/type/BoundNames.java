package io.rowseal.hibernate.internal.type;

import io.rowseal.persistence.Encrypted;
import java.util.Locale;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UnionSubclass;

/**
 * The names that the values of an attribute are bound to.
 *
 * @param rowKeyTable the table whose row keys are used: with TABLE_PER_CLASS that of the root, as one query reads all tables
 * @param table the name that stands for it in every ciphertext
 * @param column the name that stands for the column
 */
public record BoundNames(Table rowKeyTable, String table, String column) {

    public static BoundNames of(
            Encrypted annotation, PersistentClass entity, boolean inCollection, Table table, Column column) {
        Table bound = entity instanceof UnionSubclass && !inCollection
                ? entity.getRootClass().getTable()
                : table;
        // What a subclass adds to a shared row key must not open as another subclass's column of the same name.
        String physical = bound.equals(table) ? column.getName() : table.getName() + "." + column.getName();
        return new BoundNames(
                bound, staticName(annotation.table(), bound.getName()), staticName(annotation.column(), physical));
    }

    private static String staticName(String given, String physical) {
        return (given.isEmpty() ? physical : given).toLowerCase(Locale.ROOT);
    }
}
