package io.rowseal.hibernate.internal.query;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import io.rowseal.hibernate.internal.type.CellJdbcType;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.hibernate.internal.type.QueryRefusals;
import io.rowseal.hibernate.internal.type.SearchJdbcType;
import java.util.ArrayList;
import java.util.HashSet;
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
import org.hibernate.query.spi.QueryParameterBinding;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.spi.QueryParameterImplementor;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.sql.internal.StandardSqmTranslator;
import org.hibernate.query.sqm.tree.SqmStatement;
import org.hibernate.query.sqm.tree.expression.JpaCriteriaParameter;
import org.hibernate.query.sqm.tree.expression.SqmExpression;
import org.hibernate.query.sqm.tree.expression.SqmHqlNumericLiteral;
import org.hibernate.query.sqm.tree.expression.SqmLiteral;
import org.hibernate.query.sqm.tree.expression.SqmParameter;
import org.hibernate.query.sqm.tree.predicate.SqmComparisonPredicate;
import org.hibernate.query.sqm.tree.predicate.SqmInListPredicate;
import org.hibernate.query.sqm.tree.predicate.SqmInSubQueryPredicate;
import org.hibernate.sql.ast.spi.SqlAstCreationContext;
import org.hibernate.sql.ast.tree.Statement;
import org.hibernate.sql.ast.tree.expression.Any;
import org.hibernate.sql.ast.tree.expression.Every;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.expression.JdbcParameter;
import org.hibernate.sql.ast.tree.expression.QueryLiteral;
import org.hibernate.sql.ast.tree.expression.QueryTransformer;
import org.hibernate.sql.ast.tree.predicate.ComparisonPredicate;
import org.hibernate.sql.ast.tree.predicate.InListPredicate;
import org.hibernate.sql.ast.tree.predicate.InSubQueryPredicate;
import org.hibernate.sql.ast.tree.predicate.Predicate;
import org.hibernate.sql.ast.tree.select.SelectStatement;
import org.hibernate.type.BasicType;
import org.hibernate.type.BasicTypeReference;
import org.hibernate.type.BindableType;
import org.hibernate.type.internal.ConvertedBasicTypeImpl;
import org.jspecify.annotations.Nullable;

/**
 * Translates comparisons with indexed attributes: the values are bound as their index, and attributes of different index domains
 * are refused. {@link QueryCheck} has seen the query before.
 *
 * @param <T> the kind of statement
 */
public final class RowsealSqmTranslator<T extends Statement> extends StandardSqmTranslator<T> {

    private final DomainParameterXref parameters;
    private final Map<EncryptedAttribute, BasicType<?>> searchTypes = new IdentityHashMap<>();
    private final QueryParameterBindings bindings;
    private final ParameterUses uses;
    private final Set<QueryParameterImplementor<?>> searched = new HashSet<>();
    private int comparisons;

    RowsealSqmTranslator(
            SqmStatement<?> statement,
            QueryOptions options,
            DomainParameterXref parameters,
            QueryParameterBindings bindings,
            LoadQueryInfluencers influencers,
            SqlAstCreationContext context,
            boolean deduplicateSelectionItems,
            ParameterUses uses) {
        super(statement, options, parameters, bindings, influencers, context, deduplicateSelectionItems);
        this.parameters = parameters;
        this.bindings = bindings;
        this.uses = uses;
        uses.check(this::queryParameter);
    }

