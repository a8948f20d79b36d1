package io.rowseal.hibernate.internal.schema;

import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.internal.model.ExpectedColumn;
import io.rowseal.hibernate.internal.model.IndexColumn;
import io.rowseal.hibernate.internal.schema.DatabaseColumns.DatabaseColumn;
import io.rowseal.hibernate.internal.schema.DatabaseColumns.TableColumns;
import io.rowseal.hibernate.internal.schema.PlainColumn.Content;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;

/**
 * Compares the columns that encryption needs in one table with those that the database has. Statements are part of a finding only
 * where the rows that are there lose nothing by them.
 */
public final class TableComparison {

    private static final String MIGRATE = " (docs/migration.md)";
    private static final Set<Integer> BINARY = Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY);
    private static final Set<Integer> TEXT =
            Set.of(Types.VARCHAR, Types.LONGVARCHAR, Types.NVARCHAR, Types.LONGNVARCHAR);

    private final Table table;
    private final TableColumns database;
    private final SchemaDdl ddl;
    private final TableRows rows;
    private final boolean changedByTool;
    private final List<SchemaFinding> findings = new ArrayList<>();

    TableComparison(Table table, TableColumns database, SchemaDdl ddl, TableRows rows, boolean changedByTool) {
        this.table = table;
        this.database = database;
        this.ddl = ddl;
        this.rows = rows;
        this.changedByTool = changedByTool;
    }

    /** What keeps the table from being used. */
    List<SchemaFinding> compare(Collection<ExpectedColumn> columns) {
        if (!database.exists()) {
            return List.of(noTable(columns));
        }
        Set<EncryptedAttribute> settled = withoutCiphertext(columns);
        Set<Column> remade = new HashSet<>();
        for (ExpectedColumn column : columns) {
            // The statements for a column also make its index column anew.
            if (column.isRowKey() || !settled.contains(column.attribute())) {
                boolean exists = database.find(column.column()) != null;
                int before = findings.size();
                compare(column);
                if (findings.size() > before && exists && column.isValue()) {
                    settled.add(column.attribute());
                } else if (findings.size() > before) {
                    remade.add(column.column());
                }
            }
        }
        table.getUniqueKeys().values().forEach(key -> compare(key, columns, settled, remade));
        return List.copyOf(findings);
    }

    /** Where the index column itself is missing, or made anew, the statements for it also make its key. */
    private void compare(
            UniqueKey key, Collection<ExpectedColumn> columns, Set<EncryptedAttribute> settled, Set<Column> remade) {
        List<ExpectedColumn> indexes = columns.stream()
                .filter(column -> column.generated() && key.containsColumn(column.column()))
                .toList();
        boolean present = key.getColumns().stream().allMatch(column -> database.find(column) != null)
                && indexes.stream()
                        .noneMatch(index -> settled.contains(index.attribute()) || remade.contains(index.column()));
        if (present && !indexes.isEmpty() && !database.isUnique(key.getColumns())) {
            findings.add(finding(
                    indexes.get(0),
                    "is not unique: the constraint '" + key.getName()
                            + "' is missing, so rows with equal values would be stored. If there are such rows already,"
                            + " change them first; then",
                    List.of(ddl.addUnique(table, key))));
        }
    }

    /**
     * What Hibernate's schema tool must not be let near: columns that are there with another type, which it would convert in
     * place, those that compare without case, which it may widen to others, and plaintext, of which it would make an index. What is missing it adds, and what is too small it widens.
     */
    List<SchemaFinding> compareExisting(Collection<ExpectedColumn> columns) {
        if (!database.exists()) {
            return List.of();
        }
        Set<EncryptedAttribute> settled = withoutCiphertext(columns);
        for (ExpectedColumn column : columns) {
            DatabaseColumn found = database.find(column.column());
            boolean settledBefore = !column.isRowKey() && settled.contains(column.attribute());
            if (found == null || settledBefore) {
                continue;
            }
            if (!fits(column, found)) {
                wrongType(column, found);
                settled.add(column.attribute());
            } else if (losesCase(column, found)) {
                settled.add(column.attribute());
            }
        }
        return List.copyOf(findings);
    }

    /** What a view lacks: it has columns of tables, which it can only select. */
    List<SchemaFinding> compareView(Collection<ExpectedColumn> columns) {
        for (ExpectedColumn column : columns) {
            DatabaseColumn found = database.find(column.column());
            if (found == null) {
                findings.add(finding(
                        column,
                        "is missing. This is a view: select the column in its query, from the table that holds it",
                        List.of()));
            } else if (!fits(column, found)) {
                findings.add(finding(
                        column,
                        "has the type " + found.typeName().toLowerCase(Locale.ROOT)
                                + ". This is a view: let its query select the column of the table without changing it",
                        List.of()));
            }
        }
        return List.copyOf(findings);
    }

    private SchemaFinding noTable(Collection<ExpectedColumn> columns) {
        ExpectedColumn any = columns.iterator().next();
        return new SchemaFinding(
                "attribute '" + any.attribute().name() + "': there is no table '" + ddl.name(table)
                        + "' (creating it may have failed, see the log). Create it with your other columns, then",
                columns.stream()
                        .flatMap(
                                column -> ddl.add(table, column, column.column().isNullable()).stream())
                        .toList());
    }

    /**
     * The attributes whose columns hold what is left of ciphertext, and those that read ciphertext only, in columns that hold
     * plaintext and were never prepared for ciphertext.
     */
    private Set<EncryptedAttribute> withoutCiphertext(Collection<ExpectedColumn> columns) {
        Set<EncryptedAttribute> attributes = new HashSet<>();
        for (ExpectedColumn value : columns) {
            EncryptedAttribute attribute = value.attribute();
            DatabaseColumn found = database.find(value.column());
            if (value.isValue() && found != null && isConverted(value, found)) {
                attributes.add(attribute);
                findings.add(finding(
                        value,
                        "has the type " + found.typeName().toLowerCase(Locale.ROOT)
                                + " and holds what is left of ciphertext: " + ConvertedCiphertext.CAUSE,
                        List.of()));
            } else if (value.isValue()
                    && attribute.mode().isStrict()
                    && found != null
                    && fits(value, found)
                    && isUnprepared(value, found, columns)
                    && rows.holdsPlaintext(table, value)) {
                attributes.add(attribute);
                findings.add(finding(
                        value,
                        "holds plaintext, which a strict reader refuses and a blind index would copy. " + wayOut(value)
                                + MIGRATE + besides(value, found),
                        List.of()));
            }
        }
        return attributes;
    }

    /** Nothing that is made of such values can be decrypted, nor may they be taken for plaintext and encrypted. */
    private boolean isConverted(ExpectedColumn expected, DatabaseColumn found) {
        return Content.ofDatabase(found.jdbcType()) == Content.TEXT
                && rows.firstValues(table, expected.column())
                        .map(texts -> fits(expected, found)
                                ? ConvertedCiphertext.isCertain(texts)
                                : ConvertedCiphertext.isPossible(texts))
                        .orElse(false);
    }

    private boolean isUnprepared(ExpectedColumn value, DatabaseColumn found, Collection<ExpectedColumn> columns) {
        return isTooSmall(value, found)
                || columns.stream()
                        .filter(column ->
                                column.isRowKey() || column.attribute().equals(value.attribute()))
                        .anyMatch(column -> database.find(column.column()) == null);
    }

    private static String besides(ExpectedColumn value, DatabaseColumn found) {
        return CaseComparison.loss(value, found)
                .map(loss -> ". It also " + loss)
                .orElse("");
    }

    private static String wayOut(ExpectedColumn value) {
        EncryptedAttribute attribute = value.attribute();
        boolean canHaveMode = value.text() && attribute.rowKeyed() && attribute.domainType() == String.class;
        return canHaveMode
                ? "Set '" + RowsealSettings.MODE + "." + attribute.name() + "' and migrate the rows"
                : "Keep the column, map the attribute to a new one and copy the values";
    }

    private void compare(ExpectedColumn expected) {
        if (expected.isValue()) {
            addLeftoverIndex(expected);
        }
        DatabaseColumn found = database.find(expected.column());
        if (found == null) {
            missing(expected);
        } else if (!fits(expected, found)) {
            wrongType(expected, found);
        } else if (expected.generated()) {
            IndexComparison.wrong(expected, found, ddl)
                    .ifPresent(what -> findings.add(
                            found.generation() == null ? replacing(expected, what) : remade(expected, what)));
        } else if (found.generation() != null) {
            findings.add(replacing(expected, "is generated by the database, but Hibernate must write it"));
        } else if (losesCase(expected, found)) {
            return;
        } else if (isTooSmall(expected, found)) {
            findings.add(finding(expected, tooSmall(expected, found), ddl.widen(table, expected, found)));
        }
    }

    /** The statements also make it as wide as it must be. */
    private boolean losesCase(ExpectedColumn expected, DatabaseColumn found) {
        if (rows.holdsCiphertext(table, expected) || (changedByTool && rows.isEmpty(table, expected.column()))) {
            // It holds no text by which anybody searched, so no search finds less.
            return false;
        }
        String also = isTooSmall(expected, found) ? tooSmall(expected, found) + ". It also " : "";
        Optional<String> loss = CaseComparison.loss(expected, found).map(also::concat);
        loss.ifPresent(what -> findings.add(
                ddl.canTellCasesApart(found)
                        ? finding(expected, what + "; then", ddl.widen(table, expected, found))
                        : finding(
                                expected,
                                what
                                        + ". All texts of this database compare so: map the attribute to a new, binary column"
                                        + MIGRATE,
                                List.of())));
        return loss.isPresent();
    }

    private static String tooSmall(ExpectedColumn expected, DatabaseColumn found) {
        return "is too small: it holds " + found.size() + " and must hold " + expected.length()
                + (expected.text() ? " characters" : " bytes");
    }

    private static boolean isTooSmall(ExpectedColumn expected, DatabaseColumn found) {
        return !expected.generated() && found.size() > 0 && found.size() < expected.length();
    }

    private void missing(ExpectedColumn expected) {
        boolean nullable = expected.column().isNullable() || expected.generated();
        if (nullable || rows.isEmpty(table)) {
            findings.add(finding(expected, "is missing", ddl.add(table, expected, nullable)));
        } else {
            findings.add(finding(
                    expected,
                    "is missing. The table has rows, so make it NOT NULL when all have a value" + MIGRATE,
                    ddl.add(table, expected, true)));
        }
    }

    /** It would hold parts of the plaintext that is written, and a unique one would refuse different values. */
    private void addLeftoverIndex(ExpectedColumn expected) {
        EncryptedAttribute attribute = expected.attribute();
        Column index = IndexColumn.named(expected.column());
        if (attribute.mode().writesPlaintext() && attribute.prefixes() > 0 && database.find(index) != null) {
            findings.add(new SchemaFinding(
                    "column '" + index.getName() + "' of table '" + ddl.name(table)
                            + "', the blind index of attribute '"
                            + attribute.name() + "', must not be there in the mode " + attribute.mode()
                            + ": it would copy plaintext",
                    List.of(ddl.drop(table, index))));
        }
    }

    /** For columns of megabytes some dialects use large objects. */
    private boolean fits(ExpectedColumn expected, DatabaseColumn found) {
        int jdbcType = found.jdbcType();
        return (expected.text() ? TEXT : BINARY).contains(jdbcType)
                || (expected.text() && found.ignoresCase())
                || (jdbcType == (expected.text() ? Types.CLOB : Types.BLOB) && ddl.isLargeObject(expected));
    }

    private void wrongType(ExpectedColumn expected, DatabaseColumn found) {
        String isOfType = "has the type " + found.typeName().toLowerCase(Locale.ROOT) + ", but ";
        boolean keepable = !expected.text()
                && expected.isValue()
                && expected.attribute().domainType() == String.class
                && TEXT.contains(found.jdbcType());
        findings.add(replacing(
                expected,
                isOfType
                        + (expected.text()
                                ? "@Encrypted(storage = TEXT) needs a character column of variable length"
                                : "encrypted values need a binary column")
                        + (keepable ? ". To keep an existing text column, use @Encrypted(storage = TEXT)" : "")
                        + besides(expected, found)));
    }

    /** A column whose values were lost if it was made anew. */
    private SchemaFinding replacing(ExpectedColumn expected, String what) {
        if (rows.isEmpty(table, expected.column())) {
            boolean nullable = expected.column().isNullable() || expected.generated() || !rows.isEmpty(table);
            return finding(expected, what, ddl.replace(table, expected, nullable));
        }
        return finding(
                expected,
                what + ". It holds values, so do not drop it: "
                        + (expected.isValue()
                                ? "map the attribute to a new column and copy them" + MIGRATE
                                : "rename it if the application uses it, and start again"),
                List.of());
    }

    /** A column that the database computes again. */
    private SchemaFinding remade(ExpectedColumn expected, String what) {
        return finding(expected, what, ddl.replace(table, expected, true));
    }

    private SchemaFinding finding(ExpectedColumn expected, String what, List<String> statements) {
        return new SchemaFinding(
                "column '" + expected.column().getName() + "' of table '" + ddl.name(table) + "', for "
                        + expected.role() + ", " + what,
                statements);
    }
}
