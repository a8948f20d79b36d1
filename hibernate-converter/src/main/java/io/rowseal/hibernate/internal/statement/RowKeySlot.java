package io.rowseal.hibernate.internal.statement;

import io.rowseal.row.RowKey;
import java.lang.ref.WeakReference;
import java.sql.PreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * Hands the row key of a statement to the cells of the same statement.
 *
 * <p>Hibernate binds the parameters of one row in the order of their index, and the hidden row key comes first. A cell takes the
 * key only if the very same statement object had a row key bound at a lower index: a statement that binds none, one of bulk HQL
 * for example, cannot find a stale key, and should Hibernate ever change the order, sealed values are written, which are
 * always readable. Nothing has to be cleaned up after a failure.
 */
public final class RowKeySlot {

    /** The last row key bound; stays until the next one or the end of the SessionFactory, but in no thread. */
    private final ThreadValue<Bound> bound = new ThreadValue<>();

    /** Called when the row key of a row is bound; null for a row that has none. */
    public void rowKeyBound(PreparedStatement statement, int index, @Nullable RowKey rowKey) {
        bound.set(new Bound(new WeakReference<>(statement), index, rowKey));
    }

    /** The row key to seal a cell under, null for a sealed value. */
    @Nullable
    public RowKey rowKeyFor(PreparedStatement statement, int index) {
        Bound present = boundBefore(statement, index);
        return present == null ? null : present.rowKey;
    }

    /** Whether the statement writes a row that has no row key, as opposed to a statement that knows of none. */
    public boolean isRowWithoutKey(PreparedStatement statement, int index) {
        Bound present = boundBefore(statement, index);
        return present != null && present.rowKey == null;
    }

    private @Nullable Bound boundBefore(PreparedStatement statement, int index) {
        Bound present = bound.get();
        return present != null && present.statement.refersTo(statement) && present.index < index ? present : null;
    }

    private record Bound(
            WeakReference<PreparedStatement> statement,
            int index,
            @Nullable RowKey rowKey) {}
}
