package io.rowseal.jca;

import static io.rowseal.format.Layout.CHUNK_BYTES;
import static io.rowseal.format.Layout.SEALED_CHUNK_BYTES;
import static io.rowseal.format.Layout.TAG_BYTES;

/** How many bytes a stream that begins with a new chunk gives. */
final class StreamSizes {

    private StreamSizes() {}

    /** Bytes of the chunks that so many bytes of plaintext fill; with the last chunk, if the stream ends. */
    static long sealed(long plaintext, boolean last) {
        return plaintext / CHUNK_BYTES * SEALED_CHUNK_BYTES + (last ? plaintext % CHUNK_BYTES + TAG_BYTES : 0);
    }

    /** Plaintext of the chunks that are complete in so many bytes; with the last chunk, if the stream ends. */
    static long opened(long stored, boolean last) {
        if (stored <= 0) {
            return 0;
        }
        return stored / SEALED_CHUNK_BYTES * CHUNK_BYTES
                + (last ? Math.max(0, stored % SEALED_CHUNK_BYTES - TAG_BYTES) : 0);
    }
}
