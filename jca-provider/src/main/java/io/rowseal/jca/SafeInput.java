package io.rowseal.jca;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Input that may be read while output is written: itself, or a copy that is wiped. Not thread safe. */
final class SafeInput implements AutoCloseable {

    private final ByteBuffer buffer;
    private final byte @Nullable [] copy;

    private SafeInput(ByteBuffer buffer, byte @Nullable [] copy) {
        this.buffer = buffer;
        this.copy = copy;
    }

    /** Copied if it may overlap the output. */
    static SafeInput of(ByteBuffer input, ByteBuffer output) {
        return mayOverlap(input, output) ? copy(input) : new SafeInput(input, null);
    }

    /** Copied if it may overlap the output or gives no array. */
    static SafeInput inArray(ByteBuffer input, ByteBuffer output) {
        return input.hasArray() && !mayOverlap(input, output) ? new SafeInput(input, null) : copy(input);
    }

    private static SafeInput copy(ByteBuffer input) {
        byte[] copy = new byte[input.remaining()];
        input.get(copy);
        return new SafeInput(ByteBuffer.wrap(copy), copy);
    }

    /** Two buffers that do not show their arrays may be views of the same memory; who cannot tell has to assume it. */
    @SuppressWarnings("ReferenceEquality") // The same memory is looked for, not equal bytes.
    private static boolean mayOverlap(ByteBuffer a, ByteBuffer b) {
        if (a.isDirect() != b.isDirect()) {
            return false;
        }
        if (!a.hasArray() || !b.hasArray()) {
            return true;
        }
        return a.array() == b.array()
                && a.arrayOffset() + a.position() < b.arrayOffset() + b.limit()
                && b.arrayOffset() + b.position() < a.arrayOffset() + a.limit();
    }

    ByteBuffer buffer() {
        return buffer;
    }

    @Override
    public void close() {
        if (copy != null) {
            Arrays.fill(copy, (byte) 0);
        }
    }
}
