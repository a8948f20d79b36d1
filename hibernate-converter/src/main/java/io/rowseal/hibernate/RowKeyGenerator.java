package io.rowseal.hibernate;

import io.rowseal.row.TableKeys;
import java.util.EnumSet;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.generator.BeforeExecutionGenerator;
import org.hibernate.generator.EventType;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * The value of the hidden row key. Only an INSERT creates one. An UPDATE writes back the one of the row, wrapped anew if its
 * KEK does not encrypt any more; a row without one keeps none, because two partial updates that each create a key would make
 * each other's cells unreadable.
 */
final class RowKeyGenerator implements BeforeExecutionGenerator {

    private static final long serialVersionUID = 1L;

    private final String property;
    private final transient TableKeys keys;

    RowKeyGenerator(String property, TableKeys keys) {
        this.property = property;
        this.keys = keys;
    }

    @Override
    public EnumSet<EventType> getEventTypes() {
        return EnumSet.of(EventType.INSERT, EventType.UPDATE);
    }

    @Override
    public @Nullable Object generate(
            SharedSessionContractImplementor session, Object owner, @Nullable Object current, EventType event) {
        if (event == EventType.INSERT) {
            return keys.newRowKey().block();
        }
        Object loaded =
                session instanceof StatelessSession ? storedRowKey(session, owner) : loadedRowKey(session, owner);
        return loaded instanceof byte[] block ? keys.current(block) : null;
    }

    private @Nullable Object loadedRowKey(SharedSessionContractImplementor session, Object owner) {
        EntityEntry entry = session.getPersistenceContextInternal().getEntry(owner);
        if (entry != null && entry.getLoadedState() != null) {
            Object loaded = entry.getLoadedValue(property);
            if (loaded == null || loaded instanceof byte[]) {
                return loaded;
            }
        }
        return storedRowKey(session, owner);
    }

    /** Without a persistence context the row itself is asked: columns that this UPDATE leaves out must stay readable. */
    private @Nullable Object storedRowKey(SharedSessionContractImplementor session, Object owner) {
        EntityPersister persister = session.getEntityPersister(null, owner);
        if (session instanceof StatelessSession && persister.isDynamicUpdate()) {
            throw new UnsupportedOperationException("entity '" + persister.getEntityName()
                    + "' has encrypted attributes and @DynamicUpdate: StatelessSession.update and upsert would silently"
                    + " leave out its other columns; use a Session, or remove @DynamicUpdate");
        }
        Object id = persister.getIdentifier(owner, session);
        Object[] snapshot = id == null ? null : persister.getDatabaseSnapshot(id, session);
        return snapshot == null ? null : snapshot[persister.getPropertyIndex(property)];
    }
}
