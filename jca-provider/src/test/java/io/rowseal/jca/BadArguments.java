package io.rowseal.jca;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import javax.crypto.Cipher;

/** Calls whose arguments are impossible: refused, and nothing has changed. */
final class BadArguments {

    private interface Call {
        void run() throws Exception;
    }

    private final Cipher cipher;
    private final CipherModel model;

    BadArguments(Cipher cipher, CipherModel model) {
        this.cipher = cipher;
        this.model = model;
    }

    void call(Choices choices) {
        Class<? extends Exception> range = IllegalArgumentException.class;
        byte[] array = new byte[8];
        ByteBuffer buffer = ByteBuffer.allocate(8);
        switch (choices.below(9)) {
            case 0 -> expect(range, () -> cipher.update(array, -1, 3));
            case 1 -> expect(range, () -> cipher.update(array, 4, 5, new byte[400]));
            case 2 -> expect(range, () -> cipher.doFinal(array, 3, Integer.MAX_VALUE));
            case 3 -> expect(range, () -> cipher.doFinal((byte[]) null));
            case 4 -> expect(range, () -> cipher.updateAAD(array, -1, 1));
            case 5 -> expect(range, () -> cipher.doFinal(buffer, buffer));
            case 6 ->
                expect(
                        ReadOnlyBufferException.class,
                        () -> cipher.update(buffer, ByteBuffer.allocate(400).asReadOnlyBuffer()));
            case 7 -> expect(range, () -> cipher.update(null, ByteBuffer.allocate(400)));
            default -> expect(range, () -> cipher.updateAAD(array, 6, 3));
        }
        if (buffer.position() != 0) {
            throw new AssertionError("a refused argument moved its position");
        }
    }

    private void expect(Class<? extends Exception> expected, Call call) {
        Class<? extends Exception> right = model.messages() ? expected : IllegalStateException.class;
        try {
            call.run();
        } catch (Exception e) {
            if (e.getClass() != right) {
                throw new AssertionError("expected " + right, e);
            }
            return;
        }
        throw new AssertionError("an impossible argument was accepted");
    }
}
