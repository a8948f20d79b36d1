package io.rowseal.hibernate.internal.boot;

import io.rowseal.hibernate.IndexCounters;
import io.rowseal.hibernate.PlaintextCounters;
import io.rowseal.hibernate.RowKeys;
import io.rowseal.hibernate.internal.mode.IndexUses;
import io.rowseal.hibernate.internal.mode.PlaintextUses;
import io.rowseal.hibernate.internal.nativesql.NativeSqlChecks;
import io.rowseal.hibernate.internal.nativesql.NativeSqlInterpreter;
import io.rowseal.hibernate.internal.rowkey.RowKeyRewrites;
import java.util.function.Function;
import org.hibernate.engine.query.spi.NativeQueryInterpreter;
import org.hibernate.engine.query.spi.NativeQueryInterpreterInitiator;
import org.hibernate.service.Service;
import org.hibernate.service.spi.SessionFactoryServiceContributor;
import org.hibernate.service.spi.SessionFactoryServiceInitiator;
import org.hibernate.service.spi.SessionFactoryServiceInitiatorContext;
import org.hibernate.service.spi.SessionFactoryServiceRegistryBuilder;

/** Registers what each SessionFactory has of its own. Found by Hibernate; not for application use. */
public final class SessionFactoryServices implements SessionFactoryServiceContributor {

    /** Creates the contributor; called by Hibernate. */
    public SessionFactoryServices() {}

    @Override
    public void contribute(SessionFactoryServiceRegistryBuilder builder) {
        builder.addInitiator(new Initiator<>(PlaintextCounters.class, context -> new PlaintextUses()));
        builder.addInitiator(new Initiator<>(IndexCounters.class, context -> new IndexUses()));
        builder.addInitiator(
                new Initiator<>(RowKeys.class, context -> new RowKeyRewrites(context.getSessionFactory())));
        builder.addInitiator(new Initiator<>(NativeSqlChecks.class, context -> new NativeSqlChecks()));
        builder.addInitiator(new Initiator<>(
                NativeQueryInterpreter.class,
                context -> new NativeSqlInterpreter(
                        NativeQueryInterpreterInitiator.INSTANCE.initiateService(context),
                        NativeSqlChecks.of(context.getServiceRegistry()))));
    }

    private record Initiator<S extends Service>(
            Class<S> role, Function<SessionFactoryServiceInitiatorContext, ? extends S> create)
            implements SessionFactoryServiceInitiator<S> {

        @Override
        public Class<S> getServiceInitiated() {
            return role;
        }

        @Override
        public S initiateService(SessionFactoryServiceInitiatorContext context) {
            return create.apply(context);
        }
    }
}
