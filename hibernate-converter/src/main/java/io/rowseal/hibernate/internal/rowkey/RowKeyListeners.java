package io.rowseal.hibernate.internal.rowkey;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.dialect.MergeDialects;
import org.hibernate.SessionFactory;
import org.hibernate.SessionFactoryObserver;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.internal.DefaultFlushEntityEventListener;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.FlushEntityEventListener;

/** Registers what gives UPDATEs their row keys. */
public final class RowKeyListeners implements SessionFactoryObserver {

    private static final long serialVersionUID = 1L;

    private final transient RowKeyPlaces places;

    private RowKeyListeners(RowKeyPlaces places) {
        this.places = places;
    }

    /**
     * Registers the listeners.
     *
     * @throws ConfigurationException if something else replaced Hibernate's own, which ours extends
     */
    public static void register(SessionFactoryImplementor factory, RowKeyPlaces places) {
        EventListenerRegistry registry = factory.getEventEngine().getListenerRegistry();
        for (FlushEntityEventListener present : flushListeners(factory)) {
            if (present.getClass() != DefaultFlushEntityEventListener.class) {
                throw refusal(present);
            }
        }
        RowKeyFlushListener flush = new RowKeyFlushListener(places);
        flush.injectCallbackRegistry(factory.getEventEngine().getCallbackRegistry());
        registry.setListeners(EventType.FLUSH_ENTITY, flush);
        RowKeyUpdateListener update = new RowKeyUpdateListener(places);
        registry.prependListeners(EventType.PRE_UPDATE, update);
        registry.prependListeners(EventType.PRE_UPSERT, update);
        factory.addObserver(new RowKeyListeners(places));
    }

    private static Iterable<FlushEntityEventListener> flushListeners(SessionFactoryImplementor factory) {
        return factory.getEventEngine()
                .getListenerRegistry()
                .getEventListenerGroup(EventType.FLUSH_ENTITY)
                .listeners();
    }

    private static ConfigurationException refusal(FlushEntityEventListener present) {
        return new ConfigurationException("encrypted attributes would be updated without the key of their row: "
                + present.getClass().getName()
                + " takes the place of Hibernate's own listener of FLUSH_ENTITY events, which Rowseal extends. Remove it, or"
                + " use a PreUpdateEventListener or an Interceptor instead");
    }

    /**
     * Looks at all row keys, and at what other extensions registered since.
     *
     * @throws ConfigurationException if rows of an optional table would be garbled, or row keys left out
     */
    @Override
    public void sessionFactoryCreated(SessionFactory created) {
        SessionFactoryImplementor factory = (SessionFactoryImplementor) created;
        for (FlushEntityEventListener present : flushListeners(factory)) {
            if (!(present instanceof RowKeyFlushListener)) {
                throw refusal(present);
            }
        }
        boolean garbled = MergeDialects.garbles(factory.getJdbcServices().getDialect());
        factory.getMappingMetamodel()
                .forEachEntityDescriptor(persister -> places.of(persister).forEach(place -> {
                    if (garbled && place.table().isOptional()) {
                        throw new ConfigurationException(
                                "entity '" + persister.getEntityName()
                                        + "' has encrypted attributes in the optional table '"
                                        + place.table().getTableName()
                                        + "', which would be garbled, because the dialect "
                                        + factory.getJdbcServices()
                                                .getDialect()
                                                .getClass()
                                                .getName()
                                        + " extends one of Hibernate's. Use Hibernate's own dialect, or @SecondaryRow(optional = false)");
                    }
                }));
    }
}
