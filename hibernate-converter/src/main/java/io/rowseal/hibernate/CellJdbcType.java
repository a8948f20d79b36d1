package io.rowseal.hibernate;

import java.sql.Types;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.Size;
import org.hibernate.sql.ast.Clause;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.spi.SqlAppender;
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
final class CellJdbcType extends DomainKind {

    private static final long serialVersionUID = 1L;

    private final transient EncryptedAttribute attribute;
    private final transient EncryptionRuntime runtime;

    CellJdbcType(EncryptedAttribute attribute, EncryptionRuntime runtime) {
        this.attribute = attribute;
        this.runtime = runtime;
    }

    EncryptedAttribute attribute() {
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
        return new CellBinder<>(attribute, runtime, getJdbcTypeCode());
    }

    @Override
    public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
        return new CellExtractor<>(attribute, runtime, javaType);
    }

    @Override
    public Expression wrapTopLevelSelectionExpression(Expression expression) {
        if (attribute.indexed() && expression instanceof ColumnReference column) {
            return new ColumnReference(
                    column.getQualifier(),
                    column.getColumnExpression(),
                    column.getSelectablePath(),
                    false,
                    attribute.selectExpression(),
                    column.getJdbcMapping());
        }
        return expression;
    }

    /**
     * A value that is compared is usually bound as its index ({@link SearchJdbcType}). Where Hibernate itself restricts by the
     * attribute, for a natural id, the sealed value is bound and the database takes the index out of it.
     */
    @Override
    public void appendWriteExpression(String marker, @Nullable Size size, SqlAppender appender, Dialect dialect) {
        if (!isCompared(appender)) {
            if (appender instanceof SqlAstTranslator<?> && attribute.rowKeyed() && runtime.rejectsSealedValues()) {
                throw UnsupportedEncryptedQueryException.of(
                        attribute,
                        "an assignment of bulk HQL, which writes sealed values, while the setting '"
                                + RowsealSettings.SEALED_VALUES + "' rejects them",
                        "load the entities and change them");
            }
            appender.append(
                    appender instanceof SqlAstTranslator<?>
                            ? SqlFragments.of(dialect).assigned(marker, attribute.text())
                            : marker);
            return;
        }
        if (!attribute.indexed()) {
            throw UnsupportedEncryptedQueryException.notIndexed(attribute, "a comparison");
        }
        SqlFragments sql = SqlFragments.of(dialect);
        appender.append(sql.indexOf(sql.typed(marker, attribute.text()), attribute.text()));
    }

    private static boolean isCompared(SqlAppender appender) {
        if (!(appender instanceof SqlAstTranslator<?> translator)) {
            return false;
        }
        Clause clause = translator.getCurrentClauseStack().getCurrent();
        return clause != null && clause != Clause.SET && clause != Clause.VALUES && clause != Clause.INSERT;
    }

    @Override
    public String toString() {
        return "CellJdbcType[" + attribute + "]";
    }
}
