package io.rowseal.message.key;

import static io.rowseal.format.Layout.STREAM_SALT_BYTES;

import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.AssociatedData;
import io.rowseal.format.Kind;
import io.rowseal.message.chunk.ChunkKeys;
import io.rowseal.message.chunk.ChunkSealer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The data key of one stream that is to be written: its header is known before its associated data is. Seals once. Not for
 * application use: see {@link io.rowseal.message.Envelope}. Not thread safe, but of several threads that begin the stream only one does.
 */
public final class StreamKey implements AutoCloseable {

    private final Primitives primitives;
    private final Kind kind;
    private final byte[] header;
    private final KeyBytes inputKey;
    private final byte[] contextPae;
    private final AtomicBoolean used = new AtomicBoolean();

    StreamKey(Primitives primitives, Kind kind, byte[] header, KeyBytes inputKey, byte[] contextPae) {
        this.primitives = primitives;
        this.kind = kind;
        this.header = header;
        this.inputKey = inputKey;
        this.contextPae = contextPae;
    }

    /** Makes a stream key, and wipes the data key if that fails: some store may have got it already. */
    static StreamKey orWiped(KeyBytes dataKey, Supplier<StreamKey> making) {
        boolean done = false;
        try {
            StreamKey made = making.get();
            done = true;
            return made;
        } finally {
            if (!done) {
                dataKey.close();
            }
        }
    }

    /**
     * The header that stands before the stream.
     *
     * @return a copy
     */
    public byte[] header() {
        return header.clone();
    }

    /**
     * Begins the stream.
     *
     * @param callersData bound to the stream, not stored; empty if there is none
     * @return encrypts the stream
     * @throws IllegalStateException if the stream was begun before
     */
    public ChunkSealer sealer(byte[] callersData) {
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("a stream key seals one stream: create another");
        }
        byte[] salt = primitives.random(STREAM_SALT_BYTES);
        byte[] context = AssociatedData.ofStream(kind, contextPae, callersData);
        return new ChunkSealer(ChunkKeys.create(primitives, inputKey, salt, context));
    }

    @Override
    public void close() {
        inputKey.close();
    }
}
