package io.rowseal.jca;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that are collected and wiped. Not thread safe. */
final class GrowingBytes {

    private static final byte[] NOTHING = new byte[0];
    private static final int FIRST_CAPACITY = 512;

    private byte[] bytes = NOTHING;
    private int size;

    int size() {
        return size;
    }

    /** Copies what is left in a buffer and moves its position to its limit; the sum must fit an array. */
    void append(ByteBuffer input) {
        int added = input.remaining();
        reserve(Math.addExact(size, added));
        input.get(bytes, size, added);
        size += added;
    }

    private void reserve(int needed) {
        if (needed > bytes.length) {
            long doubled = Math.max(FIRST_CAPACITY, 2L * bytes.length);
            byte[] larger = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(doubled, needed)));
            Arrays.fill(bytes, 0, size, (byte) 0);
            bytes = larger;
        }
    }

    /** What was collected, in its own array: valid until the next change. */
    ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    void wipe() {
        Arrays.fill(bytes, 0, size, (byte) 0);
        bytes = NOTHING;
        size = 0;
    }
}
