package io.rowseal.format;

import java.nio.ByteBuffer;

/** What stands before the plaintext in the input of a hedged key or salt. */
final class HedgeInput {

    private HedgeInput() {}

    static byte[] of(byte[] random, Kind kind, byte[] contextPae, byte[] covered) {
        return ByteBuffer.allocate(random.length + 1 + 2 * Integer.BYTES + contextPae.length + covered.length)
                .put(random)
                .put(kind.code())
                .putInt(contextPae.length)
                .put(contextPae)
                .putInt(covered.length)
                .put(covered)
                .array();
    }
}
