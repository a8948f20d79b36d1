package io.rowseal.hibernate;

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
record AttributeIndex(
        @Nullable Column column,
        IndexDomain domain,
        Function<String, io.rowseal.row.BlindIndex> keyedHash,
        IndexUse use) {

    private static final String NORMALIZER = "exact";

    /** What makes the indexes that an annotation asks for. */
    static Function<String, io.rowseal.row.BlindIndex> keyedHash(
            BlindIndex annotation, BoundNames bound, io.rowseal.row.Column rowColumn, EncryptionRuntime runtime) {
        return scope -> {
            KeyRing ring = runtime.requireKeyRing(bound.table() + "." + rowColumn.name());
            return annotation.domain().isEmpty()
                    ? io.rowseal.row.BlindIndex.ofColumn(
                            ring, scope, bound.table(), rowColumn, annotation.epoch(), NORMALIZER)
                    : io.rowseal.row.BlindIndex.shared(
                            ring, scope, annotation.domain(), annotation.epoch(), NORMALIZER);
        };
    }
}
