package io.rowseal.hibernate.internal.rowkey;

import io.rowseal.hibernate.internal.scope.ScopedTable;
import java.util.EnumSet;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.generator.BeforeExecutionGenerator;
import org.hibernate.generator.EventType;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** The row key of a new row. Which one an UPDATE writes says {@link RowKeyUpdate}. */
public final class RowKeyGenerator implements BeforeExecutionGenerator {

    private static final long serialVersionUID = 1L;

    private final String property;
    private final transient ScopedTable table;
    private final transient RowKeyPlaces places;
    private final boolean optional;

    RowKeyGenerator(String property, ScopedTable table, RowKeyPlaces places, boolean optional) {
        this.property = property;
        this.table = table;
        this.places = places;
        this.optional = optional;
    }

    @Override
    public EnumSet<EventType> getEventTypes() {
        return EnumSet.of(EventType.INSERT);
    }

    /** An UPDATE writes it too. */
    @Override
    public boolean allowMutation() {
        return true;
    }

    @Override
    public @Nullable Object generate(
            SharedSessionContractImplementor session, Object owner, @Nullable Object current, EventType event) {
        return optional && hasNoRow(session, owner)
                ? null
                : table.keys(session).newRowKey().block();
    }

    /** A row of an optional table that would hold nothing but a row key is not inserted. */
    private boolean hasNoRow(SharedSessionContractImplementor session, Object owner) {
        EntityPersister persister = session.getEntityPersister(null, owner);
        return places.of(persister).stream()
                .filter(place -> place.property().equals(property))
                .allMatch(place -> place.attributes().stream().allMatch(index -> isNull(persister, owner, index)));
    }

    private static boolean isNull(EntityPersister persister, Object owner, int index) {
        return persister.getValue(owner, index) == null
                && !(persister.getAttributeMapping(index).getGenerator() != null
                        && persister.getAttributeMapping(index).getGenerator().generatesOnInsert());
    }
}
