package io.rowseal.jca;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Decrypts. Always into an array of its own, which becomes output only when all of the step is verified: so the output may
 * overlap the input, and is untouched after a failure (JDK 25 leaves unverified plaintext behind when it decrypts in place).
 */
abstract class OpeningOperation implements CipherOperation {

    @Override
    public final boolean mayRepeat() {
        return true;
    }

    @Override
    public final void step(ByteBuffer input, boolean last, ByteBuffer output) {
        byte[] verified = step(input, last);
        output.put(verified);
        Arrays.fill(verified, (byte) 0);
    }
}
