package io.rowseal.hibernate.internal.query;

import java.util.List;
import org.hibernate.metamodel.model.domain.ReturnableType;
import org.hibernate.query.spi.QueryEngine;
import org.hibernate.query.sqm.function.AbstractSqmSelfRenderingFunctionDescriptor;
import org.hibernate.query.sqm.function.SelfRenderingSqmAggregateFunction;
import org.hibernate.query.sqm.function.SelfRenderingSqmFunction;
import org.hibernate.query.sqm.function.SelfRenderingSqmOrderedSetAggregateFunction;
import org.hibernate.query.sqm.function.SelfRenderingSqmWindowFunction;
import org.hibernate.query.sqm.tree.SqmTypedNode;
import org.hibernate.query.sqm.tree.predicate.SqmPredicate;
import org.hibernate.query.sqm.tree.select.SqmOrderByClause;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.spi.SqlAppender;
import org.hibernate.sql.ast.tree.SqlAstNode;
import org.hibernate.sql.ast.tree.predicate.Predicate;
import org.hibernate.sql.ast.tree.select.SortSpecification;

/** A function of Hibernate as it is, but for how its arguments are looked at. */
public final class CheckedFunction extends AbstractSqmSelfRenderingFunctionDescriptor {

    private final AbstractSqmSelfRenderingFunctionDescriptor standard;

    CheckedFunction(AbstractSqmSelfRenderingFunctionDescriptor standard, EncryptedArguments arguments) {
        super(
                standard.getName(),
                standard.getFunctionKind(),
                arguments,
                standard.getReturnTypeResolver(),
                standard.getArgumentTypeResolver());
        this.standard = standard;
    }

    @Override
    public boolean alwaysIncludesParentheses() {
        return standard.alwaysIncludesParentheses();
    }

    @Override
    public String getSignature(String name) {
        return standard.getSignature(name);
    }

    @Override
    public boolean isPredicate() {
        return standard.isPredicate();
    }

    @Override
    protected <T> SelfRenderingSqmFunction<T> generateSqmFunctionExpression(
            List<? extends SqmTypedNode<?>> arguments, ReturnableType<T> type, QueryEngine engine) {
        return standard.generateSqmExpression(arguments, type, engine);
    }

    @Override
    public <T> SelfRenderingSqmAggregateFunction<T> generateSqmAggregateFunctionExpression(
            List<? extends SqmTypedNode<?>> arguments,
            SqmPredicate filter,
            ReturnableType<T> type,
            QueryEngine engine) {
        return standard.generateSqmAggregateFunctionExpression(arguments, filter, type, engine);
    }

    @Override
    public <T> SelfRenderingSqmOrderedSetAggregateFunction<T> generateSqmOrderedSetAggregateFunctionExpression(
            List<? extends SqmTypedNode<?>> arguments,
            SqmPredicate filter,
            SqmOrderByClause withinGroup,
            ReturnableType<T> type,
            QueryEngine engine) {
        return standard.generateSqmOrderedSetAggregateFunctionExpression(arguments, filter, withinGroup, type, engine);
    }

    @Override
    protected <T> SelfRenderingSqmWindowFunction<T> generateSqmWindowFunctionExpression(
            List<? extends SqmTypedNode<?>> arguments,
            SqmPredicate filter,
            Boolean respectNulls,
            Boolean fromFirst,
            ReturnableType<T> type,
            QueryEngine engine) {
        return (SelfRenderingSqmWindowFunction<T>)
                standard.generateWindowSqmExpression(arguments, filter, respectNulls, fromFirst, type, engine);
    }

    @Override
    public void render(
            SqlAppender sql,
            List<? extends SqlAstNode> arguments,
            ReturnableType<?> type,
            SqlAstTranslator<?> translator) {
        standard.render(sql, arguments, type, translator);
    }

    @Override
    public void render(
            SqlAppender sql,
            List<? extends SqlAstNode> arguments,
            Predicate filter,
            ReturnableType<?> type,
            SqlAstTranslator<?> translator) {
        standard.render(sql, arguments, filter, type, translator);
    }

    @Override
    public void render(
            SqlAppender sql,
            List<? extends SqlAstNode> arguments,
            Predicate filter,
            List<SortSpecification> withinGroup,
            ReturnableType<?> type,
            SqlAstTranslator<?> translator) {
        standard.render(sql, arguments, filter, withinGroup, type, translator);
    }

    @Override
    public void render(
            SqlAppender sql,
            List<? extends SqlAstNode> arguments,
            Predicate filter,
            Boolean respectNulls,
            Boolean fromFirst,
            ReturnableType<?> type,
            SqlAstTranslator<?> translator) {
        standard.render(sql, arguments, filter, respectNulls, fromFirst, type, translator);
    }
}
