package io.rowseal.hibernate.internal.query;

import io.rowseal.hibernate.internal.type.CellJdbcType;
import java.util.List;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.query.sqm.sql.SqmToSqlAstConverter;
import org.hibernate.sql.ast.spi.SqlSelection;
import org.hibernate.sql.ast.tree.cte.CteContainer;
import org.hibernate.sql.ast.tree.expression.ColumnReference;
import org.hibernate.sql.ast.tree.expression.QueryTransformer;
import org.hibernate.sql.ast.tree.from.DerivedTableReference;
import org.hibernate.sql.ast.tree.from.QueryPartTableReference;
import org.hibernate.sql.ast.tree.select.QuerySpec;
import org.hibernate.sql.results.internal.ResolvedSqlSelection;
import org.hibernate.type.BasicType;

/**
 * A page of entities with a fetched collection is read from a derived table, which holds the page. Hibernate selects there what an
 * encrypted column is read by, under the name of the column, and reads that once more outside. So the derived table gets the column as
 * it is; what reads it, row key included, stays outside.
 */
public final class PagedFetches implements QueryTransformer {

    private final QueryTransformer hibernates;

    PagedFetches(QueryTransformer hibernates) {
        this.hibernates = hibernates;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Hibernate returns the very query where it changes nothing.
    public QuerySpec transform(CteContainer ctes, QuerySpec query, SqmToSqlAstConverter converter) {
        QuerySpec transformed = hibernates.transform(ctes, query, converter);
        if (transformed != query) {
            transformed.getFromClause().getRoots().forEach(root -> {
                if (root.getPrimaryTableReference() instanceof QueryPartTableReference derived) {
                    derived.getStatement().getQueryPart().visitQuerySpecs(page -> selectColumns(page, derived));
                }
            });
        }
        return transformed;
    }

    private static void selectColumns(QuerySpec page, DerivedTableReference derived) {
        List<SqlSelection> selections = page.getSelectClause().getSqlSelections();
        for (int i = 0; i < selections.size(); i++) {
            // Under another name it is a column of another table, which is read where it is selected, and not once
            // more.
            if (selections.get(i).getExpression() instanceof ColumnReference column
                    && column.getJdbcMapping().getJdbcType() instanceof CellJdbcType
                    && column.getColumnExpression()
                            .equals(derived.getColumnNames().get(i))) {
                selections.set(i, bare(i, column));
            }
        }
    }

    private static SqlSelection bare(int position, ColumnReference column) {
        JdbcMapping type = column.getJdbcMapping();
        ColumnReference bare =
                new ColumnReference(column.getQualifier(), column.getColumnExpression(), false, null, type);
        return new ResolvedSqlSelection(position, bare, (BasicType<?>) type);
    }
}
