package io.rowseal.hibernate.internal.rowkey;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.event.internal.DefaultFlushEntityEventListener;
import org.hibernate.event.spi.FlushEntityEvent;
import org.jspecify.annotations.Nullable;

/**
 * Adds the row key of a table to what an UPDATE writes, where and only where encrypted columns of the table have changed. The row
 * key itself makes no entity dirty: an UPDATE that plain Hibernate would not make writes back what others changed meanwhile.
 */
public final class RowKeyFlushListener extends DefaultFlushEntityEventListener {

    /** Stands in the state of an entity for the row key of a table whose encrypted columns are written. */
    static final Object WRITTEN = new Object() {
        @Override
        public String toString() {
            return "<row key>";
        }
    };

    private final transient RowKeyPlaces places;

    RowKeyFlushListener(RowKeyPlaces places) {
        this.places = places;
    }

    /** Called once it is certain that there will be an UPDATE, and what it writes. */
    @Override
    protected boolean handleInterception(FlushEntityEvent event) {
        boolean intercepted = super.handleInterception(event);
        List<RowKeyPlace> present = places.of(event.getEntityEntry().getPersister());
        if (!present.isEmpty()) {
            addRowKeys(event, present);
        }
        return intercepted;
    }

    private static void addRowKeys(FlushEntityEvent event, List<RowKeyPlace> present) {
        EntityEntry entry = event.getEntityEntry();
        int[] found = event.getDirtyProperties();
        boolean unknown = found == null && !event.isDirtyCheckPossible();
        IntPredicate dirty = index -> unknown || contains(found, index);
        boolean dynamic = entry.getPersister().isDynamicUpdate();
        int[] changed = present.stream()
                .filter(place -> place.changesCells(dirty))
                .mapToInt(RowKeyPlace::index)
                .toArray();
        if (changed.length > 0 && !unknown) {
            int[] others = found == null ? new int[0] : found;
            event.setDirtyProperties(IntStream.concat(IntStream.of(others), IntStream.of(changed))
                    .distinct()
                    .toArray());
        }
        Object[] state = event.getPropertyValues();
        if (isOfEntry(state, entry)) {
            return;
        }
        present.stream()
                .filter(place -> unknown || place.writesCells(dirty, dynamic))
                .forEach(place -> state[place.index()] = WRITTEN);
    }

    private static boolean contains(int @Nullable [] indexes, int index) {
        return indexes != null && Arrays.stream(indexes).anyMatch(each -> each == index);
    }

    /** What Hibernate keeps must not be changed: it then holds the row key as it was loaded. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isOfEntry(Object[] state, EntityEntry entry) {
        return state == entry.getLoadedState() || state == entry.getDeletedState();
    }
}
