package io.rowseal.hibernate.internal.query;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.SemanticException;
import org.hibernate.query.hql.HqlTranslator;
import org.hibernate.query.hql.internal.StandardHqlTranslator;
import org.hibernate.query.sqm.InterpretationException;
import org.hibernate.query.sqm.internal.SqmCreationOptionsStandard;
import org.hibernate.query.sqm.tree.SqmStatement;
import org.jspecify.annotations.Nullable;

/**
 * Parses HQL as Hibernate does. Where Hibernate finds that an encrypted attribute is of no type that an operator takes, the
 * refusal is worded for it. Created by Hibernate; not for application use.
 */
public final class RowsealHqlTranslator implements HqlTranslator {

    private volatile @Nullable SessionFactoryImplementor factory;
    private volatile @Nullable HqlOperands operands;
    private volatile @Nullable HqlTranslator standard;
    private volatile boolean namedQueriesChecked = true;

    /** Creates the translator; called by Hibernate. */
    public RowsealHqlTranslator() {}

    /** Connects the translator of a SessionFactory with it, unless the application has one of its own. */
    public static void start(SessionFactoryImplementor factory, EncryptedModel model) {
        if (factory.getSessionFactoryOptions().getCustomHqlTranslator() instanceof RowsealHqlTranslator own) {
            own.factory = factory;
            own.operands = new HqlOperands(model);
            own.namedQueriesChecked = !NamedQueryCheck.isEnabled(factory);
        }
    }

    /** Named queries have been looked at, so that what comes now is asked for by the application. */
    static void namedQueriesAreChecked(SessionFactoryImplementor factory) {
        if (factory.getSessionFactoryOptions().getCustomHqlTranslator() instanceof RowsealHqlTranslator own) {
            own.namedQueriesChecked = true;
        }
    }

    /**
     * Parses a query.
     *
     * @throws UnsupportedEncryptedQueryException if the database cannot answer it without the key
     */
    @Override
    public <R> SqmStatement<R> translate(String hql, @Nullable Class<R> resultType) {
        try {
            SqmStatement<R> statement = standard().translate(hql, resultType);
            if (namedQueriesChecked && operands != null) {
                // Checked again when it is translated; here too, so that creating the query fails as for other mistakes
                // in it.
                statement.accept(new QueryCheck());
            }
            return statement;
        } catch (SemanticException e) {
            HqlOperands found = operands;
            UnsupportedEncryptedQueryException refusal = found == null ? null : found.refusal(hql, e);
            if (refusal == null) {
                throw e;
            }
            checkNamedQueries();
            throw refusal;
        } catch (InterpretationException e) {
            // What is refused while it is parsed, Hibernate takes for a bug.
            if (e.getCause() instanceof UnsupportedEncryptedQueryException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    /** At start Hibernate would end with the first named query that is refused: then all are looked at. */
    private void checkNamedQueries() {
        SessionFactoryImplementor starting = factory;
        if (!namedQueriesChecked && starting != null) {
            namedQueriesChecked = true;
            new NamedQueryCheck().sessionFactoryCreated(starting);
        }
    }

    private HqlTranslator standard() {
        HqlTranslator present = standard;
        if (present == null) {
            SessionFactoryImplementor started = factory;
            if (started == null) {
                throw new IllegalStateException("queries cannot be parsed before the SessionFactory is integrated");
            }
            present = new StandardHqlTranslator(
                    started.getQueryEngine().getCriteriaBuilder(),
                    new SqmCreationOptionsStandard(started.getSessionFactoryOptions()));
            standard = present;
        }
        return present;
    }
}
