package io.rowseal.hibernate.internal.query;

import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.hibernate.internal.type.QueryRefusals;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.hibernate.query.sqm.spi.BaseSemanticQueryWalker;
import org.hibernate.query.sqm.tree.SqmVisitableNode;
import org.hibernate.query.sqm.tree.domain.SqmElementAggregateFunction;
import org.hibernate.query.sqm.tree.domain.SqmEmbeddedValuedSimplePath;
import org.hibernate.query.sqm.tree.domain.SqmMapEntryReference;
import org.hibernate.query.sqm.tree.domain.SqmPath;
import org.hibernate.query.sqm.tree.expression.JpaCriteriaParameter;
import org.hibernate.query.sqm.tree.expression.SqmAliasedNodeRef;
import org.hibernate.query.sqm.tree.expression.SqmExpression;
import org.hibernate.query.sqm.tree.expression.SqmNamedParameter;
import org.hibernate.query.sqm.tree.expression.SqmParameter;
import org.hibernate.query.sqm.tree.expression.SqmPositionalParameter;
import org.hibernate.query.sqm.tree.insert.SqmConflictClause;
import org.hibernate.query.sqm.tree.insert.SqmInsertSelectStatement;
import org.hibernate.query.sqm.tree.insert.SqmInsertValuesStatement;
import org.hibernate.query.sqm.tree.insert.SqmValues;
import org.hibernate.query.sqm.tree.predicate.SqmExistsPredicate;
import org.hibernate.query.sqm.tree.select.SqmDynamicInstantiation;
import org.hibernate.query.sqm.tree.select.SqmJpaCompoundSelection;
import org.hibernate.query.sqm.tree.select.SqmQueryGroup;
import org.hibernate.query.sqm.tree.select.SqmQuerySpec;
import org.hibernate.query.sqm.tree.select.SqmSelectClause;
import org.hibernate.query.sqm.tree.select.SqmSelectStatement;
import org.hibernate.query.sqm.tree.select.SqmSelection;
import org.hibernate.query.sqm.tree.select.SqmSortSpecification;
import org.hibernate.query.sqm.tree.select.SqmSubQuery;
import org.hibernate.query.sqm.tree.update.SqmAssignment;
import org.jspecify.annotations.Nullable;

/** The part of {@link QueryCheck} that knows statements and clauses. One instance checks one statement. */
public abstract class QueryStatementCheck extends BaseSemanticQueryWalker {

    /** What becomes of the values that the select clause at hand selects. */
    enum Selections {
        /** They go to the caller. */
        RETURNED,
        /** They are compared with an indexed attribute. */
        COMPARED,
        /** Nobody looks at them. */
        IGNORED,
        /** The database works with them. */
        REFUSED
    }

    private static final String UNION = "union, intersect or except";
    private static final String COMMON_TABLE = "a common table expression";

    private final ParameterUses uses = new ParameterUses();
    private final Set<EncryptedAttribute> compared = new LinkedHashSet<>();
    private Selections selections = Selections.RETURNED;
    private String operation = "this place of a query";
    private @Nullable SqmSelectClause selectClause;
    private @Nullable EncryptedAttribute comparedWithSelection;

    /** What the parameters of the statement are used for. */
    ParameterUses uses() {
        return uses;
    }

    /** The attributes whose blind indexes the database compares. */
    Set<EncryptedAttribute> compared() {
        return compared;
    }

    final void requireIndex(EncryptedAttribute attribute, String comparison) {
        if (!attribute.indexed()) {
            throw QueryRefusals.notIndexed(attribute, comparison);
        }
        compared.add(attribute);
    }

    @Override
    public Object visitNamedParameterExpression(SqmNamedParameter<?> parameter) {
        uses.plain(parameter);
        return parameter;
    }

    @Override
    public Object visitPositionalParameterExpression(SqmPositionalParameter<?> parameter) {
        uses.plain(parameter);
        return parameter;
    }

    @Override
    public Object visitJpaCriteriaParameter(JpaCriteriaParameter<?> parameter) {
        uses.plain(parameter);
        return parameter;
    }

    /** What is being visited, for messages. */
    String operation() {
        return operation;
    }

    <T extends @Nullable Object> T during(String name, Supplier<T> visit) {
        String outer = operation;
        operation = name;
        try {
            return visit.get();
        } finally {
            operation = outer;
        }
    }

    <T extends @Nullable Object> T selecting(Selections use, Supplier<T> visit) {
        Selections outer = selections;
        selections = use;
        try {
            return visit.get();
        } finally {
            selections = outer;
        }
    }

    /** Visits the indexes and keys of collections in a path that is known otherwise. */
    abstract void visitSelectors(SqmVisitableNode node);

    /** Whether a node is a parameter or literal. */
    abstract boolean isValue(SqmVisitableNode node);

