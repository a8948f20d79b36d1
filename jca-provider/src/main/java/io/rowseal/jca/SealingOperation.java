package io.rowseal.jca;

import java.nio.ByteBuffer;

/** Encrypts. Writes straight to the output: there is nothing to verify, and nothing that can fail halfway. */
abstract class SealingOperation implements CipherOperation {

    /** The header: known from {@code init} on. */
    abstract byte[] header();

    /** No: a data key encrypts one message. */
    @Override
    public final boolean mayRepeat() {
        return false;
    }

    @Override
    public final byte[] step(ByteBuffer input, boolean last) {
        byte[] output = new byte[Math.toIntExact(size(input, last))];
        step(input, last, ByteBuffer.wrap(output));
        return output;
    }
}
