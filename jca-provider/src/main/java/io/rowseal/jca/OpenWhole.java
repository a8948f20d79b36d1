package io.rowseal.jca;

import java.nio.ByteBuffer;

/**
 * Decrypts whole messages: collects all of one before anything is verified, even if it comes in one piece. Ciphers read it more
 * than once, and what is decrypted must be what was verified, whoever changes the caller's array meanwhile.
 */
abstract class OpenWhole extends OpeningOperation {

    static final byte[] NOTHING = new byte[0];

    final GrowingBytes data = new GrowingBytes();
    private byte[] associatedData = NOTHING;

    /**
     * Verifies and decrypts a message.
     *
     * @param message has an array, which nobody else has; not changed
     */
    abstract byte[] open(ByteBuffer message, byte[] callersData);

    @Override
    public final void begin(byte[] callersData) {
        associatedData = callersData;
    }

    @Override
    public final byte[] step(ByteBuffer input, boolean last) {
        data.append(input);
        if (!last) {
            return NOTHING;
        }
        byte[] message = open(data.view(), associatedData);
        data.wipe();
        return message;
    }

    @Override
    public void close() {
        data.wipe();
    }
}
