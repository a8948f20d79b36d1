package io.rowseal.hibernate.internal.type;

import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.sql.SqlFragments;
import java.sql.Types;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.Size;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Value;
import org.hibernate.sql.ast.Clause;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.spi.SqlAppender;
import org.hibernate.sql.ast.tree.expression.CaseSearchedExpression;
import org.hibernate.sql.ast.tree.expression.CaseSearchedExpression.WhenFragment;
import org.hibernate.sql.ast.tree.expression.ColumnReference;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.JdbcLiteralFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC side of one encrypted attribute: seals when a statement is bound, opens when a row is extracted. In a selection the
 * attribute is read with its row key; everywhere else in SQL it stands for its index column, if it has one.
 */
public final class CellJdbcType extends DomainKind {

    private static final long serialVersionUID = 1L;

    private final transient EncryptedAttribute attribute;
    private final transient KeyScopes keyScopes;

    CellJdbcType(EncryptedAttribute attribute, KeyScopes keyScopes) {
        this.attribute = attribute;
        this.keyScopes = keyScopes;
    }

    /** The encrypted attribute behind a value of the finished mapping, null if it is not encrypted. Resolves the value. */
    public static @Nullable EncryptedAttribute attributeOf(Value value) {
        return value instanceof BasicValue basic && basic.resolve().getJdbcType() instanceof CellJdbcType cell
                ? cell.attribute()
                : null;
    }

    public EncryptedAttribute attribute() {
        return attribute;
    }

    @Override
    Class<?> domainType() {
        return attribute.domainType();
    }

    @Override
    public int getJdbcTypeCode() {
        return attribute.text() ? Types.VARCHAR : Types.VARBINARY;
    }

    /** None: literals are bound as parameters, so that neither plaintext nor a sealed value stays in cached SQL. */
    @Override
    public <T> @Nullable JdbcLiteralFormatter<T> getJdbcLiteralFormatter(JavaType<T> javaType) {
        return null;
    }

    @Override
    public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
        return new CellBinder<>(attribute, keyScopes, getJdbcTypeCode());
    }

    @Override
    public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
        return new CellExtractor<>(attribute, keyScopes, javaType);
    }

    @Override
    public Expression wrapTopLevelSelectionExpression(Expression expression) {
        AttributeRead read = attribute.read();
        if (!attribute.indexed() || read == null) {
            return expression;
        }
        if (expression instanceof ColumnReference column) {
            return cell(column, read);
        }
        // What Hibernate makes of an attribute of a treated join: the column if the row is of that class.
        return expression instanceof CaseSearchedExpression ofClass && isOfThisAttribute(ofClass)
                ? new CaseSearchedExpression(
                        ofClass.getExpressionType(),
                        ofClass.getWhenFragments().stream()
                                .map(when -> new WhenFragment(
                                        when.getPredicate(),
                                        cell(when.getResult().getColumnReference(), read)))
                                .toList(),
                        null)
                : expression;
    }

    private static ColumnReference cell(ColumnReference column, AttributeRead read) {
        return new ColumnReference(
                column.getQualifier(),
                column.getColumnExpression(),
                column.getSelectablePath(),
                false,
                read.selected(),
                column.getJdbcMapping());
    }

    private boolean isOfThisAttribute(CaseSearchedExpression expression) {
        return expression.getOtherwise() == null
                && expression.getWhenFragments().stream()
                        .map(when -> when.getResult().getColumnReference())
                        .allMatch(column ->
                                column != null && equals(column.getJdbcMapping().getJdbcType()));
    }

    /**
     * A value that is compared is usually bound as its index ({@link SearchJdbcType}). Where Hibernate itself restricts by the
     * attribute, for a natural id, the sealed value is bound and the database takes the index out of it.
     */
    @Override
    public void appendWriteExpression(String marker, @Nullable Size size, SqlAppender appender, Dialect dialect) {
        Clause clause = clauseOf(appender);
        if (clause == null) {
            appender.append(marker);
            return;
        }
        SqlFragments sql = SqlFragments.of(dialect);
        if (isAssigned(clause)) {
            if (attribute.rowKeyed() && keyScopes.options().rejectsSealedValues()) {
                throw QueryRefusals.of(
                        attribute,
                        "an assignment of bulk HQL, which writes sealed values, while the setting '"
                                + RowsealSettings.SEALED_VALUES + "' rejects them",
                        "load the entities and change them");
            }
            appender.append(
                    clause == Clause.SELECT
                            ? sql.typed(marker, attribute.text())
                            : sql.assigned(marker, attribute.text()));
            return;
        }
        if (!attribute.indexed()) {
            throw QueryRefusals.notIndexed(attribute, "a comparison");
        }
        appender.append(sql.indexOf(sql.typed(marker, attribute.text()), attribute.text()));
    }

    /**
     * A bulk update inserts a missing row of a secondary table by INSERT … SELECT. What is compared in the select clause of another
     * statement has the type of a {@link SearchJdbcType}.
     */
    private static boolean isAssigned(Clause clause) {
        return clause == Clause.SET || clause == Clause.VALUES || clause == Clause.INSERT || clause == Clause.SELECT;
    }

    private static @Nullable Clause clauseOf(SqlAppender appender) {
        return appender instanceof SqlAstTranslator<?> translator
                ? translator.getCurrentClauseStack().getCurrent()
                : null;
    }

    @Override
    public String toString() {
        return "CellJdbcType[" + attribute + "]";
    }
}
