package io.rowseal.format;

import java.nio.ByteBuffer;

/**
 * What stands before the plaintext in the input of a hedged data key or salt: {@code random | kind 1 | length 4, context |
 * length 4, covered}. It is never stored, but it decides which keys a repeating random generator gives; this layout never changes.
 */
public final class HedgeInput {

    private HedgeInput() {}

    /**
     * Writes the input.
     *
     * @param random fresh random bytes; none where they are the key of the HMAC
     * @param kind the layout that the key is for
     * @param contextPae PAE of the context
     * @param covered what the tag will cover besides the plaintext
     * @return a new array
     */
    public static byte[] of(byte[] random, Kind kind, byte[] contextPae, byte[] covered) {
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
