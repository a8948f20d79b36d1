package io.rowseal.hibernate.internal.dialect;

import io.rowseal.hibernate.internal.type.CellJdbcType;
import java.util.List;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.SqlAstTranslatorFactory;
import org.hibernate.sql.ast.spi.SqlSelection;
import org.hibernate.sql.ast.tree.MutationStatement;
import org.hibernate.sql.ast.tree.expression.ColumnReference;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.select.SelectStatement;
import org.hibernate.sql.exec.spi.JdbcOperationQueryMutation;
import org.hibernate.sql.exec.spi.JdbcSelect;
import org.hibernate.sql.model.ast.TableMutation;
import org.hibernate.sql.model.jdbc.JdbcMutationOperation;
import org.hibernate.sql.results.internal.ResolvedSqlSelection;
import org.hibernate.type.BasicType;

/**
 * Selects indexed attributes by their cells where Hibernate selects columns without asking their types: in the statement that locks
 * rows after a query with outer joins has read them, and reads their state once more. It would read blind indexes.
 */
public final class LockedCells implements SqlAstTranslatorFactory {

    private final SqlAstTranslatorFactory ofDialect;

    LockedCells(SqlAstTranslatorFactory ofDialect) {
        this.ofDialect = ofDialect;
    }

    @Override
    public SqlAstTranslator<JdbcSelect> buildSelectTranslator(
            SessionFactoryImplementor factory, SelectStatement statement) {
        statement
                .getQueryPart()
                .visitQuerySpecs(query -> selectCells(query.getSelectClause().getSqlSelections()));
        return ofDialect.buildSelectTranslator(factory, statement);
    }

    @Override
    public SqlAstTranslator<? extends JdbcOperationQueryMutation> buildMutationTranslator(
            SessionFactoryImplementor factory, MutationStatement statement) {
        return ofDialect.buildMutationTranslator(factory, statement);
    }

    @Override
    public <O extends JdbcMutationOperation> SqlAstTranslator<O> buildModelMutationTranslator(
            TableMutation<O> mutation, SessionFactoryImplementor factory) {
        return ofDialect.buildModelMutationTranslator(mutation, factory);
    }

    private static void selectCells(List<SqlSelection> selections) {
        for (int i = 0; i < selections.size(); i++) {
            SqlSelection selection = selections.get(i);
            if (selection.getExpression() instanceof ColumnReference column
                    && column.getJdbcMapping().getJdbcType() instanceof CellJdbcType type) {
                Expression cell = type.wrapTopLevelSelectionExpression(column);
                // A column of a derived table is read there already, and has no read expression.
                if (column.getReadExpression() != null && !cell.equals(column)) {
                    selections.set(i, new ResolvedSqlSelection(selection.getValuesArrayPosition(), cell, (BasicType<?>)
                            column.getJdbcMapping()));
                }
            }
        }
    }
}
