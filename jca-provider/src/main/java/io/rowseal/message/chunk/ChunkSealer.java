package io.rowseal.message.chunk;

import static io.rowseal.format.Layout.CHUNK_BYTES;
import static io.rowseal.format.Layout.SEALED_CHUNK_BYTES;
import static io.rowseal.format.Layout.TAG_BYTES;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Encrypts a stream chunk by chunk, in constant memory. What {@link #start} gives comes first, then what {@link #update}
 * gives, last what {@link #finish} gives. After an exception it seals no more, unless the output was too small. Not for
 * application use: see {@link io.rowseal.message.Envelope}.
 *
 * <p>Calls of several threads come one after the other: what they seal together is no sensible stream, but each chunk has a
 * nonce of its own.
 */
public final class ChunkSealer implements ChunkCoder {

    private final ChunkKeys keys;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final byte[] sealed = new byte[SEALED_CHUNK_BYTES];
    private int filled;
    private long number;
    private boolean finished;
    private boolean failed;

    public ChunkSealer(ChunkKeys keys) {
        this.keys = keys;
    }

    /**
     * What stands between the header and the chunks.
     *
     * @return a copy of 56 bytes: salt and commitment
     */
    public byte[] start() {
        return keys.start();
    }

    /**
     * How many bytes {@link #update} gives.
     *
     * @param inputLength bytes of its input
     * @return exactly as many
     */
    public synchronized long updateSize(long inputLength) {
        return (filled + inputLength) / CHUNK_BYTES * SEALED_CHUNK_BYTES;
    }

    /**
     * How many bytes {@link #update} and {@link #finish} give together.
     *
     * @param inputLength bytes of the last input
     * @return exactly as many
     */
    public synchronized long finishSize(long inputLength) {
        return updateSize(inputLength) + (filled + inputLength) % CHUNK_BYTES + TAG_BYTES;
    }

    /**
     * Takes all of the input and gives the chunks that are full then.
     *
     * @param input plaintext; its position moves to its limit
     * @param output has room for {@link #updateSize} bytes and does not overlap the input
     * @throws IllegalArgumentException if the output is too small; nothing has changed then
     * @throws IllegalStateException if the stream is finished or failed before, or has as many chunks as one may have
     */
    @Override
    public synchronized void update(ByteBuffer input, ByteBuffer output) {
        requireOpen();
        ChunkCoder.requireRoom(output, updateSize(input.remaining()));
        boolean done = false;
        try {
            sealFullChunks(input, output);
            done = true;
        } finally {
            failUnless(done);
        }
    }

    private void sealFullChunks(ByteBuffer input, ByteBuffer output) {
        while (input.hasRemaining()) {
            if (filled == 0 && input.remaining() >= CHUNK_BYTES && input.hasArray()) {
                sealChunk(input.array(), input.arrayOffset() + input.position(), CHUNK_BYTES, output);
                input.position(input.position() + CHUNK_BYTES);
                continue;
            }
            int count = Math.min(input.remaining(), CHUNK_BYTES - filled);
            input.get(chunk, filled, count);
            filled += count;
            if (filled == CHUNK_BYTES) {
                sealChunk(chunk, 0, CHUNK_BYTES, output);
                filled = 0;
            }
        }
    }

    /**
     * Gives the last chunk, which is shorter than the others and may be empty.
     *
     * @param output has room for {@code finishSize(0)} bytes
     * @throws IllegalArgumentException if the output is too small; nothing has changed then
     * @throws IllegalStateException if the stream is finished or failed before
     */
    @Override
    public synchronized void finish(ByteBuffer output) {
        requireOpen();
        ChunkCoder.requireRoom(output, finishSize(0));
        boolean done = false;
        try {
            sealChunk(chunk, 0, filled, output);
            close();
            done = true;
        } finally {
            failUnless(done);
        }
    }

    private void sealChunk(byte[] source, int from, int length, ByteBuffer output) {
        long current = number;
        number++; // before it is used: whatever goes wrong, no number is used twice
        if (output.hasArray()) {
            keys.seal(current, source, from, length, output.array(), output.arrayOffset() + output.position());
            output.position(output.position() + length + TAG_BYTES);
        } else {
            keys.seal(current, source, from, length, sealed, 0);
            output.put(sealed, 0, length + TAG_BYTES);
        }
    }

    private void failUnless(boolean done) {
        if (!done) {
            failed = true;
            close();
        }
    }

    private void requireOpen() {
        if (failed) {
            throw new IllegalStateException("the stream failed before: begin another");
        }
        if (finished) {
            throw new IllegalStateException("the stream is finished: begin another");
        }
    }

    /** Wipes key and plaintext. */
    @Override
    public synchronized void close() {
        finished = true;
        Arrays.fill(chunk, (byte) 0);
        filled = 0;
        keys.close();
    }
}
