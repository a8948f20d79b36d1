package io.rowseal.hibernate.internal.query;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import io.rowseal.hibernate.internal.nativesql.NativeSqlCheck;
import io.rowseal.hibernate.internal.nativesql.NativeSqlChecks;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.hibernate.internal.type.QueryRefusals;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.sql.SqmTranslator;
import org.hibernate.query.sqm.sql.SqmTranslatorFactory;
import org.hibernate.query.sqm.tree.SqmDmlStatement;
import org.hibernate.query.sqm.tree.SqmStatement;
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

    /**
     * Checks a statement.
     *
     * @throws UnsupportedEncryptedQueryException if it asks of an encrypted attribute what is not possible
     */
    static QueryCheck checked(SqmStatement<?> statement, LoadQueryInfluencers influencers) {
        QueryCheck check = new QueryCheck();
        statement.accept(check);
        NativeSqlCheck nativeSql = NativeSqlChecks.of(
                        influencers.getSessionFactory().getServiceRegistry())
                .check();
        if (nativeSql != null) {
            check.sqlFragments().forEach(nativeSql::fragment);
        }
        if (influencers.getEnabledFilter(TenantIdBinder.FILTER_NAME) == null) {
            check.compared().stream()
                    .filter(attribute -> attribute.ciphers().scope().isFiltered())
                    .forEach(RowsealSqmTranslatorFactory::refuseRowsOfAllTenants);
        }
        return check;
    }

    private static void refuseRowsOfAllTenants(EncryptedAttribute attribute) {
        throw QueryRefusals.of(
                attribute,
                "a comparison, group by or count(distinct) over the rows of all tenants",
                "equal values of two tenants have different blind indexes: ask in a session of each tenant, not of the root"
                        + " tenant, with Hibernate's tenant filter enabled");
    }

    @Override
    public SqmTranslator<SelectStatement> createSelectTranslator(
            SqmSelectStatement<?> statement,
            QueryOptions options,
            DomainParameterXref parameters,
            QueryParameterBindings bindings,
            LoadQueryInfluencers influencers,
            SqlAstCreationContext context,
            boolean deduplicateSelectionItems) {
        QueryCheck check = checked(statement, influencers);
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
        QueryCheck check = checked(statement, influencers);
        return new RowsealSqmTranslator<>(
                statement, options, parameters, bindings, influencers, context, false, check.uses());
    }
}
