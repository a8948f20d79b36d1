package io.rowseal.hibernate.internal.boot;

import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.model.StartFailures;
import io.rowseal.hibernate.internal.query.NamedQueryCheck;
import io.rowseal.hibernate.internal.schema.PlainColumnCheck;
import io.rowseal.hibernate.internal.schema.SchemaCheck;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.boot.Metadata;
import org.hibernate.cfg.QuerySettings;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/** What is checked when the SessionFactory is complete and its tables are as they will be: columns, values, then queries. */
public final class CompletionChecks implements SessionFactoryObserver {

    private static final long serialVersionUID = 1L;

    private final transient EncryptedModel model;
    private final transient Metadata metadata;

    private CompletionChecks(EncryptedModel model, Metadata metadata) {
        this.model = model;
        this.metadata = metadata;
    }

    static void register(EncryptedModel model, Metadata metadata, SessionFactoryImplementor factory) {
        // Hibernate's own observer, which runs the schema tool, was added before the integrators are called.
        factory.addObserver(new CompletionChecks(model, metadata));
    }

    /**
     * Runs the checks.
     *
     * @throws io.rowseal.ConfigurationException with everything that was found
     */
    @Override
    public void sessionFactoryCreated(SessionFactory factory) {
        SessionFactoryImplementor implementor = factory.unwrap(SessionFactoryImplementor.class);
        StartFailures failures = new StartFailures();
        if (!model.isEmpty()) {
            failures.run(() -> SchemaCheck.after(model, metadata, implementor));
        }
        PlainColumnCheck.after(model, metadata, implementor, failures);
        if (!failures.isEmpty() && areQueriesChecked(implementor)) {
            // Its own turn would not come.
            failures.run(() -> new NamedQueryCheck().sessionFactoryCreated(factory));
        }
        failures.throwIfAny();
    }

    private boolean areQueriesChecked(SessionFactoryImplementor factory) {
        Object setting = factory.getProperties().get(QuerySettings.QUERY_STARTUP_CHECKING);
        return !model.isEmpty() && (setting == null || Boolean.parseBoolean(String.valueOf(setting)));
    }
}
