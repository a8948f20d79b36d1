package io.rowseal.hibernate.internal.type;

import io.rowseal.hibernate.internal.mode.IndexUse;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import java.util.function.Function;
import org.hibernate.mapping.Column;
import org.jspecify.annotations.Nullable;

/**
 * The blind index of an attribute.
 *
 * @param column Hibernate's column of it, null as long as the mode of the attribute is not STRICT
 * @param domain what the attribute can be compared with
 * @param keyedHash gives what makes the index of a value, by scope
 * @param use compares the indexes of what is read
 */
public record AttributeIndex(
        @Nullable Column column,
        IndexDomain domain,
        Function<String, io.rowseal.row.BlindIndex> keyedHash,
        IndexUse use) {

    private static final String NORMALIZER = "exact";

    /** What makes the indexes that an annotation asks for. */
    public static Function<String, io.rowseal.row.BlindIndex> keyedHash(
            BlindIndex annotation, BoundNames bound, io.rowseal.row.Column rowColumn, KeyScopes keyScopes) {
        return scope -> {
            KeyRing ring = keyScopes.requireKeyRing(bound.table() + "." + rowColumn.name());
            return annotation.domain().isEmpty()
                    ? io.rowseal.row.BlindIndex.ofColumn(
                            ring, scope, bound.table(), rowColumn, annotation.epoch(), NORMALIZER)
                    : io.rowseal.row.BlindIndex.shared(
                            ring, scope, annotation.domain(), annotation.epoch(), NORMALIZER);
        };
    }
}
