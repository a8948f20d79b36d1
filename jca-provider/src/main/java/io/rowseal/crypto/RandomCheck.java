package io.rowseal.crypto;

import io.rowseal.SelfTestException;
import java.security.SecureRandom;
import java.util.Arrays;

/** Whether a generator gives anything new at all; how good it is cannot be seen from its output. Stateless. */
final class RandomCheck {

    private static final int BYTES = 32;

    private RandomCheck() {}

    /** @throws SelfTestException if the generator repeats itself or gives nothing */
    static void check(PrimitiveSource source, SecureRandom random) {
        Answer.of(source, Primitive.RANDOM, () -> {
            byte[] first = draw(random);
            byte[] second = draw(random);
            return !Arrays.equals(first, second)
                    && !Arrays.equals(first, new byte[BYTES])
                    && !Arrays.equals(second, new byte[BYTES]);
        });
    }

    private static byte[] draw(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
