package io.rowseal.examples.clinic.proof;

import java.util.Arrays;

/**
 * Bytes to search for.
 *
 * @param label whose and which value they are, without the value: this is what messages show
 * @param encoding in which encoding
 * @param bytes at least {@link #SHORTEST} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: the search asks for startsAt
record Needle(String label, String encoding, byte[] bytes) {

    /** Fewer bytes than these may stand in a file by chance. */
    static final int SHORTEST = 8;

    Needle {
        if (bytes.length < SHORTEST) {
            throw new IllegalArgumentException("a needle has at least " + SHORTEST + " bytes");
        }
    }

    boolean startsAt(byte[] haystack, int offset, int end) {
        return end - offset >= bytes.length
                && Arrays.equals(haystack, offset, offset + bytes.length, bytes, 0, bytes.length);
    }
}
