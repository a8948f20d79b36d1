package io.rowseal.format;

import io.rowseal.Context;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Pre-authentication encoding of a context: {@code "rowseal/v1" | u32 count | per pair: u32 length, name, u32 length, value},
 * the pairs sorted by the unsigned UTF-8 bytes of their names. Injective: two different contexts never give the same bytes.
 */
public final class Pae {

    private static final byte[] LABEL = "rowseal/v1".getBytes(StandardCharsets.US_ASCII);

    private Pae() {}

    /**
     * Encodes a context.
     *
     * @param context the pairs
     * @return a new array
     */
    public static byte[] encode(Context context) {
        int size = LABEL.length + Integer.BYTES;
        for (String name : context.names()) {
            size = Math.addExact(size, 2 * Integer.BYTES + nameBytes(name).length + valueOf(context, name).length);
        }
        ByteBuffer out =
                ByteBuffer.allocate(size).put(LABEL).putInt(context.names().size());
        for (String name : context.names()) {
            byte[] encodedName = nameBytes(name);
            byte[] value = valueOf(context, name);
            out.putInt(encodedName.length).put(encodedName).putInt(value.length).put(value);
        }
        return out.array();
    }

    private static byte[] nameBytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] valueOf(Context context, String name) {
        return Objects.requireNonNull(context.value(name));
    }
}
