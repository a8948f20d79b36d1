package io.rowseal.persistence;

import io.rowseal.keys.KeyRing;
import io.rowseal.row.Column;
import jakarta.persistence.AttributeConverter;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts a {@code String} attribute into an existing character column that stays a {@code varchar}. Otherwise it works like
 * {@link EncryptedConverter}, which says how to subclass.
 *
 * <p>It stores {@code rs1.} and the sealed value in base64url without padding (RFC 4648 section 5). The column needs {@code 4 +
 * ceil((99 + UTF-8 bytes) * 4 / 3)} characters, all ASCII. It refuses text that is not encrypted.
 */
public abstract class EncryptedTextConverter implements AttributeConverter<String, String> {

    private static final ValueCodec<String> CODEC = ValueCodecs.forType(String.class);

    private final SealedColumn column;

    /**
     * Creates the converter of a column.
     *
     * @param table name of the table; keep it when the table is renamed
     * @param column name of the column; keep it when the column is renamed
     * @throws IllegalArgumentException if a name is blank
     */
    protected EncryptedTextConverter(String table, String column) {
        this.column = new SealedColumn(table, Column.text(column));
    }

    /**
     * The key ring.
     *
     * @return the ring, which its owner closes
     */
    protected abstract KeyRing keyRing();

    /**
     * The scope whose KEKs are used, such as the tenant of the current request.
     *
     * @return {@link KeyRing#DEFAULT_SCOPE} unless overridden
     */
    protected String scope() {
        return KeyRing.DEFAULT_SCOPE;
    }

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable String attribute) {
        return attribute == null ? null : column.sealText(keyRing(), scope(), CODEC, attribute);
    }

    @Override
    public @Nullable String convertToEntityAttribute(@Nullable String stored) {
        return stored == null ? null : column.openText(keyRing(), scope(), CODEC, stored);
    }

    @Override
    public String toString() {
        return "EncryptedTextConverter[" + column + "]";
    }
}
