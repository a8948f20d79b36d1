package io.rowseal.message;

import static io.rowseal.format.Layout.HEADER_START_BYTES;

import io.rowseal.MalformedCiphertextException;
import io.rowseal.message.chunk.ChunkKeys;
import java.io.IOException;
import java.security.Key;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects what stands before the chunks of a stream, as its bytes arrive. Grows with them, never by what they promise. */
final class StreamBeginning {

    private static final int FIRST_BYTES = 128;
    private static final int READ_BYTES = 4096;

    private final StreamFormat format;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int filled;
    private int needed;

    StreamBeginning(StreamFormat format) {
        this.format = format;
    }

    /** How many bytes to add next; 0 if the beginning is complete. */
    int missing() {
        // Nothing is parsed again before the bytes are there that parsing waits for; but the first byte tells what is
        // no header.
        if (filled >= needed || filled < HEADER_START_BYTES) {
            needed = filled + format.missing(bytes, filled);
        }
        return needed - filled;
    }

    void add(byte[] source, int offset, int count) {
        if (filled + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, filled + count));
        }
        System.arraycopy(source, offset, bytes, filled, count);
        filled += count;
    }

    int length() {
        return filled;
    }

    ChunkKeys open() {
        return format.open(Arrays.copyOf(bytes, filled));
    }

    byte[] rewrapped(@Nullable Key recipients) {
        return format.rewrap(Arrays.copyOf(bytes, filled), recipients);
    }

    static MalformedCiphertextException cutOff() {
        return new MalformedCiphertextException(
                "the stream ends before its first chunk: it was cut off, or is not a sealed stream");
    }

    /**
     * Reads exactly the beginning.
     *
     * @throws MalformedCiphertextException if the source ends before, or something else begins there
     */
    static StreamBeginning read(StreamFormat format, ByteSource source) throws IOException {
        StreamBeginning beginning = new StreamBeginning(format);
        byte[] part = new byte[READ_BYTES];
        for (int missing = beginning.missing(); missing > 0; missing = beginning.missing()) {
            int count = source.read(part, 0, Math.min(missing, READ_BYTES));
            if (count < 0) {
                throw cutOff();
            }
            if (count == 0) {
                throw new IOException("the channel has no bytes now: open a stream over a channel that waits for them");
            }
            beginning.add(part, 0, count);
        }
        return beginning;
    }
}
