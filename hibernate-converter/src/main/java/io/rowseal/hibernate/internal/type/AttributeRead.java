package io.rowseal.hibernate.internal.type;

import io.rowseal.hibernate.internal.sql.ReadExpression;
import io.rowseal.hibernate.internal.sql.SqlFragments;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.jspecify.annotations.Nullable;

/**
 * The SQL that reads an attribute together with the key of its row.
 *
 * @param selected what a selection reads, with {@link ReadExpression#ALIAS} for the table alias
 * @param custom what Hibernate is told to read the column by everywhere
 */
public record AttributeRead(String selected, String custom) {

    /**
     * The SQL of a column.
     *
     * @param index what stands for the column wherever it is not selected, null for the same as in a selection
     * @param ofEntity whether it is a column of the entity itself, not of an embeddable
     */
    public static AttributeRead of(
            Column rowKey, Column column, @Nullable Column index, boolean text, boolean ofEntity, Dialect dialect) {
        String quoted = column.getQuotedName(dialect);
        String selected = SqlFragments.of(dialect)
                .rowRead(ReadExpression.ALIAS + rowKey.getQuotedName(dialect), ReadExpression.ALIAS + quoted, text);
        String elsewhere = index == null ? selected : ReadExpression.ALIAS + index.getQuotedName(dialect);
        return new AttributeRead(selected, ReadExpression.customRead(elsewhere, quoted, ofEntity));
    }
}
