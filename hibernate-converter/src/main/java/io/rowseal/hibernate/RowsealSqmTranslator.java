package io.rowseal.hibernate;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.metamodel.mapping.BasicValuedMapping;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.metamodel.mapping.JdbcMappingContainer;
import org.hibernate.metamodel.mapping.MappingModelExpressible;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.spi.QueryParameterImplementor;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.sql.internal.StandardSqmTranslator;
import org.hibernate.query.sqm.tree.SqmStatement;
import org.hibernate.query.sqm.tree.expression.SqmParameter;
import org.hibernate.query.sqm.tree.predicate.SqmComparisonPredicate;
import org.hibernate.query.sqm.tree.predicate.SqmInListPredicate;
import org.hibernate.query.sqm.tree.predicate.SqmInSubQueryPredicate;
import org.hibernate.sql.ast.spi.SqlAstCreationContext;
import org.hibernate.sql.ast.tree.Statement;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.expression.JdbcParameter;
import org.hibernate.sql.ast.tree.expression.QueryLiteral;
import org.hibernate.sql.ast.tree.predicate.ComparisonPredicate;
import org.hibernate.sql.ast.tree.predicate.InListPredicate;
import org.hibernate.sql.ast.tree.predicate.InSubQueryPredicate;
import org.hibernate.sql.ast.tree.predicate.Predicate;
import org.hibernate.sql.ast.tree.select.SelectStatement;
import org.hibernate.type.BasicType;
import org.hibernate.type.internal.ConvertedBasicTypeImpl;
import org.jspecify.annotations.Nullable;

/**
 * Translates comparisons with indexed attributes: the values are bound as their index, and attributes of different index domains
 * are refused. {@link QueryCheck} has seen the query before.
 *
 * @param <T> the kind of statement
 */
final class RowsealSqmTranslator<T extends Statement> extends StandardSqmTranslator<T> {

    private final DomainParameterXref parameters;
    private final Map<EncryptedAttribute, BasicType<?>> searchTypes = new IdentityHashMap<>();
    private final Set<QueryParameterImplementor<?>> written = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<QueryParameterImplementor<?>> searched = Collections.newSetFromMap(new IdentityHashMap<>());
    private int comparisons;

    RowsealSqmTranslator(
            SqmStatement<?> statement,
            QueryOptions options,
            DomainParameterXref parameters,
            QueryParameterBindings bindings,
            LoadQueryInfluencers influencers,
            SqlAstCreationContext context,
            boolean deduplicateSelectionItems) {
        super(statement, options, parameters, bindings, influencers, context, deduplicateSelectionItems);
        this.parameters = parameters;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // searched(x) is x where nothing is replaced.
    public ComparisonPredicate visitComparisonPredicate(SqmComparisonPredicate predicate) {
        ComparisonPredicate translated = comparing(() -> super.visitComparisonPredicate(predicate));
        Expression left = translated.getLeftHandExpression();
        Expression right = translated.getRightHandExpression();
        requireSameDomain(left, right);
        Expression searchedLeft = searched(left);
        Expression searchedRight = searched(right);
        if (searchedLeft == left && searchedRight == right) {
            return translated;
        }
        return new ComparisonPredicate(
                searchedLeft, translated.getOperator(), searchedRight, translated.getExpressionType());
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // searched(x) is x where nothing is replaced.
    public Predicate visitInListPredicate(SqmInListPredicate<?> predicate) {
        Predicate translated = comparing(() -> super.visitInListPredicate(predicate));
        if (translated instanceof InListPredicate in) {
            in.getListExpressions().forEach(item -> requireSameDomain(in.getTestExpression(), item));
            List<Expression> items = in.getListExpressions();
            if (items.stream().anyMatch(item -> searched(item) != item)) {
                return new InListPredicate(
                        in.getTestExpression(),
                        items.stream().map(this::searched).toList(),
                        in.isNegated(),
                        in.getExpressionType());
            }
        }
        return translated;
    }

    @Override
    public InSubQueryPredicate visitInSubQueryPredicate(SqmInSubQueryPredicate<?> predicate) {
        InSubQueryPredicate translated = comparing(() -> super.visitInSubQueryPredicate(predicate));
        requireSameDomain(translated.getTestExpression(), translated.getSubQuery());
        return translated;
    }

    private <R> R comparing(Supplier<R> translation) {
        comparisons++;
        try {
            return translation.get();
        } finally {
            comparisons--;
        }
    }

    @Override
    protected Expression consumeSqmParameter(
            SqmParameter<?> parameter,
            @Nullable MappingModelExpressible<?> mapping,
            BiConsumer<Integer, JdbcParameter> consumer) {
        EncryptedAttribute attribute = attributeOf(mapping);
        if (attribute == null) {
            return super.consumeSqmParameter(parameter, mapping, consumer);
        }
        QueryParameterImplementor<?> query = parameters.getQueryParameter(parameter);
        if (comparisons == 0) {
            if (searched.contains(query)) {
                throw UnsupportedEncryptedQueryException.of(
                        attribute, "a comparison and later an assignment of one parameter", "use two parameters");
            }
            written.add(query);
            return super.consumeSqmParameter(parameter, mapping, consumer);
        }
        if (written.contains(query)) {
            // Hibernate may bind both uses alike: then the whole value is bound, and the database takes the index out
            // of it.
            return super.consumeSqmParameter(parameter, mapping, consumer);
        }
        searched.add(query);
        return super.consumeSqmParameter(parameter, searchType(attribute, jdbcMapping(mapping)), consumer);
    }

    private Expression searched(Expression expression) {
        if (expression instanceof QueryLiteral<?> literal) {
            EncryptedAttribute attribute = attributeOf(literal.getExpressionType());
            if (attribute != null) {
                return new QueryLiteral<>(literal.getLiteralValue(), searchType(attribute, literal.getJdbcMapping()));
            }
        }
        return expression;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private BasicType<?> searchType(EncryptedAttribute attribute, JdbcMapping mapping) {
        return searchTypes.computeIfAbsent(
                attribute,
                added -> new ConvertedBasicTypeImpl(
                        "rowseal-search", new SearchJdbcType(added), mapping.getValueConverter()));
    }

    private static void requireSameDomain(Expression left, Expression right) {
        EncryptedAttribute first = attributeOf(typeOf(left));
        EncryptedAttribute second = attributeOf(typeOf(right));
        if (first != null && second != null && !Objects.equals(first.indexDomain(), second.indexDomain())) {
            throw UnsupportedEncryptedQueryException.of(
                    first,
                    "a comparison with '" + second + "', whose blind index is of another domain",
                    "give both the same @BlindIndex(domain = ..., epoch = ...), type and storage");
        }
    }

    private static @Nullable JdbcMappingContainer typeOf(Expression expression) {
        if (expression instanceof SelectStatement select) {
            var selections =
                    select.getQueryPart().getFirstQuerySpec().getSelectClause().getSqlSelections();
            return selections.size() == 1 ? selections.get(0).getExpressionType() : null;
        }
        return expression.getExpressionType();
    }

    private static @Nullable EncryptedAttribute attributeOf(@Nullable Object type) {
        if (!(type instanceof JdbcMappingContainer container) || container.getJdbcTypeCount() != 1) {
            return null;
        }
        return container.getSingleJdbcMapping().getJdbcType() instanceof CellJdbcType cell ? cell.attribute() : null;
    }

    private static JdbcMapping jdbcMapping(@Nullable MappingModelExpressible<?> mapping) {
        return ((BasicValuedMapping) Objects.requireNonNull(mapping)).getJdbcMapping();
    }
}
