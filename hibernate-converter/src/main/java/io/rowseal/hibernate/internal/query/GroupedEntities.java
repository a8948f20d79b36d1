package io.rowseal.hibernate.internal.query;

import io.rowseal.hibernate.internal.type.CellJdbcType;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.sql.ast.tree.expression.ColumnReference;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.expression.SqlTuple;
import org.hibernate.sql.ast.tree.expression.SqlTupleContainer;

/**
 * Where a database wants every selected column in GROUP BY, Hibernate groups by all columns of an entity that is grouped by. An
 * indexed attribute stands there for its index, while its cell is selected: so the cells are grouped by too. As the identifier is among
 * the columns, the groups stay the same.
 */
public final class GroupedEntities {

    private GroupedEntities() {}

    /** The expressions of a GROUP BY, with the cells of entities. */
    static List<Expression> withCells(List<Expression> grouped) {
        List<Expression> all = new ArrayList<>(grouped);
        for (Expression each : grouped) {
            SqlTuple columns = each instanceof SqlTupleContainer container ? container.getSqlTuple() : null;
            if (columns != null) {
                columns.getExpressions().stream()
                        .filter(ColumnReference.class::isInstance)
                        .map(ColumnReference.class::cast)
                        .filter(column -> column.getJdbcMapping().getJdbcType() instanceof CellJdbcType cell
                                && cell.attribute().indexed())
                        .map(column -> column.getJdbcMapping().getJdbcType().wrapTopLevelSelectionExpression(column))
                        .forEach(all::add);
            }
        }
        return all;
    }
}
