package io.rowseal.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Seals or opens what it reads from another stream: see {@link EnvelopeStreams}. It reads that to its end and needs the same
 * memory for any length.
 *
 * <p><b>Security guarantees.</b> When it opens, each chunk of 16 KiB is given only once it is verified. That nothing is missing
 * is known only at the end: when a read returns -1. What was given until then must not be acted upon if that cannot be undone.
 * When it seals, a source that fails never makes a stream that opens.
 *
 * <p><b>State after an exception.</b> Whatever was thrown, every later read fails again. {@link #close()} only closes the other
 * stream then.
 *
 * <p>{@code mark} is not supported. Not thread safe: a second thread that comes while one is inside gets a {@link
 * java.util.ConcurrentModificationException}, and the stream fails.
 */
public final class EnvelopeInputStream extends InputStream {

    private final ChunkReader reader;
    private final byte[] single = new byte[1];

    EnvelopeInputStream(ChunkReader reader) {
        this.reader = reader;
    }

    @Override
    public int read() throws IOException {
        int count = read(single, 0, 1);
        int value = count < 0 ? -1 : Byte.toUnsignedInt(single[0]);
        single[0] = 0;
        return value;
    }

    /**
     * Reads up to the end of a chunk.
     *
     * @return how many bytes, or -1 at the end of the stream, which is verified then
     * @throws EnvelopeStreamException when opening: if the stream was cut off, or is not authentic
     * @throws IOException if the stream is closed, failed before, or the other stream fails
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        requireOpen();
        return reader.read(ByteBuffer.wrap(target, offset, length));
    }

    /** Passes over verified bytes only. */
    @Override
    public long skip(long count) throws IOException {
        requireOpen();
        long skipped = 0;
        while (skipped < count) {
            int step = reader.skip(count - skipped);
            if (step == 0) {
                break;
            }
            skipped += step;
        }
        return skipped;
    }

    /**
     * How many bytes can be read without reading the other stream.
     *
     * @return 0 to 16,400, header apart
     */
    @Override
    public int available() throws IOException {
        requireOpen();
        return reader.available();
    }

    /**
     * Closes the other stream. When opening, and all of what was read so far was exactly whole chunks, it is not known whether
     * the stream goes on: then the next chunk is read, and this fails if the stream was cut off there. Whoever reads less, or
     * nothing, learns nothing about the rest. A second call does nothing.
     *
     * @throws EnvelopeStreamException if the stream was cut off where reading stopped
     */
    @Override
    public void close() throws IOException {
        reader.close();
    }

    private void requireOpen() throws IOException {
        if (reader.isClosed()) {
            throw new IOException("the stream is closed: begin another");
        }
    }
}