    @Override
    public void registerQueryTransformer(QueryTransformer transformer) {
        super.registerQueryTransformer(new PagedFetches(transformer));
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

    @Override
    public List<Expression> visitGroupByClause(List<SqmExpression<?>> expressions) {
        return GroupedEntities.withCells(super.visitGroupByClause(expressions));
    }

    @Override
    public Expression visitLiteral(SqmLiteral<?> literal) {
        Expression converted = converted(literal.getLiteralValue());
        return converted != null ? converted : super.visitLiteral(literal);
    }

    @Override
    public <N extends Number> Expression visitHqlNumericLiteral(SqmHqlNumericLiteral<N> literal) {
        // Only of an encrypted number: Hibernate takes a literal of a plain one as it is written, and it may be no
        // Integer.
        Expression converted =
                attributeOf(getInferredValueMapping()) == null ? null : converted(NumericLiterals.valueOf(literal));
        return converted != null ? converted : super.visitHqlNumericLiteral(literal);
    }

    /** Numbers of another type, which Hibernate would not convert; null for all other values. */
    private @Nullable Expression converted(@Nullable Object value) {
        if (!(getInferredValueMapping() instanceof BasicValuedMapping mapping)) {
            return null;
        }
        EncryptedAttribute attribute = attributeOf(mapping);
        if (attribute == null
                || !(value instanceof Number number)
                || !NumericLiterals.isOfOtherType(number, attribute)) {
            return null;
        }
        Number converted = NumericLiterals.converted(number, attribute);
        return new QueryLiteral<>(mapping.getJdbcMapping().convertToRelationalValue(converted), mapping);
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
        QueryParameterImplementor<?> query = queryParameter(parameter);
        if (uses.isWritten(query)) {
            return consumeWritten(parameter, query, mapping, consumer);
        }
        JdbcMapping compared = uses.searched(query);
        if (compared != null) {
            // Also where Hibernate found another type, by the type of the binding or because it is asked for null.
            EncryptedAttribute attribute = EncryptedPaths.requireAttribute(compared);
            refuseOtherType(query, attribute);
            return super.consumeSqmParameter(parameter, searchType(attribute, compared), consumer);
        }
        EncryptedAttribute attribute = attributeOf(mapping);
        if (attribute != null) {
            throw QueryRefusals.of(
                    attribute, "this place of a query with a parameter", "compare it with = or in, or assign it");
        }
        return super.consumeSqmParameter(parameter, mapping, consumer);
    }

    private Expression consumeWritten(
            SqmParameter<?> parameter,
            QueryParameterImplementor<?> query,
            @Nullable MappingModelExpressible<?> mapping,
            BiConsumer<Integer, JdbcParameter> consumer) {
        EncryptedAttribute attribute = attributeOf(mapping);
        if (attribute == null) {
            throw new UnsupportedEncryptedQueryException(
                    "a parameter that is assigned to an encrypted attribute was set with another type:"
                            + " set the parameter without a type");
        }
        if (comparisons > 0) {
            searched.add(query);
        } else if (searched.contains(query)) {
            throw QueryRefusals.of(
                    attribute, "a comparison and later an assignment of one parameter", "use two parameters");
        }
        // Where it is compared as well, Hibernate may bind both uses alike: then the whole value is bound, and the
        // database takes the index out of it.
        return super.consumeSqmParameter(parameter, mapping, consumer);
    }

    /** With a type that a caller gives for a list, or that does not fit, Hibernate would bind the values themselves. */
    private void refuseOtherType(QueryParameterImplementor<?> query, EncryptedAttribute attribute) {
        QueryParameterBinding<?> binding = bindings.getBinding(query);
        BindableType<?> type = binding.getBindType();
        boolean own = type instanceof BasicType<?> basic
                && (attributeOf(basic) != null || basic.getJdbcType() instanceof SearchJdbcType);
        if (own || !(type instanceof BasicType<?> || type instanceof BasicTypeReference<?>)) {
            return;
        }
        if (binding.isMultiValued() || !Objects.equals(type.getJavaType(), attribute.domainType())) {
            throw QueryRefusals.of(
                    attribute, "a comparison with a parameter of an explicit type", "set the parameter without a type");
        }
    }

    private QueryParameterImplementor<?> queryParameter(SqmParameter<?> parameter) {
        SqmParameter<?> wrapped = parameter instanceof JpaCriteriaParameter<?> criteria
                ? parameters
                        .getParameterResolutions()
                        .getJpaCriteriaParamResolutions()
                        .get(criteria)
                : parameter;
        return Objects.requireNonNull(parameters.getQueryParameter(wrapped), "a parameter of the query");
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
        List<JdbcMappingContainer> rightTypes = typesOf(right);
        for (JdbcMappingContainer leftType : typesOf(left)) {
            rightTypes.forEach(rightType -> requireSameDomain(leftType, rightType));
        }
    }

    private static void requireSameDomain(JdbcMappingContainer left, JdbcMappingContainer right) {
        EncryptedAttribute first = attributeOf(left);
        EncryptedAttribute second = attributeOf(right);
        if (first != null && second != null && !first.isComparableWith(second)) {
            if (first.isOfTenants() != second.isOfTenants()) {
                throw QueryRefusals.of(
                        first,
                        "a comparison with '" + second
                                + "', whose blind index has another key: rows of one of them belong to"
                                + " tenants, those of the other do not",
                        "compare the values in Java, or give both entities @TenantId");
            }
            throw QueryRefusals.of(
                    first,
                    "a comparison with '" + second + "', whose blind index is of another domain",
                    "give both the same @BlindIndex(domain = ..., epoch = ...), type and storage");
        }
    }

    /** The type of an expression; of a subquery those of every query of a union, intersect or except. */
    private static List<JdbcMappingContainer> typesOf(Expression expression) {
        if (expression instanceof SelectStatement select) {
            List<JdbcMappingContainer> types = new ArrayList<>();
            select.getQueryPart()
                    .visitQuerySpecs(query -> query.getSelectClause()
                            .getSqlSelections()
                            .forEach(selection -> addIfKnown(types, selection.getExpressionType())));
            return types;
        }
        if (expression instanceof Any any) {
            return typesOf(any.getSubquery());
        }
        if (expression instanceof Every every) {
            return typesOf(every.getSubquery());
        }
        List<JdbcMappingContainer> types = new ArrayList<>();
        addIfKnown(types, expression.getExpressionType());
        return types;
    }

    private static void addIfKnown(List<JdbcMappingContainer> types, @Nullable JdbcMappingContainer type) {
        if (type != null) {
            types.add(type);
        }
    }

    private static @Nullable EncryptedAttribute attributeOf(@Nullable Object type) {
        if (!(type instanceof JdbcMappingContainer container) || container.getJdbcTypeCount() != 1) {
            return null;
        }
        return container.getSingleJdbcMapping().getJdbcType() instanceof CellJdbcType cell ? cell.attribute() : null;
    }
}
