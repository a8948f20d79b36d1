package io.rowseal.hibernate.internal.mapping;

import io.rowseal.ConfigurationException;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.NonceMode;
import io.rowseal.persistence.Storage;
import io.rowseal.persistence.ValueCodec;
import io.rowseal.persistence.ValueCodecs;
import io.rowseal.row.Column;
import java.lang.reflect.Type;

/** What {@link Encrypted} says of how the values of an attribute are encoded and sealed. */
public final class DeclaredEncoding {

    private static final int LONG_VALUE = 100_000;

    private DeclaredEncoding() {}

    static boolean isText(Encrypted annotation) {
        return annotation.storage() == Storage.TEXT;
    }

    /**
     * What encodes the values.
     *
     * @param name of the attribute, for messages
     * @param type the class of the values, for a primitive the wrapper
     * @param declared the type with its type arguments
     */
    static ValueCodec<?> codec(String name, Encrypted annotation, Class<?> type, Type declared) {
        if (isText(annotation) && type != String.class) {
            throw new ConfigurationException("attribute '" + name + "' is not a String: only a String can have"
                    + " @Encrypted(storage = TEXT); leave the storage out");
        }
        try {
            return annotation.json() ? ValueCodecs.json(declared) : ValueCodecs.forType(type);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("attribute '" + name + "' cannot be encrypted: " + e.getMessage(), e);
        }
    }

    /**
     * The column as it is written.
     *
     * @param staticColumn the name that values are bound to
     */
    static Column column(String name, Encrypted annotation, String staticColumn, ValueCodec<?> codec) {
        Column column = (isText(annotation) ? Column.text(staticColumn) : Column.binary(staticColumn))
                .withNonce(annotation.nonce() == NonceMode.RANDOM ? Column.Nonce.RANDOM : Column.Nonce.DERIVED)
                .typed(codec.encodingId());
        if (annotation.padTo() == 0) {
            return column;
        }
        if (codec.maxBytes(1) == codec.maxBytes(LONG_VALUE)) {
            throw new ConfigurationException("attribute '" + name + "' cannot have @Encrypted(padTo = "
                    + annotation.padTo() + "), because encodings of "
                    + codec.type().getSimpleName()
                    + " do not vary with the length of the value: leave padTo out");
        }
        try {
            return column.withPadding(annotation.padTo());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "attribute '" + name + "' has a wrong @Encrypted(padTo): " + e.getMessage(), e);
        }
    }
}
