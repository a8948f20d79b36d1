package io.rowseal.hibernate.internal.type;

import io.rowseal.MalformedCiphertextException;
import io.rowseal.RowsealException;
import io.rowseal.hibernate.UnreadableAttributeException;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.sql.StoredRowKey;
import io.rowseal.hibernate.internal.statement.ResultLayout;
import io.rowseal.row.RowKeyBlock;
import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a column read gave; the attribute's converter opens it.
 *
 * <p>Native SQL selects the bare column: then the row key is taken from the column {@code row_key} of the same result, which
 * must be there exactly once. A bare column never brings its own row key. In a table without row keys every column is bare.
 *
 * @param <X> {@link Cell}
 */
public final class CellExtractor<X> implements ValueExtractor<X> {

    private final EncryptedAttribute attribute;
    private final CellCiphers ciphers;
    private final String columnName;
    private final boolean rowKeyed;
    private final boolean strict;
    private final ResultLayout.Cache layouts;
    private final JavaType<X> javaType;
    private final boolean ofCells;

    CellExtractor(EncryptedAttribute attribute, KeyScopes keyScopes, JavaType<X> javaType) {
        this.attribute = attribute;
        this.ciphers = attribute.ciphers();
        this.columnName = attribute.columnName();
        this.rowKeyed = attribute.rowKeyed();
        this.strict = attribute.mode().isStrict();
        this.javaType = javaType;
        this.ofCells = javaType.getJavaTypeClass() == Cell.class;
        this.layouts = keyScopes.statement().resultLayouts();
    }

    @Override
    public @Nullable X extract(ResultSet row, int index, WrapperOptions options) throws SQLException {
        byte[] stored = row.getBytes(index);
        if (stored == null) {
            return null;
        }
        if (!rowKeyed) {
            return open(RowKeyBlock.join(null, stored), options);
        }
        ResultLayout layout = layouts.of(row);
        boolean bare = !RowKeyBlock.begins(stored) || layout.isLabelled(index, columnName);
        return open(bare ? withRowKeyOf(row, layout, stored) : stored, options);
    }

    @Override
    public @Nullable X extract(CallableStatement statement, int index, WrapperOptions options) throws SQLException {
        byte[] stored = statement.getBytes(index);
        return stored == null ? null : open(stored, options);
    }

    @Override
    public @Nullable X extract(CallableStatement statement, String name, WrapperOptions options) throws SQLException {
        byte[] stored = statement.getBytes(name);
        return stored == null ? null : open(stored, options);
    }

    @SuppressWarnings("unchecked") // Then X is Cell.
    private X open(byte[] stored, WrapperOptions options) {
        Cell cell = cell(stored, options);
        return ofCells ? (X) cell : javaType.wrap(cell, options);
    }

    private Cell cell(byte[] stored, WrapperOptions options) {
        CellCipher cipher = ciphers.of(options);
        if (strict) {
            return Cell.ofStored(stored, cipher);
        }
        Optional<byte[]> plaintext = plaintext(stored);
        plaintext.ifPresent(found -> attribute.plaintext().read());
        return plaintext.map(found -> Cell.ofPlaintext(found, cipher)).orElseGet(() -> Cell.ofStored(stored, cipher));
    }

    private Optional<byte[]> plaintext(byte[] stored) {
        try {
            return ciphers.plaintext(stored);
        } catch (RowsealException e) {
            throw new UnreadableAttributeException(attribute.name(), e);
        }
    }

    private byte[] withRowKeyOf(ResultSet row, ResultLayout layout, byte[] bare) throws SQLException {
        byte[] rowKey = row.getBytes(rowKeyPosition(layout));
        return RowKeyBlock.join(rowKey, bare);
    }

    private int rowKeyPosition(ResultLayout layout) {
        int position = layout.positionOf(StoredRowKey.COLUMN);
        if (position == ResultLayout.NONE) {
            throw new MalformedCiphertextException("attribute '" + attribute
                    + "' was read by SQL whose result has no column row_key: add row_key of table "
                    + attribute.tableName() + " to the selected columns, or use HQL");
        }
        if (position == ResultLayout.SEVERAL) {
            throw new MalformedCiphertextException("attribute '" + attribute
                    + "' was read by SQL whose result has several columns row_key: select the columns of one table, or"
                    + " use {alias.*} with addEntity, or HQL");
        }
        return position;
    }
}
