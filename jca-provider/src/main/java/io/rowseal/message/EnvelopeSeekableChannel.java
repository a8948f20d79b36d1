package io.rowseal.message;

import static io.rowseal.format.Layout.CHUNK_BYTES;
import static io.rowseal.format.Layout.MAX_CHUNKS;
import static io.rowseal.format.Layout.SEALED_CHUNK_BYTES;
import static io.rowseal.format.Layout.TAG_BYTES;

import io.rowseal.RowsealException;
import io.rowseal.TamperedException;
import io.rowseal.message.chunk.ChunkKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/**
 * Opens any part of a sealed stream that another channel holds from its position to its end: see {@link
 * EnvelopeStreams#openSeekable}. Read-only. Reading a range costs the chunks of 16 KiB that it touches and, once, the last
 * chunk.
 *
 * <p><b>Security guarantees.</b> The channel returns a chunk only after verifying it, and only at the position it was sealed
 * for. It verifies the length before it returns the first byte: a stream that was cut off, or has bytes after its end, gives
 * nothing. Chunks that were not read were not verified.
 *
 * <p><b>State after an exception.</b> After any exception from reading, every later read fails. {@link #close()} closes the
 * other channel.
 *
 * <p>The other channel must not be used, nor its content changed, before this one is closed. Not thread safe.
 */
public final class EnvelopeSeekableChannel implements SeekableByteChannel {

    private static final long NONE = -1;

    private final SeekableByteChannel source;
    private final ChunkKeys keys;
    private final long firstChunk;
    private final byte[] sealed = new byte[SEALED_CHUNK_BYTES];
    private final StreamFailure failure = new StreamFailure();
    private byte[] chunk = new byte[0];
    private long chunkNumber = NONE;
    private long lastChunk;
    private long size = NONE;
    private long position;
    private boolean closed;

    EnvelopeSeekableChannel(SeekableByteChannel source, ChunkKeys keys, long firstChunk) {
        this.source = source;
        this.keys = keys;
        this.firstChunk = firstChunk;
    }

    /**
     * Reads up to the end of a chunk.
     *
     * @return how many bytes, -1 if the position is at or after the end, 0 if the buffer is full
     * @throws EnvelopeStreamException if the length or the chunk is not authentic
     * @throws ClosedChannelException if this channel is closed
     * @throws IllegalArgumentException if the buffer is read-only
     * @throws IOException if the stream failed before, or the other channel fails
     */
    @Override
    public int read(ByteBuffer target) throws IOException {
        long end = size();
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("the buffer is read-only: give one that can be written to");
        }
        if (!target.hasRemaining()) {
            return 0;
        }
        if (position >= end) {
            return -1;
        }
        load(position / CHUNK_BYTES);
        int offset = (int) (position % CHUNK_BYTES);
        int count = Math.min(target.remaining(), chunk.length - offset);
        target.put(chunk, offset, count);
        position += count;
        return count;
    }

    /**
     * The length of the plaintext. The first call verifies it: only the last chunk is shorter than the others, and no other
     * can be the last one.
     *
     * @throws EnvelopeStreamException if the stream was cut off, or has bytes after its end
     */
    @Override
    public long size() throws IOException {
        requireOpen();
        failure.requireNone();
        if (size == NONE) {
            measure();
        }
        return size;
    }

    private void measure() throws IOException {
        try {
            long sealedBytes = source.size() - firstChunk;
            lastChunk = sealedBytes / SEALED_CHUNK_BYTES;
            long rest = sealedBytes % SEALED_CHUNK_BYTES;
            if (rest < TAG_BYTES || lastChunk >= MAX_CHUNKS) {
                throw new TamperedException(
                        "the stream has a length that no stream has: it was cut off, or followed by other bytes");
            }
            open(lastChunk, (int) rest);
            size = lastChunk * CHUNK_BYTES + rest - TAG_BYTES;
        } catch (RowsealException e) {
            throw fail(e);
        } catch (Throwable e) {
            failure.remember(e);
            throw e;
        }
    }

    private void load(long number) throws IOException {
        if (number == chunkNumber) {
            return;
        }
        try {
            open(number, number == lastChunk ? (int) (size % CHUNK_BYTES) + TAG_BYTES : SEALED_CHUNK_BYTES);
        } catch (RowsealException e) {
            throw fail(e);
        } catch (Throwable e) {
            failure.remember(e);
            throw e;
        }
    }

    private void open(long number, int length) throws IOException {
        source.position(firstChunk + number * SEALED_CHUNK_BYTES);
        ByteBuffer bytes = ByteBuffer.wrap(sealed, 0, length);
        while (bytes.hasRemaining()) {
            int count = source.read(bytes);
            if (count < 0) {
                throw new TamperedException(
                        "the stream became shorter while it was read: chunk " + number + " is gone");
            }
            if (count == 0) {
                throw new IOException("the channel has no bytes now: give one that waits for them");
            }
        }
        forget();
        chunk = keys.open(number, sealed, 0, length);
        chunkNumber = number;
    }

    private EnvelopeStreamException fail(RowsealException cause) {
        EnvelopeStreamException failed = StreamFailure.asIoException(cause);
        failure.remember(failed);
        forget();
        return failed;
    }

    private void forget() {
        Arrays.fill(chunk, (byte) 0);
        chunkNumber = NONE;
    }

    @Override
    public long position() throws IOException {
        requireOpen();
        return position;
    }

    /**
     * Moves to a position in the plaintext, which may be after its end. Reads nothing.
     *
     * @throws IllegalArgumentException if it is negative
     */
    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        requireOpen();
        if (newPosition < 0) {
            throw new IllegalArgumentException("a position is not negative: " + newPosition);
        }
        position = newPosition;
        return this;
    }

    /** Always refused with {@link NonWritableChannelException}. */
    @Override
    public int write(ByteBuffer bytes) throws IOException {
        requireOpen();
        throw new NonWritableChannelException();
    }

    /** Always refused with {@link NonWritableChannelException}. */
    @Override
    public SeekableByteChannel truncate(long newSize) throws IOException {
        requireOpen();
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    /** Closes the other channel and wipes the key. A second call does nothing. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        forget();
        keys.close();
        source.close();
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}
