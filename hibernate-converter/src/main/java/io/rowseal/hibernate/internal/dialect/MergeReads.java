package io.rowseal.hibernate.internal.dialect;

import io.rowseal.hibernate.internal.type.CellJdbcType;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.sql.ast.tree.expression.ColumnReference;
import org.hibernate.sql.model.ast.ColumnValueBinding;
import org.hibernate.sql.model.internal.OptionalTableUpdate;

/**
 * In a MERGE Hibernate inserts what the read expressions of columns make of the new values. That is meant for values that are read:
 * an encrypted column would get a row key before its cell, and a column with a blind index is read by a column that the new values
 * do not have. The bare values take the place of those expressions.
 */
public final class MergeReads {

    /** Hibernate's alias of the new values. */
    private static final String SOURCE = "s";

    private final Map<String, String> columns = new HashMap<>();

    MergeReads(OptionalTableUpdate merge) {
        for (ColumnValueBinding binding : merge.getValueBindings()) {
            ColumnReference column = binding.getColumnReference();
            if (column.getReadExpression() != null && column.getJdbcMapping().getJdbcType() instanceof CellJdbcType) {
                StringBuilder read = new StringBuilder();
                column.appendReadExpression(SOURCE, read::append);
                columns.put(read.toString(), SOURCE + "." + column.getColumnExpression());
            }
        }
    }

    /** A piece of the statement as it must be. */
    String instead(String piece) {
        return columns.getOrDefault(piece, piece);
    }
}
