package io.rowseal.message;

import io.rowseal.message.chunk.ChunkKeys;
import io.rowseal.message.chunk.ChunkSealer;
import java.security.Key;
import org.jspecify.annotations.Nullable;

/** How the streams of one key and context begin: with the header of an envelope, or bare. Thread safe. */
interface StreamFormat {

    /** A stream that is to be written: what stands before its chunks, and what encrypts them. */
    record Sealing(byte[] beginning, ChunkSealer sealer) {}

    /**
     * Refuses a key that cannot do what is asked, before anything is read.
     *
     * @throws IllegalArgumentException if it cannot
     */
    void requireCan(boolean seals);

    /** Creates the key of a new stream. */
    Sealing seal();

    /**
     * How many bytes the beginning of a stream has at least beyond those that are there; no more than these may be read.
     *
     * @return 0 if the beginning is complete
     * @throws io.rowseal.MalformedCiphertextException if no such stream begins so
     */
    int missing(byte[] bytes, int filled);

    /**
     * Opens the key of a stream.
     *
     * @param beginning complete
     * @throws io.rowseal.RowsealException if it cannot be opened
     */
    ChunkKeys open(byte[] beginning);

    /**
     * Wraps the data key of a stream anew.
     *
     * @param beginning complete
     * @param recipients null for the key that opens
     * @return what stands before the chunks then
     * @throws IllegalArgumentException if that is not possible with this key
     */
    byte[] rewrap(byte[] beginning, @Nullable Key recipients);
}
