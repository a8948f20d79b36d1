package io.rowseal.hibernate;

import java.util.Collection;
import org.hibernate.StatelessSession;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;

/**
 * Upserts of encrypted text columns by MERGE. Hibernate inserts what the column's read expression makes of the value, which is
 * bytes that begin with the row key: a character column would garble them.
 */
final class TextUpserts {

    private TextUpserts() {}

    /** Whether an upsert would garble a column of a table. */
    static boolean garble(PersistentClass entity, Table table, Dialect dialect) {
        return dialect instanceof H2Dialect && hasText(entity.getRootClass().getSubclassPropertyClosure(), table);
    }

    private static boolean hasText(Collection<Property> properties, Table table) {
        return PropertyTree.leaves(properties).anyMatch(property -> {
            EncryptedAttribute attribute = CellTypeAccess.attributeOf(property.getValue());
            return attribute != null && attribute.text() && EncryptedModel.isIn(property, table);
        });
    }

    /** Refuses an upsert: nothing but the calls that led here tells it from an update. */
    static void refuse(String entityName) {
        boolean upsert = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames ->
                        frames.anyMatch(frame -> StatelessSession.class.isAssignableFrom(frame.getDeclaringClass())
                                && frame.getMethodName().startsWith("upsert")));
        if (upsert) {
            throw new UnsupportedOperationException("entity '" + entityName
                    + "' has encrypted attributes with storage = TEXT: this database can not upsert them; use insert and"
                    + " update, or merge in a Session");
        }
    }
}
