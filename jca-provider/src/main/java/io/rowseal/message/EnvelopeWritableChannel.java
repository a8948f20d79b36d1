package io.rowseal.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;

/**
 * Seals or opens what is written to it, and writes the result to another channel, which must block: see
 * {@link EnvelopeStreams}. Guarantees, the state after an exception and what to do in try-with-resources are those of
 * {@link EnvelopeOutputStream}.
 *
 * <p>Not thread safe: if a second thread uses it at the same time, that thread gets a {@link
 * java.util.ConcurrentModificationException}, and the stream fails.
 */
public final class EnvelopeWritableChannel implements WritableByteChannel {

    private final ChunkWriter writer;

    EnvelopeWritableChannel(ChunkWriter writer) {
        this.writer = writer;
    }

    /**
     * Takes all remaining bytes of the buffer.
     *
     * @return how many bytes that were
     * @throws EnvelopeStreamException when opening: if the key is unavailable, or the stream is not authentic
     * @throws ClosedChannelException if this channel is closed
     * @throws IOException if the stream failed before, or the other channel fails
     */
    @Override
    public int write(ByteBuffer source) throws IOException {
        if (writer.isClosed()) {
            throw new ClosedChannelException();
        }
        int count = source.remaining();
        writer.write(source);
        return count;
    }

    @Override
    public boolean isOpen() {
        return !writer.isClosed();
    }

    /**
     * When sealing, writes the end of the stream; when opening, verifies that it ends here and writes what its last chunk
     * holds. Then, in any case, closes the other channel. A second call does nothing.
     *
     * @throws EnvelopeStreamException when opening: if the stream was cut off, or is not authentic
     * @throws IOException if the stream failed before, or the other channel fails
     */
    @Override
    public void close() throws IOException {
        writer.close();
    }

    /**
     * Closes the other channel without an end, so that what was sealed so far never opens as a whole. Use it when the source of
     * the plaintext failed. Does nothing if this channel is closed.
     *
     * @throws IOException if the other channel cannot be closed
     */
    public void abort() throws IOException {
        writer.abort();
    }
}
