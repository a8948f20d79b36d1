package io.rowseal.hibernate;

import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.sql.SqmTranslator;
import org.hibernate.query.sqm.sql.SqmTranslatorFactory;
import org.hibernate.query.sqm.tree.SqmDmlStatement;
import org.hibernate.query.sqm.tree.select.SqmSelectStatement;
import org.hibernate.sql.ast.spi.SqlAstCreationContext;
import org.hibernate.sql.ast.tree.MutationStatement;
import org.hibernate.sql.ast.tree.select.SelectStatement;

/**
 * Checks HQL and Criteria queries before they are translated, and translates comparisons of encrypted attributes. Created by
 * Hibernate; not for application use.
 */
public final class RowsealSqmTranslatorFactory implements SqmTranslatorFactory {

    /** Creates the factory; called by Hibernate. */
    public RowsealSqmTranslatorFactory() {}

    @Override
    public SqmTranslator<SelectStatement> createSelectTranslator(
            SqmSelectStatement<?> statement,
            QueryOptions options,
            DomainParameterXref parameters,
            QueryParameterBindings bindings,
            LoadQueryInfluencers influencers,
            SqlAstCreationContext context,
            boolean deduplicateSelectionItems) {
        QueryCheck check = new QueryCheck();
        statement.accept(check);
        return new RowsealSqmTranslator<>(
                statement,
                options,
                parameters,
                bindings,
                influencers,
                context,
                deduplicateSelectionItems,
                check.uses());
    }

    @Override
    public SqmTranslator<? extends MutationStatement> createMutationTranslator(
            SqmDmlStatement<?> statement,
            QueryOptions options,
            DomainParameterXref parameters,
            QueryParameterBindings bindings,
            LoadQueryInfluencers influencers,
            SqlAstCreationContext context) {
        QueryCheck check = new QueryCheck();
        statement.accept(check);
        return new RowsealSqmTranslator<>(
                statement, options, parameters, bindings, influencers, context, false, check.uses());
    }
}
