package io.rowseal.fuzz;

import io.rowseal.Context;
import io.rowseal.RowsealException;
import io.rowseal.keys.ClientKey;
import io.rowseal.message.Envelope;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;

/** Whatever is opened as a message opens as it was sealed, or is refused with an exception of the library. */
public final class MessageFuzz {

    private static final Context CONTEXT = Context.of("invoice", "4711");
    private static final byte[] PLAIN = {'p', 'l', 'a', 'i', 'n'};

    private static final Envelope CLIENT = Envelope.of(ClientKey.of(bytes(1)));
    private static final Envelope DIRECT = Envelope.of(new SecretKeySpec(bytes(2), "AES"));

    private MessageFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        open(CLIENT, input);
        open(DIRECT, input);
    }

    private static void open(Envelope envelope, byte[] input) {
        try {
            byte[] opened = envelope.open(input, CONTEXT);
            if (!Arrays.equals(opened, PLAIN)) {
                throw new AssertionError("a forged message was opened");
            }
        } catch (RowsealException e) {
            // What a reader is to do with damaged bytes.
        }
    }

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
