package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.cfg.QuerySettings;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.hql.HqlTranslator;
import org.hibernate.query.spi.QueryEngine;
import org.hibernate.query.sqm.spi.NamedSqmQueryMemento;

/** Checks named HQL queries when the SessionFactory is complete, so that a refused one stops the start, not its first use. */
final class NamedQueryCheck implements SessionFactoryObserver {

    private static final long serialVersionUID = 1L;

    /** Registers the check, unless the application turned the check of named queries off. */
    static void whenComplete(SessionFactoryImplementor factory) {
        Object setting = factory.getProperties().get(QuerySettings.QUERY_STARTUP_CHECKING);
        if (setting == null || Boolean.parseBoolean(String.valueOf(setting))) {
            factory.addObserver(new NamedQueryCheck());
        }
    }

    /**
     * Checks all named queries.
     *
     * @throws ConfigurationException if one asks of an encrypted attribute what is not supported
     */
    @Override
    public void sessionFactoryCreated(SessionFactory factory) {
        QueryEngine engine = ((SessionFactoryImplementor) factory).getQueryEngine();
        HqlTranslator translator = engine.getHqlTranslator();
        engine.getNamedObjectRepository().visitSqmQueryMementos(query -> check(query, translator));
    }

    private static void check(NamedSqmQueryMemento<?> query, HqlTranslator translator) {
        try {
            translator.translate(query.getHqlString(), null).accept(new QueryCheck());
        } catch (UnsupportedEncryptedQueryException e) {
            throw new ConfigurationException(
                    "named query '" + query.getRegistrationName() + "' is not possible: " + e.getMessage(), e);
        }
    }
}
