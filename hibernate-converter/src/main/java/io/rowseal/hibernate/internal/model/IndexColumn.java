package io.rowseal.hibernate.internal.model;

import io.rowseal.hibernate.internal.sql.SqlFragments;
import io.rowseal.row.BlindIndex;
import java.util.Locale;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;

/** The generated column of a blind index. */
public final class IndexColumn {

    public static final String SUFFIX = "_bidx";

    /** Names of constraints are at most this long on PostgreSQL. */
    private static final String GENERATED = " generated always as (";

    private static final int MAX_NAME = 63;

    private IndexColumn() {}

    /** The index column of a column, without anything but its name. */
    public static Column named(Column source) {
        String name = source.getName() + SUFFIX;
        return new Column(source.isQuoted() ? '`' + name + '`' : name);
    }

    /** What generates an index column. */
    public static String expression(Column column) {
        String expression = column.getGeneratedAs();
        if (expression != null) {
            return expression;
        }
        String type = column.getSqlType();
        return type.substring(type.indexOf(GENERATED) + GENERATED.length(), type.length() - 1);
    }

    /** Adds the index column of a mapped column to its table. */
    public static Column add(MetadataBuildingContext context, Table table, Column source, boolean text) {
        Dialect dialect = context.getMetadataCollector().getDatabase().getDialect();
        SqlFragments sql = SqlFragments.of(dialect);
        Column column = named(source);
        column.setLength(length(text));
        String expression = sql.indexOf(source.getQuotedName(dialect), text);
        if (sql == SqlFragments.HSQLDB) {
            // Hibernate would write "stored" after it, which HSQLDB, whose generated columns always are, does not know.
            column.setSqlType(sql.indexColumnType(text) + GENERATED + expression + ")");
        } else {
            column.setSqlType(sql.indexColumnType(text));
            column.setGeneratedAs(expression);
        }
        column.setNullable(true);
        BasicValue value = new BasicValue(context, table);
        value.setImplicitJavaTypeAccess(types -> text ? String.class : byte[].class);
        column.setValue(value);
        table.addColumn(column);
        value.addColumn(column);
        addKey(table, column, source.isUnique());
        source.setUnique(false);
        return column;
    }

    /** A view is searched by the key of the table below it. */
    private static void addKey(Table table, Column column, boolean unique) {
        if (table.isView()) {
            return;
        }
        if (unique) {
            table.getOrCreateUniqueKey(constraintName("uk", table, column)).addColumn(column);
        } else {
            table.getOrCreateIndex(constraintName("ix", table, column)).addColumn(column);
        }
    }

    /** Gives a table of a subclass, which has the column too, the same key: Hibernate copies columns, not keys. */
    public static void copyKey(Table from, Table to, Column column) {
        addKey(to, column, from.getUniqueKey(constraintName("uk", from, column)) != null);
    }

    /** Bytes of a binary, characters of a character column. */
    static long length(boolean text) {
        return text ? BlindIndex.QUERY_CHARACTERS : BlindIndex.QUERY_BYTES;
    }

    /** Of characters that need no quotes, because Hibernate gives names of constraints none. */
    public static String constraintName(String start, Table table, Column column) {
        String whole = start + "_" + table.getName() + "_" + column.getName();
        String plain = whole.replaceAll("[^A-Za-z0-9_]", "_");
        return plain.equals(whole) && whole.length() <= MAX_NAME
                ? whole
                : plain.substring(0, Math.min(plain.length(), MAX_NAME - 9)) + "_"
                        + String.format(Locale.ROOT, "%08x", whole.hashCode());
    }
}
