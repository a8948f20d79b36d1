package io.rowseal.jca;

import static io.rowseal.format.Layout.MAX_PLAINTEXT_BYTES;
import static io.rowseal.format.Layout.TAG_BYTES;

import io.rowseal.MalformedCiphertextException;
import io.rowseal.format.HeaderLength;
import io.rowseal.message.key.MessageKey;
import java.nio.ByteBuffer;

/** Decrypts whole messages that begin with their header. A key store is asked only once a whole message is there. */
final class OpenMessage extends OpenWhole {

    private final HeaderKeys keys;
    private HeaderReader header;

    OpenMessage(HeaderKeys keys) {
        this.keys = keys;
        this.header = new HeaderReader(keys.kind());
    }

    @Override
    public long mostData() {
        return (long) HeaderLength.most(keys.kind()) + MAX_PLAINTEXT_BYTES + TAG_BYTES;
    }

    @Override
    public long bound(int inputLength) {
        int known = headerBytes(ByteBuffer.wrap(NOTHING));
        int least = known < 0 ? HeaderLength.least(keys.kind()) : known;
        return Math.max(0, MessageSizes.inSteps(data.size(), inputLength) - least - TAG_BYTES);
    }

    @Override
    public long size(ByteBuffer input, boolean last) {
        int length = last ? headerBytes(input) : -1;
        return length < 0 ? 0 : Math.max(0, (long) data.size() + input.remaining() - length - TAG_BYTES);
    }

    /** Length of the header in what was collected and the next input: -1 if it is not complete, or none. */
    private int headerBytes(ByteBuffer next) {
        int fixed = keys.fixedHeaderBytes();
        if (fixed >= 0) {
            return fixed;
        }
        try {
            if (takeCollected()) {
                return header.filled();
            }
            int end = header.endIn(next);
            return end < 0 ? -1 : header.filled() + end - next.position();
        } catch (MalformedCiphertextException e) {
            return -1; // What is no header gives no output: the step says what is wrong with it.
        }
    }

    /** Whether the header is complete in what was collected. Each byte is looked at once, however often this is asked. */
    private boolean takeCollected() {
        return header.take(data.view().position(header.filled()));
    }

    @Override
    byte[] open(ByteBuffer message, byte[] callersData) {
        HeaderReader reader = header;
        header = new HeaderReader(keys.kind());
        message.position(reader.filled());
        // CipherInputStream.close() calls doFinal even if nothing was read: no key may be asked for then.
        if (!reader.take(message) || message.remaining() < TAG_BYTES) {
            throw new MalformedCiphertextException("the message is shorter than any message: it was cut off");
        }
        try (MessageKey key = keys.open(reader.header())) {
            int from = message.arrayOffset() + message.position();
            return key.open(NOTHING, callersData, message.array(), from, message.remaining());
        }
    }
}
