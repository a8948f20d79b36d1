package io.rowseal.hibernate.internal.schema;

import io.rowseal.hibernate.internal.model.ExpectedColumn;
import io.rowseal.hibernate.internal.schema.DatabaseColumns.DatabaseColumn;
import io.rowseal.hibernate.internal.sql.OnlineSyntax;
import io.rowseal.hibernate.internal.sql.SqlFragments;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Constraint;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;
import org.jspecify.annotations.Nullable;

/** The statements that bring a table to what encryption needs, in the dialect of the database. */
public final class SchemaDdl {

    private final Metadata metadata;
    private final Dialect dialect;
    private final SqlStringGenerationContext names;

    public SchemaDdl(Metadata metadata, SqlStringGenerationContext names) {
        this.metadata = metadata;
        this.dialect = metadata.getDatabase().getDialect();
        this.names = names;
    }

    String name(Table table) {
        return table.getQualifiedName(names);
    }

    boolean isLargeObject(ExpectedColumn column) {
        return column.column().isSqlTypeLob(metadata);
    }

    boolean isExact(@Nullable String collation) {
        return SqlFragments.of(dialect).isExact(collation);
    }

    public List<String> add(Table table, ExpectedColumn column, boolean nullable) {
        List<String> statements = new ArrayList<>();
        statements.add(addColumn(table, column, OnlineSyntax.NONE, nullable));
        if (column.generated()) {
            statements.addAll(addKeys(table, column.column()));
        }
        return statements;
    }

    public String addColumn(Table table, ExpectedColumn column, OnlineSyntax online, boolean nullable) {
        String generation = generation(column, online);
        String type = generation.isEmpty() || dialect.hasDataTypeBeforeGeneratedAs() ? " " + type(column) : "";
        return alter(table) + dialect.getAddColumnString() + " " + quoted(column) + type + generation
                + (nullable ? "" : " not null") + dialect.getAddColumnSuffixString() + online.columnSuffix();
    }

    List<String> replace(Table table, ExpectedColumn column, boolean nullable) {
        List<String> statements = new ArrayList<>();
        dropIndex(table, column, statements);
        statements.add(drop(table, quoted(column)));
        statements.addAll(add(table, column, nullable));
        addIndex(table, column, statements);
        return statements;
    }

    /** Databases refuse to change a column while another one is generated from it. */
    public List<String> widen(Table table, ExpectedColumn column, DatabaseColumn present) {
        List<String> statements = new ArrayList<>();
        dropIndex(table, column, statements);
        statements.add(alter(table)
                + dialect.getAlterColumnTypeString(
                        quoted(column),
                        type(column, present),
                        type(column, present) + KeptOptions.of(dialect, present)));
        addIndex(table, column, statements);
        return statements;
    }

    /** Whether widening a column can make it tell cases apart. */
    boolean canTellCasesApart(DatabaseColumn present) {
        return !present.details().ignoresCase() || !SqlFragments.of(dialect).hasOneCollation();
    }

    /** The same for a column from which nothing is generated, in a database that is not known. */
    public String widen(Table table, ExpectedColumn column, OnlineSyntax online) {
        String type = type(column);
        return alter(table)
                + dialect.getAlterColumnTypeString(
                        quoted(column), type, type + (column.column().isNullable() ? "" : " not null"))
                + online.widenSuffix();
    }

    /** The type of a column that becomes wider, with the collation that it has. */
    private String type(ExpectedColumn column, DatabaseColumn present) {
        String collation = present.details().collation();
        boolean kept = column.column().getCollation() == null
                && !present.ignoresCase()
                && SqlFragments.of(dialect) != SqlFragments.H2;
        return type(column) + (collation != null && kept ? collate(collation) : "");
    }

    private String collate(String collation) {
        return " collate " + dialect.quoteCollation(collation);
    }

    private void dropIndex(Table table, ExpectedColumn column, List<String> statements) {
        Column index = column.attribute().indexColumn();
        if (index != null && column.isValue()) {
            statements.add(alter(table) + "drop column if exists " + index.getQuotedName(dialect));
        }
    }

    private void addIndex(Table table, ExpectedColumn column, List<String> statements) {
        Column index = column.attribute().indexColumn();
        if (index != null && column.isValue()) {
            statements.addAll(add(table, ExpectedColumn.ofIndex(column.attribute(), index), true));
        }
    }

    /** Makes the index column unique or indexed, as the mapping says. */
    public List<String> addKeys(Table table, Column index) {
        return addKeys(table, index, OnlineSyntax.NONE, key -> addUnique(table, key));
    }

    String addUnique(Table table, UniqueKey key) {
        return alter(table) + "add constraint " + key.getName() + " unique (" + columns(key) + ")";
    }

    /** The same while the table is written. */
    public List<String> addKeys(Table table, Column index, OnlineSyntax online) {
        return addKeys(table, index, online, key -> online.index(name(table), true, key.getName(), columns(key)));
    }

    private List<String> addKeys(
            Table table, Column index, OnlineSyntax online, Function<UniqueKey, String> addUnique) {
        List<String> statements = new ArrayList<>();
        for (UniqueKey key : table.getUniqueKeys().values()) {
            if (key.containsColumn(index)) {
                statements.add(addUnique.apply(key));
            }
        }
        for (Index key : table.getIndexes().values()) {
            if (key.getSelectables().contains(index)) {
                statements.add(online.index(name(table), key.isUnique(), key.getQuotedName(dialect), columns(key)));
            }
        }
        return statements;
    }

    private String columns(Index key) {
        return key.getSelectables().stream()
                .map(selectable -> selectable.getText(dialect))
                .collect(Collectors.joining(", "));
    }

    private String columns(Constraint key) {
        return key.getColumns().stream()
                .map((Selectable column) -> column.getText(dialect))
                .collect(Collectors.joining(", "));
    }

    private String type(ExpectedColumn column) {
        String collation = column.column().getCollation();
        return column.column().getSqlType(metadata) + (collation == null ? "" : collate(collation));
    }

    private String generation(ExpectedColumn column, OnlineSyntax online) {
        String expression = column.column().getGeneratedAs();
        return expression == null ? "" : online.generatedAs(dialect, expression);
    }

    String quoted(ExpectedColumn column) {
        return column.column().getQuotedName(dialect);
    }

    private String alter(Table table) {
        return "alter table " + name(table) + " ";
    }

    public String drop(Table table, Column column) {
        return drop(table, column.getQuotedName(dialect));
    }

    private String drop(Table table, String column) {
        return alter(table) + "drop column " + column;
    }
}
