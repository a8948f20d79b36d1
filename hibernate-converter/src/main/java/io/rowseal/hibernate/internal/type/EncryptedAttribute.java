package io.rowseal.hibernate.internal.type;

import io.rowseal.hibernate.internal.mode.AttributeMode;
import io.rowseal.hibernate.internal.mode.PlaintextUse;
import io.rowseal.persistence.ValueCodec;
import java.util.Locale;
import java.util.Objects;
import org.hibernate.mapping.Column;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one encrypted attribute once it is mapped. Read only.
 *
 * @param id which it is
 * @param values what its values are
 * @param mappingColumn Hibernate's column
 * @param read how the column is read, null for the column as it is, in tables without row keys
 * @param index its blind index, null without one
 * @param ciphers seal and open its values, and know what these are bound to
 * @param plaintext its mode, and what plaintext it reads and writes
 */
public record EncryptedAttribute(
        AttributeId id,
        AttributeValues values,
        Column mappingColumn,
        @Nullable AttributeRead read,
        @Nullable AttributeIndex index,
        CellCiphers ciphers,
        PlaintextUse plaintext) {

    /**
     * The same attribute in another table, which has no row keys and no blind indexes.
     *
     * @param entity the name of the entity of that table
     * @param column its column there
     */
    public EncryptedAttribute copiedTo(String entity, Column column) {
        AttributeId copied = id.in(entity);
        String table = column.getValue().getTable().getName().toLowerCase(Locale.ROOT);
        return new EncryptedAttribute(
                copied,
                values,
                column,
                null,
                null,
                ciphers.copiedTo(copied.toString(), table, column.getName().toLowerCase(Locale.ROOT)),
                plaintext.strictly(entity));
    }

    /** The name of the entity by whose mapping it was found. */
    public String entityName() {
        return id.entityName();
    }

    /** Its path in that entity, with dots through embeddables. */
    public String propertyPath() {
        return id.path();
    }

    /** For messages: entity and path. */
    public String name() {
        return id.toString();
    }

    /** The class of its values, for a primitive the wrapper. */
    public Class<?> domainType() {
        return values.type();
    }

    public ValueCodec<?> codec() {
        return values.codec();
    }

    /** The longest encoding that the mapping allows. */
    public long maxValueBytes() {
        return values.size().maxBytes();
    }

    /** The physical table name. */
    public String tableName() {
        return mappingColumn.getValue().getTable().getName();
    }

    /** The physical column name. */
    public String columnName() {
        return mappingColumn.getName();
    }

    /** Whether the column is a character column. */
    public boolean text() {
        return ciphers.place().text();
    }

    /** Whether its table has row keys; in others, those of collections, every value is a sealed value. */
    public boolean rowKeyed() {
        return ciphers.place().rowKeyed();
    }

    /** Whether it can be searched: it has a blind index, and its mode is STRICT. */
    public boolean indexed() {
        return indexColumn() != null;
    }

    /** Hibernate's column of the blind index, null without one, and as long as the mode is not STRICT. */
    @Nullable
    public Column indexColumn() {
        return index == null ? null : index.column();
    }

    /** How many index prefixes its values have: as long as its mode is not STRICT they have one without an index column. */
    public int prefixes() {
        return index == null ? 0 : 1;
    }

    /** Whether equal values have equal blind indexes: tenants' index keys are their own. */
    public boolean isComparableWith(EncryptedAttribute other) {
        return Objects.equals(indexDomain(), other.indexDomain()) && isOfTenants() == other.isOfTenants();
    }

    /** Null if it cannot be searched. */
    private @Nullable IndexDomain indexDomain() {
        return index == null || index.column() == null ? null : index.domain();
    }

    /** Whether its rows are in the scope of their tenant. */
    public boolean isOfTenants() {
        return ciphers.scope().isOfTenants();
    }

    public AttributeMode mode() {
        return plaintext.mode();
    }

    @Override
    public String toString() {
        return name();
    }
}
