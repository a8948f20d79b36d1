package io.rowseal.format;

import static io.rowseal.format.Layout.CELL_MAGIC;

import java.nio.ByteBuffer;

/** What the AES-GCM tag of each layout covers besides the plaintext. */
public final class AssociatedData {

    private AssociatedData() {}

    /**
     * Associated data of a row cell: {@code 0xF9 | index prefixes | PAE(column)}.
     *
     * @param source holds the index prefixes
     * @param offset where they begin
     * @param length how many bytes they have, 0 if there are none
     * @param columnPae PAE of the column context
     * @return a new array
     */
    public static byte[] ofCell(byte[] source, int offset, int length, byte[] columnPae) {
        return ByteBuffer.allocate(1 + length + columnPae.length)
                .put(CELL_MAGIC)
                .put(source, offset, length)
                .put(columnPae)
                .array();
    }

    /**
     * Associated data of a sealed value: {@code header bytes 0..2 | index prefixes | the caller's bytes}.
     *
     * @param source holds the index prefixes
     * @param offset where they begin
     * @param length how many bytes they have, 0 if there are none
     * @param callers the caller's bytes ({@code updateAAD}), empty if there are none
     * @return a new array
     */
    public static byte[] ofSealedValue(byte[] source, int offset, int length, byte[] callers) {
        return ofMessage(Kind.SEALED_VALUE, source, offset, length, callers);
    }

    /**
     * Associated data of a whole message: {@code header bytes 0..2 | index prefixes | the caller's bytes}.
     *
     * @param kind what the header introduces
     * @param source holds the index prefixes
     * @param offset where they begin
     * @param length how many bytes they have, 0 if there are none
     * @param callers the caller's bytes ({@code updateAAD}), empty if there are none
     * @return a new array
     */
    public static byte[] ofMessage(Kind kind, byte[] source, int offset, int length, byte[] callers) {
        byte[] start = Header.start(kind);
        return ByteBuffer.allocate(start.length + length + callers.length)
                .put(start)
                .put(source, offset, length)
                .put(callers)
                .array();
    }

    /**
     * What a stream is bound to, as context of the chunk layer: {@code header bytes 0..2 | PAE(context) | the caller's bytes}.
     * The PAE delimits itself.
     *
     * @param kind what the header introduces
     * @param contextPae PAE of the context
     * @param callers the caller's bytes ({@code updateAAD}), empty if there are none
     * @return a new array
     */
    public static byte[] ofStream(Kind kind, byte[] contextPae, byte[] callers) {
        return ofMessage(kind, contextPae, 0, contextPae.length, callers);
    }
}
