package io.rowseal.hibernate;

import io.rowseal.hibernate.internal.rowkey.KeylessTable;
import io.rowseal.hibernate.internal.rowkey.RowKeyPlaces;
import io.rowseal.hibernate.internal.type.CellCipher;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.row.RowKeyBlock;
import io.rowseal.row.TableKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/** Takes the keys of rows away, as if they had been written before there was one: their values become sealed values. */
final class KeylessRows {

    private KeylessRows() {}

    static void make(TestSessions db, Class<?> entity) {
        for (KeylessTable table : tables(db, entity)) {
            String keys = String.join(
                    ", ",
                    table.keys().stream()
                            .map(key -> key.getSelectionExpression())
                            .toList());
            String where = String.join(
                    " and ",
                    table.keys().stream()
                            .map(key -> key.getSelectionExpression() + " = ?")
                            .toList());
            int width = table.keys().size();
            for (Map.Entry<String, EncryptedAttribute> column : table.columns().entrySet()) {
                for (Object[] row :
                        db.rows("select " + keys + ", row_key, " + column.getKey() + " from " + table.name())) {
                    if (row[width + 1] != null) {
                        Object sealed = sealed(column.getValue(), (byte[]) row[width], row[width + 1]);
                        Object[] parameters = new Object[width + 1];
                        parameters[0] = sealed;
                        System.arraycopy(row, 0, parameters, 1, width);
                        db.execute(
                                "update " + table.name() + " set " + column.getKey() + " = ? where " + where,
                                parameters);
                    }
                }
            }
            db.execute("update " + table.name() + " set row_key = null");
        }
    }

    static List<KeylessTable> tables(TestSessions db, Class<?> entity) {
        SessionFactoryImplementor factory = db.factory.unwrap(SessionFactoryImplementor.class);
        return KeylessTable.ofHierarchy(
                factory,
                RowKeyPlaces.of(factory.getServiceRegistry()),
                factory.getMappingMetamodel().getEntityDescriptor(entity));
    }

    private static Object sealed(EncryptedAttribute attribute, byte[] rowKey, Object stored) {
        byte[] bare = stored instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) stored;
        CellCipher cipher = attribute.ciphers().of(null);
        byte[] plaintext = cipher.open(RowKeyBlock.join(rowKey, bare));
        byte[] sealed = cipher.seal(plaintext, null);
        return attribute.text() ? TableKeys.toText(sealed) : sealed;
    }
}
