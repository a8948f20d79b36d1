package io.rowseal.jca;

import java.nio.ByteBuffer;

/** Decrypts whole messages: collects all of one before anything is verified. One that comes in one piece is not copied. */
abstract class OpenWhole extends OpeningOperation {

    static final byte[] NOTHING = new byte[0];

    final GrowingBytes data = new GrowingBytes();
    private byte[] associatedData = NOTHING;

    /**
     * Verifies and decrypts a message.
     *
     * @param message has an array; not changed
     */
    abstract byte[] open(ByteBuffer message, byte[] callersData);

    @Override
    public final void begin(byte[] callersData) {
        associatedData = callersData;
    }

    @Override
    public final byte[] step(ByteBuffer input, boolean last) {
        boolean collected = !last || data.size() > 0 || !input.hasArray();
        if (collected) {
            data.append(input);
        }
        if (!last) {
            return NOTHING;
        }
        byte[] message = open(collected ? data.view() : input.duplicate(), associatedData);
        input.position(input.limit());
        data.wipe();
        return message;
    }

    @Override
    public void close() {
        data.wipe();
    }
}
