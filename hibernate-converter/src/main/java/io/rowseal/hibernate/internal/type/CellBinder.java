package io.rowseal.hibernate.internal.type;

import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.statement.RowKeySlot;
import io.rowseal.persistence.ValueEncodingException;
import io.rowseal.row.RowKey;
import io.rowseal.row.TableKeys;
import java.nio.charset.StandardCharsets;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.WrapperOptions;
import org.jspecify.annotations.Nullable;

/**
 * Seals the values of an attribute as they are bound. Nothing is logged.
 *
 * @param <X> {@link Cell}
 */
public final class CellBinder<X> implements ValueBinder<X> {

    private final EncryptedAttribute attribute;
    private final CellCiphers ciphers;
    private final DeclaredSize size;
    private final boolean limited;
    private final boolean text;
    private final boolean rowKeyed;
    private final boolean writesPlaintext;
    private final RowKeySlot slot;
    private final boolean sealedValuesRejected;
    private final int jdbcTypeCode;

    CellBinder(EncryptedAttribute attribute, KeyScopes keyScopes, int jdbcTypeCode) {
        this.attribute = attribute;
        this.ciphers = attribute.ciphers();
        this.size = attribute.values().size();
        this.limited = size.isLimited();
        this.text = attribute.text();
        this.rowKeyed = attribute.rowKeyed();
        this.writesPlaintext = attribute.mode().writesPlaintext();
        this.slot = keyScopes.statement().rowKeys();
        this.sealedValuesRejected = rowKeyed && keyScopes.options().rejectsSealedValues();
        this.jdbcTypeCode = jdbcTypeCode;
    }

    @Override
    public void bind(PreparedStatement statement, @Nullable X value, int index, WrapperOptions options)
            throws SQLException {
        if (value == null) {
            statement.setNull(index, jdbcTypeCode);
            return;
        }
        if (sealedValuesRejected && slot.isRowWithoutKey(statement, index)) {
            throw new IllegalStateException("attribute '" + attribute + "' cannot be written: its row in table '"
                    + attribute.tableName() + "' has no row key, and the setting '" + RowsealSettings.SEALED_VALUES
                    + "' rejects sealed values: call RowKeys.give for the row");
        }
        if (writesPlaintext) {
            statement.setString(index, plaintext(value));
            return;
        }
        byte[] sealed = seal(value, rowKeyed ? slot.rowKeyFor(statement, index) : null, options);
        if (text) {
            statement.setString(index, TableKeys.toText(sealed));
        } else {
            statement.setBytes(index, sealed);
        }
    }

    @Override
    public void bind(CallableStatement statement, @Nullable X value, String name, WrapperOptions options)
            throws SQLException {
        if (value == null) {
            statement.setNull(name, jdbcTypeCode);
            return;
        }
        if (writesPlaintext) {
            statement.setString(name, plaintext(value));
            return;
        }
        byte[] sealed = seal(value, null, options);
        if (text) {
            statement.setString(name, TableKeys.toText(sealed));
        } else {
            statement.setBytes(name, sealed);
        }
    }

    private String plaintext(X value) {
        byte[] encoded = fit(value);
        if (TableKeys.looksEncrypted(encoded)) {
            throw new ValueEncodingException(
                    "attribute '" + attribute + "' cannot be written in mode WRITE_PLAINTEXT: the"
                            + " value begins with 'rs1.' like a ciphertext and would be taken for one when it is read; change the"
                            + " value, or write ciphertext");
        }
        attribute.plaintext().written();
        return new String(encoded, StandardCharsets.UTF_8);
    }

    private byte[] seal(X value, @Nullable RowKey rowKey, WrapperOptions options) {
        byte[] encoded = fit(value);
        return ciphers.of(options).seal(encoded, rowKey);
    }

    private byte[] fit(X value) {
        byte[] encoded = ((Cell) value).encoded();
        return limited ? size.fit(encoded, attribute) : encoded;
    }
}
