package io.rowseal.message;

import static io.rowseal.format.Layout.CHUNK_BYTES;
import static io.rowseal.format.Layout.SEALED_CHUNK_BYTES;

import io.rowseal.RowsealException;
import io.rowseal.message.chunk.ChunkCoder;
import io.rowseal.message.chunk.ChunkOpener;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Seals or opens what it is given, one chunk at a time, and writes the result: what output streams and writable channels have
 * in common. When it opens, nothing leaves before its chunk is verified. Not thread safe.
 */
final class ChunkWriter implements Closeable {

    private static final byte[] NOTHING = new byte[0];

    private final ByteSink sink;
    private final byte[] output = new byte[SEALED_CHUNK_BYTES];
    private final StreamFailure failure = new StreamFailure();
    private final @Nullable StreamBeginning awaited;
    private @Nullable ChunkCoder coder;
    private byte[] pending;
    private boolean closed;

    /** Seals. The beginning is written before the first byte, or at the end. */
    ChunkWriter(ByteSink sink, StreamFormat.Sealing sealing) {
        this.sink = sink;
        this.awaited = null;
        this.coder = sealing.sealer();
        this.pending = sealing.beginning();
    }

    /** Opens. The beginning comes with the first bytes. */
    ChunkWriter(ByteSink sink, StreamFormat format) {
        this.sink = sink;
        this.awaited = new StreamBeginning(format);
        this.pending = NOTHING;
    }

    boolean isClosed() {
        return closed;
    }

    /** Takes all of the input. */
    void write(ByteBuffer source) throws IOException {
        failure.requireNone();
        alone(() -> {
            while (source.hasRemaining()) {
                if (coder == null) {
                    await(source);
                } else {
                    step(coder, source);
                }
            }
        });
    }

    /** Flushes the sink. What is no full chunk yet stays here. */
    void flush() throws IOException {
        failure.requireNone();
        guarded(sink::flush);
    }

    private void await(ByteBuffer source) {
        StreamBeginning beginning = Objects.requireNonNull(awaited);
        byte[] part = new byte[Math.min(source.remaining(), beginning.missing())];
        source.get(part);
        beginning.add(part, 0, part.length);
        if (beginning.missing() == 0) {
            coder = new ChunkOpener(beginning.open());
        }
    }

    private void step(ChunkCoder chunks, ByteBuffer source) throws IOException {
        ByteBuffer part = source.duplicate();
        part.limit(part.position() + Math.min(source.remaining(), CHUNK_BYTES));
        ByteBuffer result = ByteBuffer.wrap(output);
        chunks.update(part, result);
        source.position(part.position());
        writeResult(result.position());
    }

    private void writeResult(int length) throws IOException {
        if (pending.length > 0) {
            byte[] beginning = pending;
            pending = NOTHING;
            sink.write(beginning, 0, beginning.length);
        }
        if (length > 0) {
            sink.write(output, 0, length);
        }
    }

    private void alone(Action action) throws IOException {
        failure.enterAlone();
        try {
            guarded(action);
        } finally {
            failure.leave();
        }
    }

    /** Whatever goes wrong, this is no stream any more that could be finished. */
    private void guarded(Action action) throws IOException {
        try {
            action.run();
        } catch (RowsealException e) {
            EnvelopeStreamException failed = StreamFailure.asIoException(e);
            failure.remember(failed);
            throw failed;
        } catch (Throwable e) {
            failure.remember(e);
            throw e;
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    /** Finishes the stream, unless it failed, and closes the sink. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (sink) {
            failure.requireNone();
            alone(this::finish);
        } finally {
            wipe();
        }
    }

    private void finish() throws IOException {
        if (coder == null) {
            throw StreamBeginning.cutOff();
        }
        ByteBuffer result = ByteBuffer.wrap(output);
        coder.finish(result);
        writeResult(result.position());
    }

    /** Closes the sink and leaves the stream unfinished, so that no reader takes it for whole. */
    void abort() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (sink) {
            wipe();
        }
    }

    private void wipe() {
        if (coder != null) {
            coder.close();
        }
        Arrays.fill(output, (byte) 0);
    }
}
