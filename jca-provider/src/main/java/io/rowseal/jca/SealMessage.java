package io.rowseal.jca;

import static io.rowseal.format.Layout.MAX_PLAINTEXT_BYTES;
import static io.rowseal.format.Layout.TAG_BYTES;

import io.rowseal.message.key.MessageKey;
import java.nio.ByteBuffer;

/** Encrypts one whole message. Its data key is created and wrapped before, so that failures of a key store appear in init. */
final class SealMessage extends SealingOperation {

    private static final byte[] NOTHING = new byte[0];

    private final MessageKey key;
    private final byte[] header;
    private final byte[] written;
    private final GrowingBytes data = new GrowingBytes();
    private byte[] associatedData = NOTHING;

    /** @param detached whether the header is stored apart, so that only the body is output */
    SealMessage(MessageKey key, boolean detached) {
        this.key = key;
        this.header = key.header();
        this.written = detached ? NOTHING : header;
    }

    @Override
    byte[] header() {
        return header.clone();
    }

    @Override
    public long mostData() {
        return MAX_PLAINTEXT_BYTES;
    }

    @Override
    public void begin(byte[] callersData) {
        associatedData = callersData;
    }

    @Override
    public long bound(int inputLength) {
        return MessageSizes.inSteps(data.size(), inputLength) + written.length + TAG_BYTES;
    }

    @Override
    public long size(ByteBuffer input, boolean last) {
        return last ? (long) data.size() + input.remaining() + written.length + TAG_BYTES : 0;
    }

    @Override
    public void step(ByteBuffer input, boolean last, ByteBuffer output) {
        if (!last || data.size() > 0) {
            data.append(input);
        }
        if (last) {
            // A message in one piece is encrypted from where it stands.
            try (SafeInput message = SafeInput.inArray(data.size() > 0 ? data.view() : input, output)) {
                output.put(written);
                seal(message.buffer(), output);
                input.position(input.limit());
            }
        }
    }

    private void seal(ByteBuffer message, ByteBuffer output) {
        int from = message.arrayOffset() + message.position();
        int length = message.remaining();
        if (output.hasArray()) {
            int offset = output.arrayOffset() + output.position();
            key.sealBody(NOTHING, associatedData, message.array(), from, length, output.array(), offset);
            output.position(output.position() + length + TAG_BYTES);
        } else {
            byte[] body = new byte[length + TAG_BYTES];
            key.sealBody(NOTHING, associatedData, message.array(), from, length, body, 0);
            output.put(body);
        }
    }

    @Override
    public void close() {
        data.wipe();
        key.close();
    }
}
