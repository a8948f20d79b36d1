package io.rowseal.hibernate.internal.boot;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.internal.check.BootChecks;
import io.rowseal.hibernate.internal.mapping.AuditCopies;
import io.rowseal.hibernate.internal.mapping.BindingRefusals;
import io.rowseal.hibernate.internal.mapping.EncryptedMemberCheck;
import io.rowseal.hibernate.internal.mapping.ModeCheck;
import io.rowseal.hibernate.internal.mode.IndexUses;
import io.rowseal.hibernate.internal.mode.PlaintextUses;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.model.StartFailures;
import io.rowseal.hibernate.internal.nativesql.NativeSqlCheck;
import io.rowseal.hibernate.internal.query.EncryptedArguments;
import io.rowseal.hibernate.internal.query.NamedQueryCheck;
import io.rowseal.hibernate.internal.query.RowsealHqlTranslator;
import io.rowseal.hibernate.internal.query.RowsealSqmTranslatorFactory;
import io.rowseal.hibernate.internal.rowkey.RowKeyListeners;
import io.rowseal.hibernate.internal.rowkey.RowKeyPlaces;
import io.rowseal.hibernate.internal.schema.PlainColumnCheck;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.type.AttributeIndex;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.util.Objects;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.cfg.QuerySettings;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;

/**
 * Checks the finished mapping and sets the read expressions, after other extensions have copied what they copy and before the
 * mapping is used. Found by Hibernate; not for application use.
 */
public final class RowsealIntegrator implements Integrator {

    /** Creates the integrator; called by Hibernate. */
    public RowsealIntegrator() {}

    /**
     * Checks and completes the mapping.
     *
     * @throws io.rowseal.ConfigurationException if an encrypted member would be stored in plaintext, or encrypted wrongly
     */
    @Override
    public void integrate(Metadata metadata, BootstrapContext bootstrap, SessionFactoryImplementor sessionFactory) {
        KeyScopes keyScopes = KeyScopes.of(bootstrap.getServiceRegistry());
        StartFailures failures = new StartFailures();
        BindingRefusals.of(bootstrap.getServiceRegistry()).takeOf(metadata).forEach(failures::add);
        AuditCopies.encrypt(metadata, bootstrap, sessionFactory.getProperties(), keyScopes);
        EncryptedModel model = EncryptedModel.of(metadata);
        if (failures.isEmpty()) {
            // What was refused above is not encrypted either.
            failures.run(() -> EncryptedMemberCheck.check(metadata));
        }
        RowsealHqlTranslator.start(sessionFactory, model);
        if (model.isEmpty()) {
            boolean checked = sessionFactory.getProperties().containsKey(RowsealSettings.KEY_RING);
            if (checked) {
                PlainColumnCheck.before(model, metadata, sessionFactory, failures);
            }
            failures.throwIfAny();
            if (checked) {
                CompletionChecks.register(model, metadata, sessionFactory);
            }
            return;
        }
        BootChecks.run(model, metadata, sessionFactory, keyScopes, failures);
        failures.run(() -> PlaintextUses.of(sessionFactory.getServiceRegistry())
                .start(ModeCheck.start(model, metadata, keyScopes)));
        failures.throwIfAny();
        IndexUses.of(sessionFactory.getServiceRegistry())
                .start(model.attributes().stream()
                        .map(EncryptedAttribute::index)
                        .filter(Objects::nonNull)
                        .map(AttributeIndex::use)
                        .toList());
        if (!keyScopes.isMappingOnly()) {
            CompletionChecks.register(model, metadata, sessionFactory);
        }
        requireQueryChecks(sessionFactory);
        EncryptedArguments.whenComplete(sessionFactory);
        NativeSqlCheck.start(model, metadata, sessionFactory);
        NamedQueryCheck.whenComplete(sessionFactory);
        RowKeyListeners.register(sessionFactory, RowKeyPlaces.of(bootstrap.getServiceRegistry()));
        for (EncryptedAttribute attribute : model.attributes()) {
            if (attribute.read() != null) {
                attribute.mappingColumn().setCustomRead(attribute.read().custom());
            }
        }
    }

    private static void requireQueryChecks(SessionFactoryImplementor sessionFactory) {
        Object translators = sessionFactory.getSessionFactoryOptions().getCustomSqmTranslatorFactory();
        if (!(translators instanceof RowsealSqmTranslatorFactory)) {
            throw new ConfigurationException(
                    "queries over encrypted attributes would not be checked: remove the setting '"
                            + QuerySettings.SEMANTIC_QUERY_TRANSLATOR + "', which Rowseal sets itself");
        }
    }
}
