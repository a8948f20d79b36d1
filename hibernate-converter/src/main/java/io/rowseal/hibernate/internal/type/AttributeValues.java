package io.rowseal.hibernate.internal.type;

import io.rowseal.persistence.ValueCodec;

/**
 * What the values of an attribute are.
 *
 * @param type their class, for a primitive the wrapper
 * @param codec encodes them
 * @param size how large they may be, as the mapping declares it
 */
public record AttributeValues(Class<?> type, ValueCodec<?> codec, DeclaredSize size) {}
