package io.rowseal.hibernate.internal.rowkey;

import io.rowseal.hibernate.internal.dialect.MergeDialects;
import java.util.List;
import org.hibernate.StatelessSession;
import org.hibernate.dialect.Dialect;
import org.hibernate.event.spi.AbstractPreDatabaseOperationEvent;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.event.spi.PreUpsertEvent;
import org.hibernate.event.spi.PreUpsertEventListener;
import org.hibernate.persister.entity.EntityPersister;

/** Gives every UPDATE and upsert the row keys of its rows. */
public final class RowKeyUpdateListener implements PreUpdateEventListener, PreUpsertEventListener {

    private static final long serialVersionUID = 1L;

    private final transient RowKeyPlaces places;

    RowKeyUpdateListener(RowKeyPlaces places) {
        this.places = places;
    }

    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        List<RowKeyPlace> present = of(event);
        if (!present.isEmpty() && event.getSession() instanceof StatelessSession) {
            requireLoaded(event);
        }
        RowKeyUpdate update = update(event);
        for (RowKeyPlace place : present) {
            Object[] state = event.getState();
            state[place.index()] = place.hasNoRow(state)
                    ? null
                    : event.getSession() instanceof StatelessSession
                            ? update.stored(place)
                            : update.ofEntry(place, event.getEntity(), state[place.index()]);
        }
        return false;
    }

    @Override
    public boolean onPreUpsert(PreUpsertEvent event) {
        List<RowKeyPlace> present = of(event);
        if (!present.isEmpty()) {
            requireLoaded(event);
            requireMerge(event);
        }
        RowKeyUpdate update = update(event);
        boolean unloaded = event.getPersister().hasUninitializedLazyProperties(event.getEntity());
        for (RowKeyPlace place : present) {
            Object[] state = event.getState();
            state[place.index()] = place.hasNoRow(state) ? null : update.storedOrNew(place, unloaded);
        }
        return false;
    }

    /** Of such an entity Hibernate would write no lazy attribute at all, not even one that was set. */
    private static void requireLoaded(AbstractPreDatabaseOperationEvent event) {
        EntityPersister persister = event.getPersister();
        if (persister.isDynamicUpdate() && persister.hasUninitializedLazyProperties(event.getEntity())) {
            throw new UnsupportedOperationException("entity '" + persister.getEntityName()
                    + "' cannot be written by a StatelessSession: some of its lazy attributes are not loaded, and Hibernate"
                    + " would silently leave out those that were changed. Load them first, use a Session, or remove"
                    + " @LazyGroup");
        }
    }

    private static void requireMerge(PreUpsertEvent event) {
        Dialect dialect = event.getSession().getJdbcServices().getDialect();
        if (MergeDialects.garbles(dialect)) {
            throw new UnsupportedOperationException(
                    "entity '" + event.getPersister().getEntityName()
                            + "' cannot be upserted: its encrypted values would be garbled, because the dialect "
                            + dialect.getClass().getName() + " extends one of Hibernate's."
                            + " Use Hibernate's own dialect, or insert and update instead");
        }
    }

    private List<RowKeyPlace> of(AbstractPreDatabaseOperationEvent event) {
        return places.of(event.getPersister());
    }

    private static RowKeyUpdate update(AbstractPreDatabaseOperationEvent event) {
        return new RowKeyUpdate(event.getSession(), event.getPersister(), event.getId());
    }
}
