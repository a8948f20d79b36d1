package io.rowseal.jca;

import static io.rowseal.format.Layout.MAX_PLAINTEXT_BYTES;
import static io.rowseal.format.Layout.TAG_BYTES;

import io.rowseal.MalformedCiphertextException;
import io.rowseal.format.HeaderLength;
import io.rowseal.message.MessageKey;
import java.nio.ByteBuffer;

/** Decrypts whole messages that begin with their header. A key store is asked only once a whole message is there. */
final class OpenMessage extends OpenWhole {

    private final HeaderKeys keys;

    OpenMessage(HeaderKeys keys) {
        this.keys = keys;
    }

    @Override
    public long mostData() {
        return (long) HeaderLength.most(keys.kind()) + MAX_PLAINTEXT_BYTES + TAG_BYTES;
    }

    @Override
    public long bound(int inputLength) {
        int known = headerBytes(ByteBuffer.wrap(NOTHING));
        int header = known < 0 ? HeaderLength.least(keys.kind()) : known;
        return Math.max(0, MessageSizes.inSteps(data.size(), inputLength) - header - TAG_BYTES);
    }

    @Override
    public long size(ByteBuffer input, boolean last) {
        int header = last ? headerBytes(input) : -1;
        return header < 0 ? 0 : Math.max(0, (long) data.size() + input.remaining() - header - TAG_BYTES);
    }

    /** Length of the header in what was collected and the next input: -1 if it is not complete, or none. */
    private int headerBytes(ByteBuffer next) {
        int fixed = keys.fixedHeaderBytes();
        if (fixed >= 0) {
            return fixed;
        }
        HeaderReader reader = new HeaderReader(keys.kind());
        try {
            return reader.take(data.view()) || reader.take(next.duplicate()) ? reader.filled() : -1;
        } catch (MalformedCiphertextException e) {
            return -1; // What is no header gives no output: the step says what is wrong with it.
        }
    }

    @Override
    byte[] open(ByteBuffer message, byte[] callersData) {
        HeaderReader reader = new HeaderReader(keys.kind());
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
