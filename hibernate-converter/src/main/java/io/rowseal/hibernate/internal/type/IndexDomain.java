package io.rowseal.hibernate.internal.type;

import io.rowseal.persistence.BlindIndex;

/**
 * What must be equal for two indexed attributes to be comparable.
 *
 * @param name the shared domain, or table and column
 * @param epoch of the index key
 * @param text whether the index column holds text
 * @param type the domain type, whose encoding is hashed
 */
public record IndexDomain(String name, int epoch, boolean text, Class<?> type) {

    public static IndexDomain of(
            BlindIndex annotation, BoundNames bound, io.rowseal.row.Column rowColumn, Class<?> type) {
        String name = annotation.domain().isEmpty()
                ? bound.table() + "." + rowColumn.name()
                : "shared:" + annotation.domain();
        return new IndexDomain(name, annotation.epoch(), rowColumn.isText(), type);
    }
}
