package io.rowseal.hibernate.internal.query;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import io.rowseal.hibernate.internal.nativesql.NativeSqlCheck;
import io.rowseal.hibernate.internal.nativesql.NativeSqlChecks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.cfg.QuerySettings;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.hql.HqlTranslator;
import org.hibernate.query.spi.QueryEngine;
import org.hibernate.query.sqm.spi.NamedSqmQueryMemento;
import org.jspecify.annotations.Nullable;

/** Checks named queries when the SessionFactory is complete, so that a refused one stops the start, not its first use. */
public final class NamedQueryCheck implements SessionFactoryObserver {

    private static final long serialVersionUID = 1L;

    /** Registers the check, unless the application turned the check of named queries off. */
    public static void whenComplete(SessionFactoryImplementor factory) {
        if (isEnabled(factory)) {
            factory.addObserver(new NamedQueryCheck());
        }
    }

    static boolean isEnabled(SessionFactoryImplementor factory) {
        Object setting = factory.getProperties().get(QuerySettings.QUERY_STARTUP_CHECKING);
        return setting == null || Boolean.parseBoolean(String.valueOf(setting));
    }

    /**
     * Checks all named queries.
     *
     * @throws ConfigurationException if some ask of encrypted attributes what is not supported; it names all of them
     */
    @Override
    public void sessionFactoryCreated(SessionFactory factory) {
        SessionFactoryImplementor started = (SessionFactoryImplementor) factory;
        RowsealHqlTranslator.namedQueriesAreChecked(started);
        QueryEngine engine = started.getQueryEngine();
        List<String> refused = new ArrayList<>();
        engine.getNamedObjectRepository().visitSqmQueryMementos(query -> {
            UnsupportedEncryptedQueryException refusal = check(query, engine.getHqlTranslator());
            if (refusal != null) {
                refused.add("named query '" + query.getRegistrationName() + "': " + refusal.getMessage());
            }
        });
        NativeSqlCheck nativeSql =
                NativeSqlChecks.of(started.getServiceRegistry()).check();
        if (nativeSql != null) {
            engine.getNamedObjectRepository().visitNativeQueryMementos(query -> {
                try {
                    nativeSql.statement(query.getSqlString());
                } catch (UnsupportedEncryptedQueryException e) {
                    refused.add("named native query '" + query.getRegistrationName() + "': " + e.getMessage());
                }
            });
        }
        if (!refused.isEmpty()) {
            Collections.sort(refused);
            throw new ConfigurationException((refused.size() == 1 ? "1 query is" : refused.size() + " queries are")
                    + " not possible:\n" + String.join("\n", refused));
        }
    }

    private static @Nullable UnsupportedEncryptedQueryException check(
            NamedSqmQueryMemento<?> query, HqlTranslator translator) {
        try {
            translator.translate(query.getHqlString(), null).accept(new QueryCheck());
            return null;
        } catch (UnsupportedEncryptedQueryException e) {
            return e;
        }
    }
}
