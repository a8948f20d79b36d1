package io.rowseal.hibernate.internal.check;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * Refuses statements of an entity's own that insert into or update tables with encrypted columns: their parameters are bound in
 * Hibernate's order, row key first, and a statement that takes them in another order would store values that no one can read.
 */
public final class CustomSqlCheck {

    private CustomSqlCheck() {}

    static void check(EncryptedModel model, Metadata metadata) {
        for (PersistentClass entity : metadata.getEntityBindings()) {
            String where = "entity '" + entity.getEntityName() + "'";
            refuse(model, metadata, entity.getTable(), entity.getCustomSQLInsert(), "@SQLInsert on " + where);
            refuse(model, metadata, entity.getTable(), entity.getCustomSQLUpdate(), "@SQLUpdate on " + where);
            for (Join join : entity.getJoins()) {
                refuse(model, metadata, join.getTable(), join.getCustomSQLInsert(), "@SQLInsert on " + where);
                refuse(model, metadata, join.getTable(), join.getCustomSQLUpdate(), "@SQLUpdate on " + where);
            }
        }
        for (Collection collection : metadata.getCollectionBindings()) {
            String where = "collection '" + collection.getRole() + "'";
            refuse(
                    model,
                    metadata,
                    collection.getCollectionTable(),
                    collection.getCustomSQLInsert(),
                    "@SQLInsert on " + where);
            refuse(
                    model,
                    metadata,
                    collection.getCollectionTable(),
                    collection.getCustomSQLUpdate(),
                    "@SQLUpdate on " + where);
        }
    }

    private static void refuse(
            EncryptedModel model, Metadata metadata, Table table, @Nullable String sql, String where) {
        if (sql == null) {
            return;
        }
        for (EncryptedAttribute attribute : model.attributes()) {
            if (EncryptedModel.tablesOf(attribute, metadata).contains(table)) {
                throw new ConfigurationException(where + " writes the table of the encrypted attribute '"
                        + attribute.name()
                        + "', whose row key and values are bound in an order of their own: remove it and let"
                        + " Hibernate make the statement");
            }
        }
    }
}
