package io.rowseal.hibernate;

import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
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
     * @throws io.rowseal.ConfigurationException if an encrypted member would be stored in plain text, or encrypted wrongly
     */
    @Override
    public void integrate(Metadata metadata, BootstrapContext bootstrap, SessionFactoryImplementor sessionFactory) {
        EncryptedModel model = EncryptedModel.of(metadata);
        EncryptedMemberCheck.check(metadata);
        if (model.isEmpty()) {
            return;
        }
        BootChecks.run(model, metadata, sessionFactory);
        model.attributes().forEach(attribute -> attribute.mappingColumn().setCustomRead(attribute.customRead()));
    }
}
