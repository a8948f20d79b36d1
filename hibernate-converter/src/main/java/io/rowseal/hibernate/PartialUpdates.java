package io.rowseal.hibernate;

import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.SimpleValue;
import org.hibernate.mapping.Table;

/** Finds tables with encrypted columns that no UPDATE writes. */
final class PartialUpdates {

    private PartialUpdates() {}

    /** Whether a table of a hierarchy has an encrypted column that is not updatable. */
    static boolean leaveOutColumns(PersistentClass entity, Table table) {
        return PropertyTree.leaves(entity.getRootClass().getSubclassPropertyClosure())
                .anyMatch(property -> leavesOut(property, table));
    }

    private static boolean leavesOut(Property property, Table table) {
        return CellTypeAccess.attributeOf(property.getValue()) != null
                && EncryptedModel.isIn(property, table)
                && property.getValue() instanceof SimpleValue value
                && (!property.isUpdatable() || !value.hasAnyUpdatableColumns());
    }
}
