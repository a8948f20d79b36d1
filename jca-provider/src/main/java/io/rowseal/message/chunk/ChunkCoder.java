package io.rowseal.message.chunk;

import java.nio.ByteBuffer;

/** One direction of the chunk layer, so that streams and channels exist once for both. */
public sealed interface ChunkCoder extends AutoCloseable permits ChunkSealer, ChunkOpener {

    /** Takes all of the input and gives the chunks that are complete then. */
    void update(ByteBuffer input, ByteBuffer output);

    /** Takes the end of the stream and gives its last chunk. */
    void finish(ByteBuffer output);

    /** Wipes the key. */
    @Override
    void close();

    /** Refuses an output that is too small, before anything is done. */
    static void requireRoom(ByteBuffer output, long size) {
        if (output.remaining() < size) {
            throw new IllegalArgumentException("the output needs " + size + " bytes, but has room for "
                    + output.remaining() + ": give a larger one");
        }
    }
}
