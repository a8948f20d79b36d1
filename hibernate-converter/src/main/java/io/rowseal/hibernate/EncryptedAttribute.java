package io.rowseal.hibernate;

import io.rowseal.persistence.ValueCodec;
import java.util.Locale;
import java.util.Objects;
import org.hibernate.mapping.Column;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one encrypted attribute once it is mapped. Read only.
 *
 * @param entityName the entity by whose mapping it was found
 * @param propertyPath its path in that entity, with dots through embeddables
 * @param owner the class that has the member
 * @param domainType its type, for a primitive the wrapper
 * @param codec encodes its values
 * @param tableName the physical table name
 * @param columnName the physical column name
 * @param staticTableName the table name bound into the ciphertext
 * @param staticColumnName the column name bound into the ciphertext
 * @param text whether the column is a character column
 * @param rowKeyed whether its table has row keys; in others, those of collections, every value is a sealed value
 * @param mappingColumn Hibernate's column
 * @param size how large values may be, as the mapping declares it
 * @param indexColumn Hibernate's column of the blind index, null without one, and as long as the mode is not STRICT
 * @param indexDomain what it can be compared with, null without an index column
 * @param ciphers seal and open its values
 * @param selectExpression the SQL that reads it, {@code {@}.} for the table alias
 * @param customRead what Hibernate is told to read the column by, null for the column as it is
 * @param plaintext its mode, and what plaintext it reads and writes
 */
record EncryptedAttribute(
        String entityName,
        String propertyPath,
        Class<?> owner,
        Class<?> domainType,
        ValueCodec<?> codec,
        String tableName,
        String columnName,
        String staticTableName,
        String staticColumnName,
        boolean text,
        boolean rowKeyed,
        Column mappingColumn,
        DeclaredSize size,
        @Nullable Column indexColumn,
        @Nullable IndexDomain indexDomain,
        CellCiphers ciphers,
        String selectExpression,
        @Nullable String customRead,
        PlaintextUse plaintext) {

    /**
     * The same attribute in another table, which has no row keys and no blind indexes.
     *
     * @param entity the name of the entity of that table
     * @param column its column there
     */
    EncryptedAttribute copiedTo(String entity, Column column) {
        String table = column.getValue().getTable().getName();
        String staticTable = table.toLowerCase(Locale.ROOT);
        String staticColumn = column.getName().toLowerCase(Locale.ROOT);
        return new EncryptedAttribute(
                entity,
                propertyPath,
                owner,
                domainType,
                codec,
                table,
                column.getName(),
                staticTable,
                staticColumn,
                text,
                false,
                column,
                size,
                null,
                null,
                ciphers.copiedTo(entity + "." + propertyPath, staticTable, staticColumn),
                selectExpression,
                null,
                plaintext.strictly(entity));
    }

    /** Whether it can be searched: it has a blind index, and its mode is STRICT. */
    boolean indexed() {
        return indexColumn != null;
    }

    /** Whether equal values have equal blind indexes: tenants' index keys are their own. */
    boolean isComparableWith(EncryptedAttribute other) {
        return Objects.equals(indexDomain, other.indexDomain) && isOfTenants() == other.isOfTenants();
    }

    /** Whether its rows are in the scope of their tenant. */
    boolean isOfTenants() {
        return ciphers.scope().isOfTenants();
    }

    /** For messages: entity and path. */
    String name() {
        return entityName + "." + propertyPath;
    }

    /** How many index prefixes its values have: as long as its mode is not STRICT they have one without an index column. */
    int prefixes() {
        return ciphers.hasIndex() ? 1 : 0;
    }

    /** The longest encoding that the mapping allows. */
    long maxValueBytes() {
        return size.maxBytes();
    }

    AttributeMode mode() {
        return plaintext.mode();
    }

    /** What its entries in the second-level cache are bound to. */
    io.rowseal.row.Column cachePlace() {
        return ciphers.cachePlace();
    }

    @Override
    public String toString() {
        return name();
    }
}
