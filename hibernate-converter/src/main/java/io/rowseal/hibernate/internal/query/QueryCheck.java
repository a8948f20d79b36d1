package io.rowseal.hibernate.internal.query;

import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.hibernate.internal.type.QueryRefusals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hibernate.query.sqm.ComparisonOperator;
import org.hibernate.query.sqm.tree.SqmVisitableNode;
import org.hibernate.query.sqm.tree.domain.SqmBasicValuedSimplePath;
import org.hibernate.query.sqm.tree.domain.SqmEmbeddedValuedSimplePath;
import org.hibernate.query.sqm.tree.domain.SqmPath;
import org.hibernate.query.sqm.tree.expression.SqmAggregateFunction;
import org.hibernate.query.sqm.tree.expression.SqmAny;
import org.hibernate.query.sqm.tree.expression.SqmBinaryArithmetic;
import org.hibernate.query.sqm.tree.expression.SqmCaseSearched;
import org.hibernate.query.sqm.tree.expression.SqmCaseSimple;
import org.hibernate.query.sqm.tree.expression.SqmCoalesce;
import org.hibernate.query.sqm.tree.expression.SqmDistinct;
import org.hibernate.query.sqm.tree.expression.SqmEnumLiteral;
import org.hibernate.query.sqm.tree.expression.SqmEvery;
import org.hibernate.query.sqm.tree.expression.SqmExpression;
import org.hibernate.query.sqm.tree.expression.SqmFieldLiteral;
import org.hibernate.query.sqm.tree.expression.SqmFunction;
import org.hibernate.query.sqm.tree.expression.SqmHqlNumericLiteral;
import org.hibernate.query.sqm.tree.expression.SqmLiteral;
import org.hibernate.query.sqm.tree.expression.SqmParameter;
import org.hibernate.query.sqm.tree.expression.SqmTuple;
import org.hibernate.query.sqm.tree.predicate.SqmBetweenPredicate;
import org.hibernate.query.sqm.tree.predicate.SqmComparisonPredicate;
import org.hibernate.query.sqm.tree.predicate.SqmInListPredicate;
import org.hibernate.query.sqm.tree.predicate.SqmInSubQueryPredicate;
import org.hibernate.query.sqm.tree.predicate.SqmLikePredicate;
import org.hibernate.query.sqm.tree.predicate.SqmNullnessPredicate;
import org.hibernate.query.sqm.tree.select.SqmSubQuery;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a query must not ask of encrypted attributes. Everything is refused that is not known to give what plaintext
 * would give: comparisons for equality of indexed attributes, {@code in}, {@code is null}, counting, plain selection.
 */
public final class QueryCheck extends QueryElementCheck {

    private final List<String> sqlFragments = new ArrayList<>();

    private static final String EQUALITY_ONLY =
            "types that can have @BlindIndex can be compared by it with =, <>, in and not in; else load the values and compare them"
                    + " in Java";

    @Override
    public Object visitBasicValuedPath(SqmBasicValuedSimplePath<?> path) {
        EncryptedAttribute attribute = EncryptedPaths.attribute(path);
        if (attribute != null) {
            throw QueryRefusals.of(attribute, operation(), EQUALITY_ONLY);
        }
        visitSelectors(path);
        return path;
    }

    @Override
    public Object visitEmbeddableValuedPath(SqmEmbeddedValuedSimplePath<?> path) {
        EncryptedAttribute attribute = EncryptedPaths.inEmbeddable(path);
        if (attribute != null) {
            throw QueryRefusals.of(
                    attribute,
                    operation() + " of its whole embeddable",
                    "name the attributes of the embeddable one by one");
        }
        visitSelectors(path);
        return path;
    }

    @Override
    public Object visitComparisonPredicate(SqmComparisonPredicate predicate) {
        SqmExpression<?> left = predicate.getLeftHandExpression();
        SqmExpression<?> right = predicate.getRightHandExpression();
        ComparisonOperator operator = predicate.getSqmOperator();
        String name = "a comparison with '" + operator.sqlText() + "'";
        EncryptedAttribute attribute = EncryptedPaths.attribute(left);
        if (attribute == null) {
            attribute = EncryptedPaths.attribute(right);
            left = predicate.getRightHandExpression();
            right = predicate.getLeftHandExpression();
        }
        if (attribute == null) {
            return during(name, () -> super.visitComparisonPredicate(predicate));
        }
        switch (operator) {
            case EQUAL, NOT_EQUAL, DISTINCT_FROM, NOT_DISTINCT_FROM -> compare(left, attribute, right, name);
            default -> throw QueryRefusals.of(attribute, name, EQUALITY_ONLY);
        }
        return predicate;
    }

    private void compare(
            SqmVisitableNode path, EncryptedAttribute attribute, SqmVisitableNode other, String operation) {
        requireIndex(attribute, operation);
        visitSelectors(path);
        visitSelectors(other);
        if (other instanceof SqmParameter<?> parameter) {
            uses().search(parameter, EncryptedPaths.mapping(path));
        }
        EncryptedAttribute otherAttribute = EncryptedPaths.attribute(other);
        if (otherAttribute != null) {
            requireIndex(otherAttribute, operation);
        } else if (other instanceof SqmSubQuery<?> subquery) {
            during(operation, () -> visitCompared(subquery, attribute));
        } else if (other instanceof SqmAny<?> any) {
            during(operation, () -> visitCompared(any.getSubquery(), attribute));
        } else if (other instanceof SqmEvery<?> every) {
            during(operation, () -> visitCompared(every.getSubquery(), attribute));
        } else if (!isValue(other)) {
            throw QueryRefusals.of(
                    attribute,
                    operation + " with an expression",
                    "compare it with a parameter, a literal, another indexed attribute or a subquery that selects one");
        }
    }

