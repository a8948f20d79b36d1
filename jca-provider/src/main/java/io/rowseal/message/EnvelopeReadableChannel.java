package io.rowseal.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;

/**
 * Seals or opens what it reads from another channel, which must block: see {@link EnvelopeStreams}. Guarantees and the state
 * after an exception are those of {@link EnvelopeInputStream}.
 *
 * <p>Not thread safe: if a second thread uses it at the same time, that thread gets a {@link
 * java.util.ConcurrentModificationException}, and the stream fails.
 */
public final class EnvelopeReadableChannel implements ReadableByteChannel {

    private final ChunkReader reader;

    EnvelopeReadableChannel(ChunkReader reader) {
        this.reader = reader;
    }

    /**
     * Reads up to the end of a chunk.
     *
     * @return how many bytes, or -1 at the end of the stream, which is verified then; 0 if the buffer is full, or if the other
     *     channel gave no bytes
     * @throws EnvelopeStreamException when opening: if the stream was cut off, or is not authentic
     * @throws ClosedChannelException if this channel is closed
     * @throws IllegalArgumentException if the buffer is read-only
     * @throws IOException if the stream failed before, or the other channel fails
     */
    @Override
    public int read(ByteBuffer target) throws IOException {
        if (reader.isClosed()) {
            throw new ClosedChannelException();
        }
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("the buffer is read-only: give one that can be written to");
        }
        return reader.read(target);
    }

    @Override
    public boolean isOpen() {
        return !reader.isClosed();
    }

    /**
     * Closes the other channel, with the same check as {@link EnvelopeInputStream#close()}.
     *
     * @throws EnvelopeStreamException if the stream was cut off where reading stopped
     */
    @Override
    public void close() throws IOException {
        reader.close();
    }
}
