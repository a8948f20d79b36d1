package io.rowseal.message;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Seals or opens what is written to it, and writes the result to another stream: see {@link EnvelopeStreams}. Needs the same
 * memory for any length.
 *
 * <p><b>Security guarantees.</b> When it seals, a stream that was not closed without an exception is refused by every reader.
 * When it opens, each chunk of 16 KiB goes on only once it is verified; that nothing is missing is known only when
 * {@link #close()} returns. What went on until then must not be acted upon, and must be thrown away if it does not return.
 *
 * <p><b>State after an exception.</b> Whatever was thrown, every later call fails again, the first {@code close()} included. It
 * closes the other stream, and the end of the sealed stream is never written.
 *
 * <p><b>try-with-resources.</b> {@code close()} cannot know that the block before it failed: it finishes a stream that then
 * opens, with what had been written. Call {@link #abort()} first, or seal with {@link EnvelopeStreams#sealFrom}, where a failing
 * source fails the stream.
 *
 * <p>Not thread safe: a second thread that comes while one is inside gets a {@link
 * java.util.ConcurrentModificationException}, and the stream fails.
 */
public final class EnvelopeOutputStream extends OutputStream {

    private final ChunkWriter writer;
    private final byte[] single = new byte[1];

    EnvelopeOutputStream(ChunkWriter writer) {
        this.writer = writer;
    }

    @Override
    public void write(int value) throws IOException {
        single[0] = (byte) value;
        write(single, 0, 1);
        single[0] = 0;
    }

    /**
     * Takes all of the bytes, which are not changed.
     *
     * @throws EnvelopeStreamException when opening: if the key cannot be had, or the stream is not authentic
     * @throws IOException if the stream is closed, failed before, or the other stream fails
     */
    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        requireOpen();
        writer.write(ByteBuffer.wrap(source, offset, length));
    }

    /**
     * Flushes the other stream. Up to 16 KiB that fill no chunk yet stay here: only {@link #close()} writes them.
     *
     * @throws IOException if the stream is closed, failed before, or the other stream fails
     */
    @Override
    public void flush() throws IOException {
        requireOpen();
        writer.flush();
    }

    /**
     * When sealing, writes the end of the stream; when opening, verifies that it ends here and writes what its last chunk
     * holds. Then, in any case, closes the other stream. A second call does nothing.
     *
     * @throws EnvelopeStreamException when opening: if the stream was cut off, or is not authentic
     * @throws IOException if the stream failed before, or the other stream fails
     */
    @Override
    public void close() throws IOException {
        writer.close();
    }

    /**
     * Closes the other stream without an end, so that what was sealed so far never opens as a whole. For use when the source of
     * the plaintext failed. Does nothing if the stream is closed; {@link #close()} does nothing afterwards.
     *
     * @throws IOException if the other stream cannot be closed
     */
    public void abort() throws IOException {
        writer.abort();
    }

    private void requireOpen() throws IOException {
        if (writer.isClosed()) {
            throw new IOException("the stream is closed: begin another");
        }
    }
}
