package io.rowseal.hibernate.internal.rowkey;

import io.rowseal.row.RowKeyBlock;
import org.hibernate.StaleObjectStateException;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Which row key an UPDATE writes: that of the row, wrapped anew if its KEK does not encrypt any more. A row without one keeps none,
 * because two partial updates that each create a key would make each other's cells unreadable; only a row of an optional table
 * that the UPDATE creates gets one, while the row of the entity is locked.
 *
 * <p>An UPDATE that may leave out encrypted columns of the row is refused if the row got another key since it was loaded, because
 * it was deleted and inserted anew: the old key would make the columns that stay unreadable. A row that was loaded without a key and
 * has one now is written under that.
 */
public final class RowKeyUpdate {

    private final SharedSessionContractImplementor session;
    private final EntityPersister persister;
    private final Object id;

    RowKeyUpdate(SharedSessionContractImplementor session, EntityPersister persister, Object id) {
        this.session = session;
        this.persister = persister;
        this.id = id;
    }

    /**
     * The row key for an entity of a session.
     *
     * @param present what the state of the UPDATE holds in its place: {@link RowKeyFlushListener#WRITTEN} where encrypted columns
     *     are written
     */
    @SuppressWarnings("ReferenceEquality") // The very mark, or a value.
    byte @Nullable [] ofEntry(RowKeyPlace place, Object entity, @Nullable Object present) {
        EntityEntry entry = session.getPersistenceContextInternal().getEntry(entity);
        Object loaded =
                entry == null || entry.getLoadedState() == null ? present : entry.getLoadedValue(place.property());
        if (loaded != null && !(loaded instanceof byte[])) {
            return stored(place);
        }
        byte[] block = (byte[]) loaded;
        if (present != RowKeyFlushListener.WRITTEN && !persister.hasPreUpdateGeneratedProperties()) {
            return block;
        }
        return block != null && !place.leavesOut() ? current(place, block) : checked(place, block);
    }

    private byte @Nullable [] checked(RowKeyPlace place, byte @Nullable [] loaded) {
        CurrentRowKey found = CurrentRowKey.lock(session, place.table(), persister, id);
        if (found == null) {
            // Deleted, then the UPDATE finds no row; or inserted by a batch that is not sent yet.
            return loaded != null ? current(place, loaded) : ofMissingRow(place);
        }
        if (loaded != null && (found.block() == null || !RowKeyBlock.isSameDataKey(loaded, found.block()))) {
            throw new StaleObjectStateException(persister.getEntityName(), id);
        }
        return current(place, found.block());
    }

    /** The row key as it is stored: without a persistence context the row itself is asked. */
    byte @Nullable [] stored(RowKeyPlace place) {
        CurrentRowKey found = CurrentRowKey.lock(session, place.table(), persister, id);
        return found == null ? ofMissingRow(place) : current(place, found.block());
    }

    /**
     * The row key as it is stored, or a new one for a row that is not there.
     *
     * @param unloaded whether the upsert leaves out attributes of the entity that are not loaded
     * @throws UnsupportedOperationException for a row that is not there, if the upsert may leave out encrypted columns: when two
     *     create the row at the same time, the second would replace the key that those of the first need
     */
    byte @Nullable [] storedOrNew(RowKeyPlace place, boolean unloaded) {
        CurrentRowKey found = CurrentRowKey.lock(session, place.table(), persister, id);
        if (found != null) {
            return current(place, found.block());
        }
        if (unloaded || place.fixed()) {
            throw new UnsupportedOperationException("entity '" + persister.getEntityName()
                    + "' cannot be upserted, because its row is not there yet and has encrypted columns that an UPDATE leaves"
                    + " out. Insert it instead");
        }
        return place.keys(session).newRowKey().block();
    }

    /** An UPDATE creates rows of optional tables only. Whoever creates one at the same time waits for the row of the entity. */
    private byte @Nullable [] ofMissingRow(RowKeyPlace place) {
        if (!place.table().isOptional()) {
            return null;
        }
        if (!CurrentRowKey.lockEntity(session, persister, id)) {
            return null;
        }
        CurrentRowKey found = CurrentRowKey.lock(session, place.table(), persister, id);
        return found == null ? place.keys(session).newRowKey().block() : current(place, found.block());
    }

    private byte @Nullable [] current(RowKeyPlace place, byte @Nullable [] block) {
        return block == null ? null : place.keys(session).current(block);
    }
}
