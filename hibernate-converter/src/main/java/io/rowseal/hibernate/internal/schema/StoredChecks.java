package io.rowseal.hibernate.internal.schema;

import io.rowseal.hibernate.internal.model.ExpectedColumn;
import io.rowseal.hibernate.internal.model.IndexColumn;
import io.rowseal.hibernate.internal.sql.SqlFragments;
import io.rowseal.row.RowKeyBlock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.hibernate.mapping.Table;

/**
 * CHECK constraints on how stored values begin and how long they are at least, so that a program that writes anything else fails.
 * They hold for whatever this library writes: cells and sealed values with index prefixes or without, also while an index is added,
 * rotated or removed. A column that may hold plaintext gets none.
 */
public final class StoredChecks {

    private static final String ROW_KEY_START = "FE01";
    private static final String SEALED_START = "FE0102";

    /** Of index prefixes, cells, and sealed values. */
    private static final List<String> FIRST_OF_ROW = List.of("F7", "F9", "FE");

    private static final String TEXT_START = "rs1.";

    private static final long CELL_BYTES = 29;
    private static final long SEALED_BYTES = 99;

    private final SqlFragments sql;
    private final SchemaDdl ddl;

    public StoredChecks(SqlFragments sql, SchemaDdl ddl) {
        this.sql = sql;
        this.ddl = ddl;
    }

    /** The statements for one table. */
    public List<String> of(Table table, Collection<ExpectedColumn> columns, boolean online) {
        List<String> statements = new ArrayList<>();
        for (ExpectedColumn column : columns) {
            if (column.generated()
                    || (column.isValue() && !column.attribute().mode().isStrict())) {
                continue;
            }
            String name = IndexColumn.constraintName("ck", table, column.column());
            String add =
                    "alter table " + ddl.name(table) + " add constraint " + name + " check (" + condition(column) + ")";
            if (online && sql == SqlFragments.POSTGRESQL) {
                // The rows that are there are read without a lock that keeps writers out.
                statements.add(add + " not valid");
                statements.add("alter table " + ddl.name(table) + " validate constraint " + name);
            } else {
                statements.add(add);
            }
        }
        return statements;
    }

    private String condition(ExpectedColumn column) {
        String name = ddl.quoted(column);
        if (!column.isValue()) {
            return lengthOf(name) + " = " + RowKeyBlock.BYTES + " and " + first(name, 2) + " = " + bytes(ROW_KEY_START);
        }
        long least = column.attribute().rowKeyed() ? CELL_BYTES : SEALED_BYTES;
        if (column.text()) {
            return textCondition(name, TEXT_START.length() + (4 * least + 2) / 3);
        }
        String length = lengthOf(name) + " >= " + least;
        if (sql == SqlFragments.ORACLE && ddl.isLargeObject(column)) {
            // Only functions that Oracle allows in a constraint; it has none for the bytes of a BLOB.
            return "length(" + name + ") >= " + least;
        }
        return length + " and "
                + (column.attribute().rowKeyed()
                        ? isOneOf(first(name, 1), FIRST_OF_ROW)
                        : first(name, 3) + " = " + bytes(SEALED_START));
    }

    /** H2 makes a set of a list that works only until the session that created the constraint ends. */
    private String isOneOf(String expression, List<String> starts) {
        return sql == SqlFragments.H2
                ? "locate(upper(rawtohex(" + expression + ")), '" + String.join(" ", starts) + "') > 0"
                : expression + " in (" + starts.stream().map(this::bytes).collect(Collectors.joining(", ")) + ")";
    }

    private String textCondition(String name, long characters) {
        return switch (sql) {
            case H2, HSQLDB, UNKNOWN, POSTGRESQL ->
                "char_length(" + name + ") >= " + characters + " and substring(" + name + " from 1 for 4) = '"
                        + TEXT_START + "'";
            case MYSQL ->
                "char_length(" + name + ") >= " + characters + " and " + name + " like binary '" + TEXT_START + "%'";
            case SQL_SERVER ->
                "len(" + name + ") >= " + characters + " and " + name + " collate Latin1_General_BIN2 like '"
                        + TEXT_START + "%'";
            case ORACLE ->
                "length(" + name + ") >= " + characters + " and substr(" + name + ", 1, 4) = '" + TEXT_START + "'";
        };
    }

    private String lengthOf(String name) {
        return switch (sql) {
            case H2, HSQLDB, UNKNOWN, POSTGRESQL, MYSQL -> "octet_length(" + name + ")";
            case SQL_SERVER -> "datalength(" + name + ")";
            case ORACLE -> "length(rawtohex(" + name + ")) / 2";
        };
    }

    private String first(String name, int count) {
        return switch (sql) {
            case H2, HSQLDB, UNKNOWN, POSTGRESQL, MYSQL -> "substring(" + name + " from 1 for " + count + ")";
            case SQL_SERVER -> "substring(" + name + ", 1, " + count + ")";
            case ORACLE -> "substr(rawtohex(" + name + "), 1, " + 2 * count + ")";
        };
    }

    private String bytes(String hex) {
        return switch (sql) {
            case H2, HSQLDB, UNKNOWN, MYSQL -> "X'" + hex + "'";
            case POSTGRESQL -> "decode('" + hex + "', 'hex')";
            case SQL_SERVER -> "0x" + hex;
            case ORACLE -> "'" + hex + "'";
        };
    }
}
