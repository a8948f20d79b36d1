package io.rowseal.message.chunk;

import static io.rowseal.format.Layout.CHUNK_BYTES;
import static io.rowseal.format.Layout.SEALED_CHUNK_BYTES;
import static io.rowseal.format.Layout.TAG_BYTES;

import io.rowseal.TamperedException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts a stream chunk by chunk, in constant memory, and gives each chunk only once it is verified. That the stream is
 * complete is known only when {@link #finish} returns. After a failure every call fails in the same way, unless the output was
 * too small. Not for application use: see {@link io.rowseal.message.Envelope}. Calls of several threads come one after the other.
 */
public final class ChunkOpener implements ChunkCoder {

    private final ChunkKeys keys;
    private final byte[] chunk = new byte[SEALED_CHUNK_BYTES];
    private int filled;
    private long number;
    private boolean finished;
    private boolean failed;
    private @Nullable TamperedException notAuthentic;

    public ChunkOpener(ChunkKeys keys) {
        this.keys = keys;
    }

    /**
     * How many bytes {@link #update} gives.
     *
     * @param inputLength bytes of its input
     * @return exactly as many, if the stream is authentic
     */
    public synchronized long updateSize(long inputLength) {
        return (filled + inputLength) / SEALED_CHUNK_BYTES * CHUNK_BYTES;
    }

    /**
     * How many bytes {@link #update} and {@link #finish} give together.
     *
     * @param inputLength bytes of the last input
     * @return exactly as many, if the stream is authentic
     */
    public synchronized long finishSize(long inputLength) {
        long rest = (filled + inputLength) % SEALED_CHUNK_BYTES;
        return updateSize(inputLength) + Math.max(0, rest - TAG_BYTES);
    }

    /**
     * Takes all of the input and gives the chunks that are complete and verified then. When a chunk is not authentic, what was
     * given before it stays given, and the rest of the input is not looked at.
     *
     * @param input ciphertext; its position moves to its limit
     * @param output has room for {@link #updateSize} bytes and does not overlap the input
     * @throws IllegalArgumentException if the output is too small; nothing has changed then
     * @throws TamperedException if a chunk is not authentic
     * @throws IllegalStateException if the stream is finished
     */
    @Override
    public synchronized void update(ByteBuffer input, ByteBuffer output) {
        requireOpen();
        ChunkCoder.requireRoom(output, updateSize(input.remaining()));
        boolean done = false;
        try {
            openFullChunks(input, output);
            done = true;
        } finally {
            failUnless(done);
        }
    }

    private void openFullChunks(ByteBuffer input, ByteBuffer output) {
        while (input.hasRemaining()) {
            int count = Math.min(input.remaining(), SEALED_CHUNK_BYTES - filled);
            input.get(chunk, filled, count);
            filled += count;
            if (filled == SEALED_CHUNK_BYTES) {
                openChunk(output);
            }
        }
    }

    /**
     * Verifies that the stream ends here and gives what its last chunk holds.
     *
     * @param output has room for {@code finishSize(0)} bytes
     * @throws IllegalArgumentException if the output is too small; nothing has changed then
     * @throws TamperedException if the stream does not end here, or its last chunk is not authentic
     * @throws IllegalStateException if the stream is finished
     */
    @Override
    public synchronized void finish(ByteBuffer output) {
        requireOpen();
        if (filled == SEALED_CHUNK_BYTES) {
            // Can not be, since update opens what is full; but a full chunk taken for the last would hide that the
            // stream
            // was cut off.
            throw new IllegalStateException("a full chunk is never the last of a stream");
        }
        ChunkCoder.requireRoom(output, finishSize(0));
        boolean done = false;
        try {
            openChunk(output);
            close();
            done = true;
        } finally {
            failUnless(done);
        }
    }

    private void openChunk(ByteBuffer output) {
        byte[] plaintext;
        try {
            plaintext = keys.open(number, chunk, 0, filled);
        } catch (TamperedException e) {
            notAuthentic = e;
            throw e;
        }
        try {
            output.put(plaintext);
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
        filled = 0;
        number++;
    }

    private void failUnless(boolean done) {
        if (!done) {
            failed = true;
            close();
        }
    }

    private void requireOpen() {
        if (notAuthentic != null) {
            throw new TamperedException("the stream failed before: " + notAuthentic.getMessage(), notAuthentic);
        }
        if (failed) {
            throw new IllegalStateException("the stream failed before: open another");
        }
        if (finished) {
            throw new IllegalStateException("the stream is finished: open another");
        }
    }

    /** Wipes the key. */
    @Override
    public synchronized void close() {
        finished = true;
        keys.close();
    }
}
