package io.rowseal.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Seals or opens what it reads from another stream: see {@link EnvelopeStreams}. It reads that stream to its end and needs the
 * same memory for any length.
 *
 * <p><b>Security guarantees.</b> When it opens, it returns each chunk of 16 KiB only after verifying it. Only the end, when a
 * read returns -1, shows that nothing is missing. Until then do nothing irreversible with the bytes. When it seals and the
 * source fails, the result never opens.
 *
 * <p><b>State after an exception.</b> After any exception every later read fails. {@link #close()} then only closes the other
 * stream.
 *
 * <p>{@code mark} is not supported. Not thread safe: if a second thread uses it at the same time, that thread gets a {@link
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
     * Closes the other stream. When opening, if the reads so far covered exactly whole chunks, this method reads the next
     * chunk. It fails if the stream was cut off there. If you read less, or nothing, it does not check the rest. A second call
     * does nothing.
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
