package io.rowseal.hibernate.internal.schema;

import java.nio.charset.StandardCharsets;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The bytes of a column whatever its type is: those of texts are their UTF-8 bytes, other types count as no ciphertext. */
public final class StoredBytes {

    private static final byte[] OTHER = {0};

    private StoredBytes() {}

    /** The bytes of a value that is not null. */
    static byte[] of(ResultSet row, int index) throws SQLException {
        Object value = row.getObject(index);
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof String || value instanceof Clob) {
            return row.getString(index).getBytes(StandardCharsets.UTF_8);
        }
        return value instanceof java.sql.Blob ? row.getBytes(index) : OTHER;
    }
}
