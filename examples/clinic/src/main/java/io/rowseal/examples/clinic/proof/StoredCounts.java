package io.rowseal.examples.clinic.proof;

/**
 * How many of what a table holds.
 *
 * @param rows rows
 * @param rowKeys different wrapped row keys
 * @param cells encrypted values under their row's key
 * @param sealedValues encrypted values that carry a key of their own
 */
public record StoredCounts(long rows, long rowKeys, long cells, long sealedValues) {

    private static final byte CELL = (byte) 0xF9;
    private static final byte INDEX_PREFIX = (byte) 0xF7;
    private static final int INDEX_PREFIX_BYTES = 18;

    /** Whether stored bytes are a cell, by the first byte behind the index prefixes (docs/format.md). */
    static boolean isCell(byte[] stored) {
        int offset = 0;
        while (offset < stored.length && stored[offset] == INDEX_PREFIX) {
            offset += INDEX_PREFIX_BYTES;
        }
        return offset < stored.length && stored[offset] == CELL;
    }
}
