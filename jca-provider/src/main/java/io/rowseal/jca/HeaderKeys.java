package io.rowseal.jca;

import io.rowseal.Context;
import io.rowseal.TamperedException;
import io.rowseal.format.HeaderLength;
import io.rowseal.format.Kind;
import io.rowseal.message.chunk.ChunkOpener;
import io.rowseal.message.key.MessageKey;
import io.rowseal.message.key.MessageKeys;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens the keys of messages and streams from their headers: under one caller's key and context. */
final class HeaderKeys {

    private final MessageKeys keys;
    private final Context context;
    private final boolean streams;
    private final byte @Nullable [] expected;

    /** @param expected the header that parameters gave, or null if any is right */
    HeaderKeys(MessageKeys keys, Context context, boolean streams, byte @Nullable [] expected) {
        this.keys = keys;
        this.context = context;
        this.streams = streams;
        this.expected = expected;
    }

    Kind kind() {
        return keys.kind(streams);
    }

    /** Bytes of the header where the kind alone says it, else -1. */
    int fixedHeaderBytes() {
        int least = HeaderLength.least(kind());
        return least == HeaderLength.most(kind()) ? least : -1;
    }

    /** @throws io.rowseal.RowsealException if the key cannot be opened */
    MessageKey open(byte[] header) {
        requireExpected(header);
        return usable(() -> keys.open(context, header));
    }

    /** @throws io.rowseal.RowsealException if the key cannot be opened */
    ChunkOpener openStream(byte[] associatedData, byte[] header, byte[] start) {
        requireExpected(header);
        return usable(() -> keys.openStream(context, associatedData, header, start));
    }

    private void requireExpected(byte[] header) {
        if (expected != null && !Arrays.equals(expected, header)) {
            throw new TamperedException("the header before the message is not that of the parameters");
        }
    }

    /** A key may have been destroyed since {@code init}; that says nothing about the message. */
    private <T> T usable(Supplier<T> opening) {
        try {
            keys.requireCan(false);
            return opening.get();
        } catch (IllegalArgumentException e) {
            throw new EnvelopeKeyException(e.getMessage(), e);
        }
    }
}
