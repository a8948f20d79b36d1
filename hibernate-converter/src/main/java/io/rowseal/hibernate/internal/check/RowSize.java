package io.rowseal.hibernate.internal.check;

import io.rowseal.hibernate.internal.model.ColumnShapes;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.sql.SqlFragments;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.boot.Metadata;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;

/**
 * Keeps the rows of MariaDB and MySQL within {@value #MAX_ROW_BYTES} bytes, to which each column counts with its greatest
 * length, a character with four bytes. Only types such as {@code blob} do not count, so that the longest encrypted columns of a
 * table that is too wide become such, until it fits. Both kinds of columns are good for existing tables.
 */
public final class RowSize {

    private static final long MAX_ROW_BYTES = 65_535;

    /** What columns of other types take at most, and the length bytes and null bits of all. */
    private static final long SMALL_COLUMN = 20;

    private static final long BYTES_PER_CHARACTER = 4;
    private static final long MAX_BLOB = 65_535;
    private static final long MAX_MEDIUM_BLOB = 16_777_215;
    private static final Pattern SIZED = Pattern.compile("(\\w+)\\((\\d+)\\).*");

    private RowSize() {}

    static void fit(EncryptedModel model, Metadata metadata, Dialect dialect) {
        if (SqlFragments.of(dialect) != SqlFragments.MYSQL) {
            return;
        }
        model.attributes().stream()
                .map(attribute -> attribute.mappingColumn().getValue().getTable())
                .distinct()
                .forEach(table -> fit(table, model, metadata, dialect));
    }

    private static void fit(Table table, EncryptedModel model, Metadata metadata, Dialect dialect) {
        List<EncryptedAttribute> longestFirst = model.attributes().stream()
                .filter(attribute ->
                        attribute.mappingColumn().getValue().getTable().equals(table))
                .sorted(Comparator.comparingLong((EncryptedAttribute attribute) -> -bytes(attribute, dialect))
                        .thenComparing(attribute -> attribute.mappingColumn().getName()))
                .toList();
        long others = table.getColumns().stream()
                .filter(column -> longestFirst.stream()
                        .noneMatch(attribute -> attribute.mappingColumn().equals(column)))
                .mapToLong(column -> bytes(column.getSqlType(metadata)))
                .sum();
        long size = others
                + longestFirst.stream()
                        .mapToLong(attribute -> bytes(attribute, dialect))
                        .sum();
        for (EncryptedAttribute attribute : longestFirst) {
            if (size <= MAX_ROW_BYTES) {
                return;
            }
            size -= bytes(attribute, dialect) - SMALL_COLUMN;
            moveOut(table, attribute);
        }
    }

    private static void moveOut(Table table, EncryptedAttribute attribute) {
        Column mapped = attribute.mappingColumn();
        String type = type(attribute);
        mapped.setSqlType(type);
        // A class hierarchy can map one column of a table with several objects; the first of them is created.
        Column created = table.getColumn(mapped);
        if (created != null) {
            created.setSqlType(type);
        }
    }

    private static String type(EncryptedAttribute attribute) {
        long length = ColumnShapes.length(attribute);
        String size = length <= MAX_BLOB ? "" : length <= MAX_MEDIUM_BLOB ? "medium" : "long";
        return size + (attribute.text() ? "text" : "blob");
    }

    private static long bytes(EncryptedAttribute attribute, Dialect dialect) {
        long length = ColumnShapes.length(attribute);
        if (length > (attribute.text() ? dialect.getMaxVarcharLength() : dialect.getMaxVarbinaryLength())) {
            return SMALL_COLUMN;
        }
        return (attribute.text() ? length * BYTES_PER_CHARACTER : length) + SMALL_COLUMN;
    }

    private static long bytes(String type) {
        Matcher sized = SIZED.matcher(type);
        if (!sized.matches()) {
            return SMALL_COLUMN;
        }
        long length = Long.parseLong(sized.group(2));
        return SMALL_COLUMN
                + switch (sized.group(1)) {
                    case "char", "varchar" -> length * BYTES_PER_CHARACTER;
                    case "binary", "varbinary" -> length;
                    default -> 0;
                };
    }
}
