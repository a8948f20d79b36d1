package io.rowseal.message;

import static io.rowseal.format.Layout.HEADER_START_BYTES;
import static io.rowseal.format.Layout.STREAM_START_BYTES;

import io.rowseal.Context;
import io.rowseal.format.HeaderLength;
import io.rowseal.message.chunk.ChunkKeys;
import io.rowseal.message.chunk.ChunkSealer;
import io.rowseal.message.key.MessageKeys;
import io.rowseal.message.key.StreamKey;
import java.nio.ByteBuffer;
import java.security.Key;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Streams of kinds 3, 5 and 7: the header, salt and commitment, the chunks. */
final class EnvelopeFormat implements StreamFormat {

    private final MessageKeys keys;
    private final Context context;
    private final byte[] associatedData;

    EnvelopeFormat(MessageKeys keys, Context context, byte[] associatedData) {
        this.keys = keys;
        this.context = context;
        this.associatedData = associatedData.clone();
    }

    @Override
    public void requireCan(boolean seals) {
        keys.requireCan(seals);
    }

    @Override
    public Sealing seal() {
        try (StreamKey key = keys.createStream(context)) {
            ChunkSealer sealer = key.sealer(associatedData);
            byte[] header = key.header();
            return new Sealing(
                    ByteBuffer.allocate(header.length + STREAM_START_BYTES)
                            .put(header)
                            .put(sealer.start())
                            .array(),
                    sealer);
        }
    }

    @Override
    public int missing(byte[] bytes, int filled) {
        int header = HeaderLength.needed(bytes, filled);
        if (filled >= HEADER_START_BYTES) {
            // A whole message may be shorter than the beginning of a stream: say what it is, not that it was cut off.
            keys.requireKind(Arrays.copyOf(bytes, HEADER_START_BYTES), true);
        }
        return header > filled ? header - filled : header + STREAM_START_BYTES - filled;
    }

    @Override
    public byte[] rewrap(byte[] beginning, @Nullable Key recipients) {
        int length = beginning.length - STREAM_START_BYTES;
        byte[] start = Arrays.copyOfRange(beginning, length, beginning.length);
        MessageKeys target = recipients == null ? keys : keys.forRecipients(recipients);
        byte[] header = keys.rewrapStream(context, associatedData, Arrays.copyOf(beginning, length), start, target);
        return ByteBuffer.allocate(header.length + STREAM_START_BYTES)
                .put(header)
                .put(start)
                .array();
    }

    @Override
    public ChunkKeys open(byte[] beginning) {
        int header = beginning.length - STREAM_START_BYTES;
        return keys.chunkKeys(
                context,
                associatedData,
                Arrays.copyOf(beginning, header),
                Arrays.copyOfRange(beginning, header, beginning.length));
    }
}
