package io.rowseal.hibernate.internal.check;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.model.PropertyTree;
import io.rowseal.hibernate.internal.model.StartFailures;
import io.rowseal.hibernate.internal.type.CellJdbcType;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.util.Collection;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;

/**
 * Refuses attributes without encryption whose column holds an encrypted one, be it of the same class or of another class of the
 * hierarchy: they would hand ciphertext to the application, and compare it.
 */
public final class SharedColumnCheck {

    private SharedColumnCheck() {}

    static void check(EncryptedModel model, Metadata metadata, StartFailures failures) {
        Collection<EncryptedAttribute> encrypted = model.attributes();
        for (PersistentClass entity : metadata.getEntityBindings()) {
            PropertyTree.leaves(entity.getProperties())
                    .forEach(property -> encrypted.forEach(attribute -> failures.run(() ->
                            refuseIfShared(entity.getEntityName() + "." + property.getName(), property, attribute))));
        }
    }

    private static void refuseIfShared(String name, Property property, EncryptedAttribute attribute) {
        Column column = attribute.mappingColumn();
        Table table = column.getValue().getTable();
        if (property.getValue() instanceof BasicValue value
                && CellJdbcType.attributeOf(value) == null
                && table.equals(value.getTable())
                && value.getColumn() instanceof Column plain
                && plain.getName().equalsIgnoreCase(column.getName())) {
            throw new ConfigurationException(
                    "attribute '" + name + "' cannot share column '" + column.getName()
                            + "' of table '" + table.getName() + "' with the encrypted attribute '" + attribute.name()
                            + "': it would read and compare ciphertext. Give it a column of its own, or @Encrypted like the other");
        }
    }
}