    @Override
    public Object visitQuerySpec(SqmQuerySpec<?> query) {
        SqmSelectClause outer = selectClause;
        selectClause = query.getSelectClause();
        try {
            return super.visitQuerySpec(query);
        } finally {
            selectClause = outer;
        }
    }

    @Override
    public Object visitQueryGroup(SqmQueryGroup<?> group) {
        return during(UNION, () -> selecting(Selections.REFUSED, () -> super.visitQueryGroup(group)));
    }

    @Override
    public Object visitSubQueryExpression(SqmSubQuery<?> subquery) {
        return during("a subquery", () -> visitSubquery(subquery, Selections.REFUSED));
    }

    final Object visitSubquery(SqmSubQuery<?> subquery, Selections use) {
        return selecting(use, () -> super.visitSubQueryExpression(subquery));
    }

    /** A subquery whose values are compared with those of an attribute. */
    final Object visitCompared(SqmSubQuery<?> subquery, EncryptedAttribute attribute) {
        EncryptedAttribute outer = comparedWithSelection;
        comparedWithSelection = attribute;
        try {
            return visitSubquery(subquery, Selections.COMPARED);
        } finally {
            comparedWithSelection = outer;
        }
    }

    @Override
    public Object visitExistsPredicate(SqmExistsPredicate predicate) {
        if (predicate.getExpression() instanceof SqmSubQuery<?> subquery) {
            return visitSubquery(subquery, Selections.IGNORED);
        }
        return super.visitExistsPredicate(predicate);
    }

    @Override
    protected Object visitSelectQuery(org.hibernate.query.sqm.tree.select.SqmSelectQuery<?> query) {
        // The queries of common table expressions come this way.
        return during(
                COMMON_TABLE,
                () -> selecting(Selections.REFUSED, () -> {
                    if (query instanceof SqmSelectStatement<?> statement) {
                        return visitSelectStatement(statement);
                    }
                    return visitSubquery((SqmSubQuery<?>) query, Selections.REFUSED);
                }));
    }

    @Override
    public Object visitSelection(SqmSelection<?> selection) {
        select(selection.getSelectableNode());
        return selection;
    }

    @Override
    public Object visitJpaCompoundSelection(SqmJpaCompoundSelection<?> selection) {
        selection.getSelectionItems().forEach(this::select);
        return selection;
    }

    @Override
    public Object visitDynamicInstantiation(SqmDynamicInstantiation<?> instantiation) {
        instantiation.getArguments().forEach(argument -> select(argument.getSelectableNode()));
        return instantiation;
    }

    private void select(SqmVisitableNode node) {
        EncryptedAttribute attribute = selected(node);
        if (attribute == null) {
            if (selections == Selections.COMPARED) {
                throw QueryRefusals.of(
                        Objects.requireNonNull(comparedWithSelection),
                        operation + " with a subquery that selects something else",
                        "select an attribute with @BlindIndex of the same domain there");
            }
            refuseIndexedEntity(node);
            during("an expression of the select clause", () -> node.accept(this));
            return;
        }
        visitSelectors(node);
        boolean distinct = selectClause != null && selectClause.isDistinct();
        switch (selections) {
            case RETURNED -> {
                if (distinct) {
                    throw QueryRefusals.of(
                            attribute,
                            "select distinct",
                            "equal values have different ciphertexts; select without distinct, or count(distinct) of an"
                                    + " attribute with @BlindIndex");
                }
            }
            case COMPARED -> requireIndex(attribute, "a subquery that is compared");
            case REFUSED ->
                throw QueryRefusals.of(
                        attribute, "the select clause of " + operation, "select it in the outermost select clause");
            case IGNORED -> {}
        }
    }

    /** The encrypted attribute that a selection gives, alone or inside of an embeddable or map entry. */
    private static @Nullable EncryptedAttribute selected(SqmVisitableNode node) {
        if (node instanceof SqmMapEntryReference<?, ?> entry) {
            return EncryptedPaths.elementOf(entry.getMapPath());
        }
        EncryptedAttribute attribute = EncryptedPaths.attribute(node);
        return attribute != null || node instanceof SqmElementAggregateFunction<?>
                ? attribute
                : EncryptedPaths.embeddable(node);
    }

    /** What such a query gives as the attribute is its index; elsewhere a subquery that selects an entity gives its id. */
    private void refuseIndexedEntity(SqmVisitableNode node) {
        boolean wholeEntity = operation.equals(UNION) || operation.equals(COMMON_TABLE);
        EncryptedAttribute indexed = EncryptedPaths.indexedInEntity(node);
        if (wholeEntity && selections == Selections.REFUSED && indexed != null) {
            throw QueryRefusals.of(
                    indexed,
                    "the select clause of " + operation,
                    "select the id there, and read the entities in a query of their own");
        }
    }

