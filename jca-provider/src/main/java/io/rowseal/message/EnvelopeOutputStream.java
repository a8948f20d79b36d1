package io.rowseal.message;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Seals or opens what is written to it, and writes the result to another stream: see {@link EnvelopeStreams}. Needs the same
 * memory for any length.
 *
 * <p><b>Security guarantees.</b> When it seals, every reader refuses the stream unless {@link #close()} returned without an
 * exception. When it opens, it passes each chunk of 16 KiB on only after verifying it. Only the return of {@link #close()}
 * shows that nothing is missing. Do not act on the output before that, and discard it if {@code close()} throws.
 *
 * <p><b>State after an exception.</b> After any exception every later call fails, including the first {@code close()}. That
 * call closes the other stream, and the end of the sealed stream is never written.
 *
 * <p><b>try-with-resources.</b> {@code close()} cannot detect that the block before it failed. It finishes a stream that then
 * opens, with the bytes written so far. Call {@link #abort()} first, or seal with {@link EnvelopeStreams#sealFrom}, where a
 * failing source makes the stream fail.
 *
 * <p>Not thread safe: if a second thread uses it at the same time, that thread gets a {@link
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
     * @throws EnvelopeStreamException when opening: if the key is unavailable, or the stream is not authentic
     * @throws IOException if the stream is closed, failed before, or the other stream fails
     */
    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        requireOpen();
        writer.write(ByteBuffer.wrap(source, offset, length));
    }

    /**
     * Flushes the other stream. Up to 16 KiB that do not fill a chunk yet stay here; only {@link #close()} writes them.
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
     * Closes the other stream without an end, so that what was sealed so far never opens as a whole. Use it when the source of
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
