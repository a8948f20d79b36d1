package io.rowseal.message;

import static io.rowseal.format.Layout.CHUNK_BYTES;
import static io.rowseal.format.Layout.SEALED_CHUNK_BYTES;

import io.rowseal.RowsealException;
import io.rowseal.message.chunk.ChunkCoder;
import io.rowseal.message.chunk.ChunkOpener;
import io.rowseal.message.chunk.ChunkSealer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Seals or opens what it reads, one chunk at a time: what input streams and readable channels have in common. When it opens,
 * nothing leaves before its chunk is verified. Not thread safe.
 */
final class ChunkReader implements Closeable {

    private final ByteSource source;
    private final ChunkCoder coder;
    private final byte[] input;
    private final byte[] output = new byte[SEALED_CHUNK_BYTES];
    private final StreamFailure failure = new StreamFailure();
    private ByteBuffer ready;
    private int filled;
    private boolean begun;
    private boolean ended;
    private boolean closed;

    /** Reads what comes after {@code beginning}, which is given out first. */
    ChunkReader(ByteSource source, ChunkCoder coder, byte[] beginning) {
        this.source = source;
        this.coder = coder;
        this.input = new byte[coder instanceof ChunkSealer ? CHUNK_BYTES : SEALED_CHUNK_BYTES];
        this.ready = ByteBuffer.wrap(beginning);
    }

    boolean isClosed() {
        return closed;
    }

    /** Bytes that can be had without reading the source. */
    int available() throws IOException {
        failure.requireNone();
        return ready.remaining();
    }

    /** Copies 1 byte up to what the buffer takes; -1 at the verified end, 0 if the buffer is full or the source has none now. */
    int read(ByteBuffer target) throws IOException {
        failure.requireNone();
        if (!target.hasRemaining()) {
            return 0;
        }
        failure.enterAlone();
        try {
            if (!fill()) {
                return ended ? -1 : 0;
            }
            int count = Math.min(target.remaining(), ready.remaining());
            target.put(ready.array(), ready.arrayOffset() + ready.position(), count);
            take(count);
            return count;
        } finally {
            failure.leave();
        }
    }

    /** Passes over bytes as if they were read; 0 at the end. */
    int skip(long most) throws IOException {
        failure.requireNone();
        failure.enterAlone();
        try {
            if (most <= 0 || !fill()) {
                return 0;
            }
            int count = (int) Math.min(most, ready.remaining());
            take(count);
            return count;
        } finally {
            failure.leave();
        }
    }

    private void take(int count) {
        ready.position(ready.position() + count);
        begun = true;
    }

    /** Whether there is a byte to give. */
    private boolean fill() throws IOException {
        while (!ready.hasRemaining() && !ended) {
            try {
                if (!step()) {
                    return false;
                }
            } catch (RowsealException e) {
                EnvelopeStreamException failed = StreamFailure.asIoException(e);
                failure.remember(failed);
                throw failed;
            } catch (Throwable e) {
                failure.remember(e);
                throw e;
            }
        }
        return ready.hasRemaining();
    }

    /** Reads one chunk and takes it through the coder; false if the source has no bytes now. */
    private boolean step() throws IOException {
        while (filled < input.length) {
            int count = source.read(input, filled, input.length - filled);
            if (count == 0) {
                return false;
            }
            if (count < 0) {
                break;
            }
            filled += count;
        }
        ByteBuffer result = ByteBuffer.wrap(output);
        boolean last = filled < input.length;
        coder.update(ByteBuffer.wrap(input, 0, filled), result);
        if (last) {
            coder.finish(result);
        }
        filled = 0;
        ready = result.flip();
        ended = last;
        return true;
    }

    /**
     * Closes the source. A reader that opens and took everything there was so far cannot know whether the stream goes on: then
     * the next chunk tells, and a stream that was cut off there fails here.
     */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (source;
                coder) {
            // Another thread may be waiting for the source: closing that ends the wait.
            if (coder instanceof ChunkOpener && begun && !failure.happened() && failure.enter()) {
                try {
                    fill();
                } finally {
                    failure.leave();
                }
            }
        } finally {
            Arrays.fill(input, (byte) 0);
            Arrays.fill(output, (byte) 0);
        }
    }
}