    @Override
    boolean isValue(SqmVisitableNode node) {
        return node instanceof SqmParameter<?>
                || node instanceof SqmLiteral<?>
                || node instanceof SqmHqlNumericLiteral<?>
                || node instanceof SqmEnumLiteral<?>
                || node instanceof SqmFieldLiteral<?>;
    }

    @Override
    public Object visitInListPredicate(SqmInListPredicate<?> predicate) {
        EncryptedAttribute attribute = EncryptedPaths.attribute(predicate.getTestExpression());
        if (attribute == null) {
            return during("in (...)", () -> super.visitInListPredicate(predicate));
        }
        predicate
                .getListExpressions()
                .forEach(item -> compare(predicate.getTestExpression(), attribute, item, "in (...)"));
        return predicate;
    }

    @Override
    public Object visitInSubQueryPredicate(SqmInSubQueryPredicate<?> predicate) {
        EncryptedAttribute attribute = EncryptedPaths.attribute(predicate.getTestExpression());
        if (attribute == null) {
            return during("in (select ...)", () -> super.visitInSubQueryPredicate(predicate));
        }
        compare(predicate.getTestExpression(), attribute, predicate.getSubQueryExpression(), "in (select ...)");
        return predicate;
    }

    @Override
    public Object visitIsNullPredicate(SqmNullnessPredicate predicate) {
        SqmExpression<?> expression = predicate.getExpression();
        if (EncryptedPaths.attribute(expression) != null || EncryptedPaths.embeddable(expression) != null) {
            visitSelectors(expression);
            return predicate;
        }
        if (expression instanceof SqmParameter<?> parameter) {
            uses().askForNull(parameter);
            return predicate;
        }
        return during("is null of an expression", () -> super.visitIsNullPredicate(predicate));
    }

    @Override
    public Object visitFunction(SqmFunction<?> function) {
        String name = function.getFunctionName().toLowerCase(Locale.ROOT);
        if (name.equals("count")
                && function.getArguments().size() == 1
                && isCountable(function.getArguments().get(0))) {
            if (function instanceof SqmAggregateFunction<?> aggregate && aggregate.getFilter() != null) {
                aggregate.getFilter().accept(this);
            }
            return function;
        }
        if (name.equals("column")) {
            refuseColumns(function);
        }
        if (name.equals("sql") && function.getArguments().get(0) instanceof SqmLiteral<?> fragment) {
            sqlFragments.add(String.valueOf(fragment.getLiteralValue()));
        }
        return during("function " + name + "()", () -> super.visitFunction(function));
    }

    /** What the query gives the database as it is. */
    List<String> sqlFragments() {
        return sqlFragments;
    }

    /** Of an entity it reads any column by its name, which is not in the arguments. */
    private static void refuseColumns(SqmFunction<?> function) {
        for (SqmVisitableNode argument : function.getArguments()) {
            if (argument instanceof SqmPath<?> path) {
                EncryptedAttribute attribute = EncryptedPaths.attribute(path);
                if (attribute == null) {
                    attribute = EncryptedPaths.inEmbeddable(path);
                }
                if (attribute != null) {
                    throw QueryRefusals.of(
                            attribute, "function column() of its entity", "name the attribute, not the column");
                }
            }
        }
    }

    private boolean isCountable(@Nullable SqmVisitableNode argument) {
        if (argument instanceof SqmDistinct<?> distinct) {
            EncryptedAttribute attribute = EncryptedPaths.attribute(distinct.getExpression());
            if (attribute != null) {
                requireIndex(attribute, "count(distinct ...)");
            }
            return attribute != null;
        }
        return argument instanceof SqmPath<?> path && EncryptedPaths.attribute(path) != null;
    }

    @Override
    public Object visitLikePredicate(SqmLikePredicate predicate) {
        return during("like", () -> super.visitLikePredicate(predicate));
    }

    @Override
    public Object visitBetweenPredicate(SqmBetweenPredicate predicate) {
        return during("between", () -> super.visitBetweenPredicate(predicate));
    }

    @Override
    public Object visitBinaryArithmeticExpression(SqmBinaryArithmetic<?> expression) {
        return during("arithmetic", () -> super.visitBinaryArithmeticExpression(expression));
    }

    @Override
    public Object visitCoalesce(SqmCoalesce<?> coalesce) {
        return during("coalesce()", () -> super.visitCoalesce(coalesce));
    }

    @Override
    public Object visitSimpleCaseExpression(SqmCaseSimple<?, ?> expression) {
        return during("case", () -> super.visitSimpleCaseExpression(expression));
    }

    @Override
    public Object visitSearchedCaseExpression(SqmCaseSearched<?> expression) {
        return during("case", () -> super.visitSearchedCaseExpression(expression));
    }

    @Override
    public Object visitTuple(SqmTuple<?> tuple) {
        return during("a tuple", () -> super.visitTuple(tuple));
    }

    @Override
    public Object visitGroupByClause(@Nullable List<SqmExpression<?>> expressions) {
        return groupBy(expressions);
    }
}
