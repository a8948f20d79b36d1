package io.rowseal.jca;

import static io.rowseal.format.Layout.CHUNK_BYTES;
import static io.rowseal.format.Layout.STREAM_START_BYTES;

import io.rowseal.message.chunk.ChunkSealer;
import io.rowseal.message.key.StreamKey;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts one stream, chunk by chunk. The header is known before; salt and commitment depend on the associated data, so they
 * come, behind the header, with the first output.
 */
final class SealStream extends SealingOperation {

    private static final byte[] NOTHING = new byte[0];

    private final StreamKey key;
    private final byte[] header;
    private final byte[] written;
    private byte[] associatedData = NOTHING;
    private @Nullable ChunkSealer sealer;

    /** @param detached whether the header is stored apart, so that only what follows it is output */
    SealStream(StreamKey key, boolean detached) {
        this.key = key;
        this.header = key.header();
        this.written = detached ? NOTHING : header;
    }

    @Override
    byte[] header() {
        return header.clone();
    }

    /** The chunk layer counts its chunks itself. */
    @Override
    public long mostData() {
        return Long.MAX_VALUE;
    }

    @Override
    public void begin(byte[] callersData) {
        associatedData = callersData;
    }

    @Override
    public long bound(int inputLength) {
        return sealer == null
                ? written.length + STREAM_START_BYTES + StreamSizes.sealed(inputLength, true)
                : StreamSizes.sealed(inputLength + (CHUNK_BYTES - 1L), true);
    }

    @Override
    public long size(ByteBuffer input, boolean last) {
        int length = input.remaining();
        if (sealer == null) {
            return written.length + STREAM_START_BYTES + StreamSizes.sealed(length, last);
        }
        return last ? sealer.finishSize(length) : sealer.updateSize(length);
    }

    @Override
    public void step(ByteBuffer input, boolean last, ByteBuffer output) {
        try (SafeInput data = SafeInput.of(input, output)) {
            ChunkSealer current = sealer;
            if (current == null) {
                current = key.sealer(associatedData);
                sealer = current;
                output.put(written).put(current.start());
            }
            current.update(data.buffer(), output);
            if (last) {
                current.finish(output);
            }
        }
    }

    @Override
    public void close() {
        if (sealer != null) {
            sealer.close();
        }
        key.close();
    }
}
