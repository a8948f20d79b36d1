package io.rowseal.jca;

import static io.rowseal.format.Layout.MAX_PLAINTEXT_BYTES;
import static io.rowseal.format.Layout.TAG_BYTES;

import io.rowseal.RowsealException;
import io.rowseal.message.key.MessageKey;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts bodies whose header is stored apart. Its key is opened before, so that failures of a key store appear in init; but
 * that key, context and header do not belong together appears where whatever else is wrong with a message does.
 */
final class OpenBody extends OpenWhole {

    private final @Nullable MessageKey key;
    private final @Nullable RowsealException failure;

    private OpenBody(@Nullable MessageKey key, @Nullable RowsealException failure) {
        this.key = key;
        this.failure = failure;
    }

    /** @throws RowsealException if the key cannot be used */
    static OpenBody of(HeaderKeys keys, byte[] header) {
        try {
            return new OpenBody(keys.open(header), null);
        } catch (RowsealException e) {
            if (Failures.concernsTheMessage(e)) {
                return new OpenBody(null, e);
            }
            throw e;
        }
    }

    @Override
    public long mostData() {
        return (long) MAX_PLAINTEXT_BYTES + TAG_BYTES;
    }

    @Override
    public long bound(int inputLength) {
        return Math.max(0, MessageSizes.inSteps(data.size(), inputLength) - TAG_BYTES);
    }

    @Override
    public long size(ByteBuffer input, boolean last) {
        return last ? Math.max(0, (long) data.size() + input.remaining() - TAG_BYTES) : 0;
    }

    @Override
    byte[] open(ByteBuffer message, byte[] callersData) {
        if (key == null) {
            throw Objects.requireNonNull(failure);
        }
        int from = message.arrayOffset() + message.position();
        return key.open(NOTHING, callersData, message.array(), from, message.remaining());
    }

    @Override
    public void close() {
        super.close();
        if (key != null) {
            key.close();
        }
    }
}
