package io.rowseal.hibernate;

import java.util.Arrays;
import java.util.EnumSet;
import org.hibernate.StaleObjectStateException;
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
 *
 * <p>An UPDATE that may leave out encrypted columns of the row is refused if the row got another key since it was loaded, because
 * it was deleted and inserted anew: the old key would make the columns that stay unreadable.
 */
final class RowKeyGenerator implements BeforeExecutionGenerator {

    private static final long serialVersionUID = 1L;

    /** Where the commitment to the data key begins in a row-key block; it ends with the block. */
    private static final int COMMITMENT_AT = 51;

    private final String property;
    private final transient ScopedTable table;
    private final boolean columnsLeftOut;
    private final boolean upsertsGarbled;

    RowKeyGenerator(String property, ScopedTable table, boolean columnsLeftOut, boolean upsertsGarbled) {
        this.property = property;
        this.table = table;
        this.columnsLeftOut = columnsLeftOut;
        this.upsertsGarbled = upsertsGarbled;
    }

    @Override
    public EnumSet<EventType> getEventTypes() {
        return EnumSet.of(EventType.INSERT, EventType.UPDATE);
    }

    @Override
    public @Nullable Object generate(
            SharedSessionContractImplementor session, Object owner, @Nullable Object current, EventType event) {
        if (event == EventType.INSERT) {
            return table.keys(session).newRowKey().block();
        }
        Object loaded =
                session instanceof StatelessSession ? storedRowKey(session, owner) : loadedRowKey(session, owner);
        return loaded instanceof byte[] block ? table.keys(session).current(block) : null;
    }

    private @Nullable Object loadedRowKey(SharedSessionContractImplementor session, Object owner) {
        EntityEntry entry = session.getPersistenceContextInternal().getEntry(owner);
        if (entry != null && entry.getLoadedState() != null) {
            Object loaded = entry.getLoadedValue(property);
            if (loaded == null || loaded instanceof byte[]) {
                return checkedRowKey(session, owner, (byte[]) loaded);
            }
        }
        return storedRowKey(session, owner);
    }

    private byte @Nullable [] checkedRowKey(
            SharedSessionContractImplementor session, Object owner, byte @Nullable [] loaded) {
        EntityPersister persister = session.getEntityPersister(null, owner);
        if (!mayLeaveOutColumns(persister)) {
            return loaded;
        }
        Object id = persister.getIdentifier(owner, session);
        CurrentRowKey current = CurrentRowKey.lock(session, persister, property, id);
        if (current == null) {
            // Deleted, then the UPDATE finds no row; or inserted by a batch that is not sent yet.
            return loaded;
        }
        byte[] stored = current.block();
        if (!isSameDataKey(loaded, stored)) {
            throw new StaleObjectStateException(persister.getEntityName(), id);
        }
        return stored;
    }

    private boolean mayLeaveOutColumns(EntityPersister persister) {
        return columnsLeftOut || persister.isDynamicUpdate() || persister.hasLazyProperties();
    }

    private static boolean isSameDataKey(byte @Nullable [] loaded, byte @Nullable [] stored) {
        if (loaded == null || stored == null) {
            return loaded == null && stored == null;
        }
        if (loaded.length != RowKeyColumn.BLOCK_BYTES || stored.length != RowKeyColumn.BLOCK_BYTES) {
            return Arrays.equals(loaded, stored);
        }
        return Arrays.equals(
                loaded, COMMITMENT_AT, RowKeyColumn.BLOCK_BYTES, stored, COMMITMENT_AT, RowKeyColumn.BLOCK_BYTES);
    }

    /** Without a persistence context the row itself is asked: columns that this UPDATE leaves out must stay readable. */
    private @Nullable Object storedRowKey(SharedSessionContractImplementor session, Object owner) {
        EntityPersister persister = session.getEntityPersister(null, owner);
        if (session instanceof StatelessSession && persister.isDynamicUpdate()) {
            throw new UnsupportedOperationException("entity '" + persister.getEntityName()
                    + "' has encrypted attributes and @DynamicUpdate, which several lazy groups of attributes imply:"
                    + " StatelessSession.update and upsert would silently"
                    + " leave out its other columns; use a Session, or remove @DynamicUpdate and @LazyGroup");
        }
        if (session instanceof StatelessSession && upsertsGarbled) {
            TextUpserts.refuse(persister.getEntityName());
        }
        Object id = persister.getIdentifier(owner, session);
        if (id == null) {
            return null;
        }
        if (mayLeaveOutColumns(persister)) {
            CurrentRowKey current = CurrentRowKey.lock(session, persister, property, id);
            return current == null ? null : current.block();
        }
        Object[] snapshot = persister.getDatabaseSnapshot(id, session);
        return snapshot == null ? null : snapshot[persister.getPropertyIndex(property)];
    }
}