    @Override
    public Object visitSortSpecification(SqmSortSpecification sort) {
        SqmExpression<?> expression = sort.getSortExpression();
        EncryptedAttribute attribute = behind(expression);
        if (attribute != null) {
            throw QueryRefusals.of(attribute, "order by", "sort after reading");
        }
        return expression instanceof SqmAliasedNodeRef
                ? sort
                : during("order by", () -> super.visitSortSpecification(sort));
    }

    Object groupBy(@Nullable List<SqmExpression<?>> expressions) {
        for (SqmExpression<?> expression : expressions == null ? List.<SqmExpression<?>>of() : expressions) {
            EncryptedAttribute attribute = behind(expression);
            if (attribute == null) {
                if (!(expression instanceof SqmAliasedNodeRef)) {
                    during("group by", () -> expression.accept(this));
                }
                continue;
            }
            requireIndex(attribute, "group by");
            if (isEmbeddable(expression)) {
                throw QueryRefusals.of(
                        attribute,
                        "group by of its whole embeddable",
                        "name the attributes of the embeddable one by one");
            }
            if (isSelected(attribute)) {
                throw QueryRefusals.of(
                        attribute, "group by while it is selected", "select aggregates only, without the attribute");
            }
        }
        return expressions == null ? List.of() : expressions;
    }

    private boolean isSelected(EncryptedAttribute attribute) {
        return selectClause != null
                && selectClause.getSelections().stream()
                        .anyMatch(s -> Objects.equals(EncryptedPaths.attribute(s.getSelectableNode()), attribute));
    }

    private boolean isEmbeddable(SqmExpression<?> expression) {
        SqmVisitableNode node = referred(expression);
        return node != null && EncryptedPaths.attribute(node) == null;
    }

    /** The attribute of an expression, or the first in its embeddable. */
    private @Nullable EncryptedAttribute behind(SqmExpression<?> expression) {
        SqmVisitableNode node = referred(expression);
        return node == null ? null : selected(node);
    }

    /** The expression, or the selection that it refers to by alias or position; null if there is none. */
    private @Nullable SqmVisitableNode referred(SqmExpression<?> expression) {
        if (!(expression instanceof SqmAliasedNodeRef reference) || selectClause == null) {
            return expression;
        }
        int position = reference.getPosition() - 1;
        List<SqmSelection<?>> items = selectClause.getSelections();
        return position >= 0 && position < items.size() ? items.get(position).getSelectableNode() : null;
    }

    @Override
    public Object visitAssignment(SqmAssignment<?> assignment) {
        assign(assignment.getTargetPath(), assignment.getValue());
        return assignment;
    }

    private void assign(SqmPath<?> target, SqmVisitableNode value) {
        EncryptedAttribute attribute = EncryptedPaths.attribute(target);
        if (attribute == null && target instanceof SqmEmbeddedValuedSimplePath<?>) {
            attribute = EncryptedPaths.inEmbeddable(target);
        }
        if (attribute == null) {
            during("an assignment to another attribute", () -> value.accept(this));
        } else if (!isValue(value)) {
            throw QueryRefusals.of(attribute, "an assignment of an expression", "assign a parameter or a literal");
        } else if (value instanceof SqmParameter<?> parameter && EncryptedPaths.attribute(target) != null) {
            uses.write(parameter, EncryptedPaths.mapping(target));
        } else if (value instanceof SqmParameter<?> parameter) {
            uses.plain(parameter);
        }
    }

    @Override
    public Object visitInsertValuesStatement(SqmInsertValuesStatement<?> statement) {
        BulkInsertCheck.check(statement);
        visitCteContainer(statement);
        List<? extends SqmPath<?>> targets = statement.getInsertionTargetPaths();
        for (SqmValues row : statement.getValuesList()) {
            List<SqmExpression<?>> values = row.getExpressions();
            for (int i = 0; i < values.size(); i++) {
                assign(targets.get(i), values.get(i));
            }
        }
        if (statement.getConflictClause() != null) {
            visitConflictClause(statement.getConflictClause());
        }
        return statement;
    }

    @Override
    public Object visitInsertSelectStatement(SqmInsertSelectStatement<?> statement) {
        return during(
                "insert ... select",
                () -> selecting(Selections.REFUSED, () -> {
                    for (SqmPath<?> target : statement.getInsertionTargetPaths()) {
                        EncryptedAttribute attribute = EncryptedPaths.attribute(target);
                        if (attribute != null) {
                            throw QueryRefusals.of(
                                    attribute, "insert ... select", "read the rows and persist new ones");
                        }
                    }
                    BulkInsertCheck.check(statement);
                    return super.visitInsertSelectStatement(statement);
                }));
    }

    @Override
    public Object visitConflictClause(SqmConflictClause<?> clause) {
        return during("on conflict", () -> super.visitConflictClause(clause));
    }
}
