package io.rowseal.hibernate;

import org.hibernate.engine.query.spi.NativeQueryInterpreter;
import org.hibernate.engine.query.spi.NativeQueryInterpreterInitiator;
import org.hibernate.service.spi.SessionFactoryServiceContributor;
import org.hibernate.service.spi.SessionFactoryServiceInitiator;
import org.hibernate.service.spi.SessionFactoryServiceInitiatorContext;
import org.hibernate.service.spi.SessionFactoryServiceRegistryBuilder;

/** Registers the check of native queries with Hibernate. Found by Hibernate; not for application use. */
public final class NativeSqlContributor implements SessionFactoryServiceContributor {

    /** Creates the contributor; called by Hibernate. */
    public NativeSqlContributor() {}

    @Override
    public void contribute(SessionFactoryServiceRegistryBuilder builder) {
        builder.addInitiator(new Initiator());
    }

    private static final class Initiator implements SessionFactoryServiceInitiator<NativeQueryInterpreter> {

        @Override
        public Class<NativeQueryInterpreter> getServiceInitiated() {
            return NativeQueryInterpreter.class;
        }

        @Override
        public NativeQueryInterpreter initiateService(SessionFactoryServiceInitiatorContext context) {
            return new NativeSqlInterpreter(
                    NativeQueryInterpreterInitiator.INSTANCE.initiateService(context),
                    EncryptionRuntime.of(context.getServiceRegistry()));
        }
    }
}
