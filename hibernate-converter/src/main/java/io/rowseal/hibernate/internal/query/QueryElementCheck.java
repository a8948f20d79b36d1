package io.rowseal.hibernate.internal.query;

import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.hibernate.internal.type.QueryRefusals;
import org.hibernate.query.sqm.tree.SqmVisitableNode;
import org.hibernate.query.sqm.tree.domain.SqmElementAggregateFunction;
import org.hibernate.query.sqm.tree.domain.SqmIndexedCollectionAccessPath;
import org.hibernate.query.sqm.tree.domain.SqmMapEntryReference;
import org.hibernate.query.sqm.tree.domain.SqmPath;
import org.hibernate.query.sqm.tree.domain.SqmPluralPartJoin;
import org.hibernate.query.sqm.tree.domain.SqmPluralValuedSimplePath;
import org.hibernate.query.sqm.tree.expression.SqmCollectionSize;
import org.hibernate.query.sqm.tree.from.SqmAttributeJoin;
import org.hibernate.query.sqm.tree.predicate.SqmEmptinessPredicate;
import org.hibernate.query.sqm.tree.predicate.SqmMemberOfPredicate;

/** The part of {@link QueryCheck} that knows the elements of collections, which a query can name in many ways. */
public abstract class QueryElementCheck extends QueryStatementCheck {

    /** Called for joins that stand in an expression, not for those of the from clause. */
    @Override
    public Object visitQualifiedAttributeJoin(SqmAttributeJoin<?, ?> join) {
        refuseElement(join, operation());
        return join;
    }

    @Override
    public Object visitPluralPartJoin(SqmPluralPartJoin<?, ?> join) {
        refuseElement(join, operation());
        return join;
    }

    @Override
    public Object visitIndexedPluralAccessPath(SqmIndexedCollectionAccessPath<?> path) {
        refuseElement(path, operation());
        visitSelectors(path);
        return path;
    }

    @Override
    public Object visitPluralValuedPath(SqmPluralValuedSimplePath<?> path) {
        refuseElement(path, operation());
        return path;
    }

    @Override
    public Object visitPluralAttributeSizeFunction(SqmCollectionSize size) {
        visitSelectors(size.getPluralPath());
        return size;
    }

    @Override
    public Object visitIsEmptyPredicate(SqmEmptinessPredicate predicate) {
        visitSelectors(predicate.getPluralPath());
        return predicate;
    }

    @Override
    public Object visitMemberOfPredicate(SqmMemberOfPredicate predicate) {
        refuseElement(predicate.getPluralPath(), "member of");
        return during("member of", () -> super.visitMemberOfPredicate(predicate));
    }

    @Override
    public Object visitElementAggregateFunction(SqmElementAggregateFunction<?> function) {
        refuseElement(function, "the greatest, least, sum or average element");
        return function;
    }

    @Override
    public Object visitMapEntryFunction(SqmMapEntryReference<?, ?> entry) {
        refuseElement(entry.getMapPath(), operation());
        return entry;
    }

    private static void refuseElement(SqmPath<?> path, String operation) {
        EncryptedAttribute attribute = EncryptedPaths.elementOf(path);
        if (attribute != null) {
            throw QueryRefusals.of(attribute, operation, "read the collection, and search and sort in Java");
        }
    }

    /** The index or key in {@code list[i]} is an expression of its own, also inside of a longer path. */
    @Override
    final void visitSelectors(SqmVisitableNode node) {
        SqmVisitableNode part = node;
        while (part instanceof SqmPath<?> path) {
            if (path instanceof SqmIndexedCollectionAccessPath<?> indexed) {
                during(
                        "an index of a collection",
                        () -> indexed.getSelectorExpression().accept(this));
            }
            part = path.getLhs();
        }
    }
}
