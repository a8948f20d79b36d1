package io.rowseal.jca;

import io.rowseal.MalformedCiphertextException;
import io.rowseal.format.HeaderLength;
import io.rowseal.format.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects the header of a message that arrives in parts, and knows when it is complete. Not thread safe. */
final class HeaderReader {

    private static final int FIRST_CAPACITY = 128;
    private static final int KIND_OFFSET = 2;

    private final Kind kind;
    private byte[] bytes;
    private int filled;
    private int needed;

    /** @param kind the only one that is right */
    HeaderReader(Kind kind) {
        this(kind, new byte[FIRST_CAPACITY], 0, 0);
    }

    private HeaderReader(Kind kind, byte[] bytes, int filled, int needed) {
        this.kind = kind;
        this.bytes = bytes;
        this.filled = filled;
        this.needed = needed;
    }

    /**
     * Takes what belongs to the header and no byte more.
     *
     * @return whether the header is complete
     * @throws io.rowseal.MalformedCiphertextException if no header of this kind and a known suite begins so
     */
    boolean take(ByteBuffer input) {
        while (true) {
            // Nothing is parsed before the bytes are there that parsing waits for: else each byte would cost a whole
            // header.
            // But the first byte tells what is no header.
            if (filled >= needed || filled <= KIND_OFFSET) {
                needed = needed();
            }
            int count = Math.min(needed - filled, input.remaining());
            if (count <= 0) {
                return needed <= filled;
            }
            if (filled + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, filled + count));
            }
            input.get(bytes, filled, count);
            filled += count;
        }
    }

    private int needed() {
        int length = HeaderLength.needed(bytes, filled);
        if (filled > KIND_OFFSET && bytes[KIND_OFFSET] != kind.code()) {
            throw new MalformedCiphertextException("the header introduces no " + kind
                    + ", which this cipher reads with this key: it was sealed with another key or cipher");
        }
        return length;
    }

    /**
     * Looks ahead; takes nothing.
     *
     * @return where the header would end in the input, or -1 if it would not
     * @throws io.rowseal.MalformedCiphertextException if no header of this kind and a known suite begins so
     */
    int endIn(ByteBuffer input) {
        if (input.remaining() < needed - filled) {
            return -1; // Mostly so: the copy below is made a few times in a header, not at every call.
        }
        ByteBuffer rest = input.duplicate();
        boolean complete = new HeaderReader(kind, bytes.clone(), filled, needed).take(rest);
        return complete ? rest.position() : -1;
    }

    /** Bytes taken so far. */
    int filled() {
        return filled;
    }

    byte[] header() {
        return Arrays.copyOf(bytes, filled);
    }
}
