package io.rowseal.hibernate.internal.model;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.sql.SqlFragments;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.row.TableKeys;
import java.util.List;
import java.util.regex.Pattern;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.CheckConstraint;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.DenormalizedTable;
import org.hibernate.mapping.Table;

/**
 * Undoes what Bean Validation did to encrypted columns: {@code @Size(max = 11)} shortened them, {@code @Digits} gave them a
 * precision, {@code @Min} and {@code @Max} compare their bytes with a number. The constraints keep their effect on the values.
 * {@code @NotNull} may stay: null is stored as null.
 */
public final class ColumnShapes {

    private ColumnShapes() {}

    public static void restore(EncryptedModel model, Dialect dialect) {
        model.attributes().forEach(attribute -> restore(attribute, dialect));
    }

    /** What compares without case would take different texts for equal that the index tells apart. */
    public static void collate(EncryptedModel model, Dialect dialect) {
        String exact = SqlFragments.of(dialect).exactCollation();
        model.attributes().stream()
                .filter(attribute -> exact != null && attribute.text() && attribute.prefixes() > 0)
                .forEach(attribute -> {
                    Column mapped = attribute.mappingColumn();
                    Column created = mapped.getValue().getTable().getColumn(mapped);
                    mapped.setCollation(exact);
                    if (created != null) {
                        created.setCollation(exact);
                    }
                });
    }

    /** How many bytes or characters the column of an attribute must hold. */
    public static long length(EncryptedAttribute attribute) {
        return TableKeys.columnLength(attribute.maxValueBytes(), attribute.prefixes(), attribute.text());
    }

    private static void restore(EncryptedAttribute attribute, Dialect dialect) {
        Column mapped = attribute.mappingColumn();
        Table table = mapped.getValue().getTable();
        // A class hierarchy can map one column of a table with several objects; the first of them is created.
        Column created = table.getColumn(mapped);
        reshape(mapped, length(attribute));
        if (created == null) {
            return;
        }
        reshape(created, length(attribute));
        if (hasValidationCheck(created, dialect)) {
            requireReplaceable(attribute, table);
            replace(table, created, withoutValidationChecks(created, dialect));
        }
    }

    /** The checks that do not come from Bean Validation. */
    public static List<CheckConstraint> checks(Column column, Dialect dialect) {
        // What @Min and @Max make; Hibernate does not tell where a check comes from.
        Pattern ofValidation = Pattern.compile(Pattern.quote(column.getQuotedName(dialect)) + "[<>]=-?\\d+");
        return column.getCheckConstraints().stream()
                .filter(check -> check.isNamed()
                        || !ofValidation.matcher(check.getConstraint()).matches())
                .toList();
    }

    /** The columns of a table that includes those of another one can be arranged once only, which Hibernate does itself. */
    private static void requireReplaceable(EncryptedAttribute attribute, Table table) {
        if (table instanceof DenormalizedTable) {
            throw new ConfigurationException(
                    "attribute '" + attribute.name() + "' of a subclass with TABLE_PER_CLASS has @Min,"
                            + " @Max or the like, of which Hibernate makes a check of its ciphertext: set"
                            + " hibernate.validator.apply_to_ddl to false, which keeps the validation of values");
        }
    }

    private static boolean hasValidationCheck(Column column, Dialect dialect) {
        return checks(column, dialect).size() < column.getCheckConstraints().size();
    }

    private static void reshape(Column column, long length) {
        column.setLength(length);
        column.setPrecision(null);
        column.setScale(null);
    }

    /** Checks cannot be taken away from a column, so the table gets another one. */
    private static Column withoutValidationChecks(Column column, Dialect dialect) {
        Column copy = new Column(column.getQuotedName());
        copy.setValue(column.getValue());
        copy.setLength(column.getLength());
        copy.setNullable(column.isNullable());
        copy.setTypeIndex(column.getTypeIndex());
        copy.setSqlTypeCode(column.getSqlTypeCode());
        copy.setComment(column.getComment());
        copy.setCollation(column.getCollation());
        copy.setOptions(column.getOptions());
        checks(column, dialect).forEach(copy::addCheckConstraint);
        return copy;
    }

    private static void replace(Table table, Column present, Column replacement) {
        table.reorderColumns(table.getColumns().stream()
                .map(column -> column.equals(present) ? replacement : column)
                .toList());
    }
}
