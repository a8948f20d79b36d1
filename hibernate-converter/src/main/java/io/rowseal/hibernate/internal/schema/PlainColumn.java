package io.rowseal.hibernate.internal.schema;

import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.model.PropertyTree;
import io.rowseal.hibernate.internal.sql.StoredRowKey;
import io.rowseal.hibernate.internal.type.CellJdbcType;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.Value;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.jspecify.annotations.Nullable;

/**
 * A column that is mapped without encryption.
 *
 * @param attribute its name, for messages
 * @param column Hibernate's column
 * @param content what the mapping has in it
 * @param shown whether Hibernate hands its characters or bytes to the application as they are
 * @param ofCollection whether its table is that of a collection, which has no row keys even where it is encrypted
 */
public record PlainColumn(String attribute, Column column, Content content, boolean shown, boolean ofCollection) {

    /** What a column holds. */
    enum Content {
        TEXT,
        BYTES,
        /** Numbers, dates and the like. */
        VALUES,
        /** What some databases keep in bytes, and what an application declared itself. */
        OTHER;

        /** Of a column of a database, {@code OTHER} for all that are neither characters nor bytes. */
        static Content ofDatabase(int jdbcType) {
            if (SqlTypes.isBinaryType(jdbcType)) {
                return BYTES;
            }
            return SqlTypes.isCharacterOrClobType(jdbcType) ? TEXT : OTHER;
        }

        private static Content of(@Nullable JdbcType type, Column column) {
            if (type == null) {
                return OTHER;
            }
            Content database = ofDatabase(type.getDdlTypeCode());
            if (database != OTHER || column.getSqlType() != null) {
                return database;
            }
            return type.isNumber() || type.isTemporal() || type.isBoolean() ? VALUES : OTHER;
        }
    }

    private static final Set<Class<?>> TEXT =
            Set.of(String.class, char[].class, Character[].class, java.sql.Clob.class);
    private static final Set<Class<?>> BYTES = Set.of(byte[].class, Byte[].class, java.sql.Blob.class);

    /** Those of a mapping, by table. */
    static Map<Table, List<PlainColumn>> byTable(EncryptedModel model, Metadata metadata) {
        Map<Table, List<PlainColumn>> tables = new LinkedHashMap<>();
        for (PersistentClass entity : metadata.getEntityBindings()) {
            for (Property property : PropertyTree.leaves(entity.getProperties()).toList()) {
                String name = entity.getEntityName() + "." + property.getName();
                boolean written = property.isInsertable() || property.isUpdatable();
                add(property.getValue(), name, new Use(false, written), tables, model);
            }
        }
        for (Collection collection : metadata.getCollectionBindings()) {
            PropertyTree.leaves(collection.getElement())
                    .forEach(value -> add(value, collection.getRole(), new Use(true, true), tables, model));
        }
        return tables;
    }

    private static void add(
            Value value, String name, Use use, Map<Table, List<PlainColumn>> tables, EncryptedModel model) {
        Table table = value.getTable();
        if (value instanceof BasicValue basic && table != null && table.isPhysicalTable()) {
            of(basic, name, use.ofCollection())
                    .filter(plain -> use.written() || !isEncrypted(plain.column(), table, model))
                    .ifPresent(plain -> tables.computeIfAbsent(table, absent -> new ArrayList<>())
                            .add(plain));
        }
    }

    private static Optional<PlainColumn> of(BasicValue value, String name, boolean ofCollection) {
        if (!(value.getColumn() instanceof Column column)
                || column.getCustomReadExpression() != null
                || column.getGeneratedAs() != null
                || column.getName().equals(StoredRowKey.COLUMN)
                || CellJdbcType.attributeOf(value) != null) {
            return Optional.empty();
        }
        BasicValue.Resolution<?> resolution = value.resolve();
        Class<?> type = resolution.getDomainJavaType().getJavaTypeClass();
        boolean shown = resolution.getValueConverter() == null && (TEXT.contains(type) || BYTES.contains(type));
        return Optional.of(
                new PlainColumn(name, column, Content.of(resolution.getJdbcType(), column), shown, ofCollection));
    }

    private record Use(boolean ofCollection, boolean written) {}

    /** One column can be mapped by an encrypted attribute and by another that shows what is stored and does not write it. */
    private static boolean isEncrypted(Column column, Table table, EncryptedModel model) {
        return model.attributes().stream()
                .map(EncryptedAttribute::mappingColumn)
                .anyMatch(encrypted -> encrypted.equals(column)
                        && table.equals(encrypted.getValue().getTable()));
    }
}
