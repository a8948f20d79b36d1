package io.rowseal.message;

import io.rowseal.Context;
import io.rowseal.keys.ClientKey;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import java.io.IOException;
import java.security.Key;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;

/** One key of each kind of stream: 3, 5 and 7. */
public enum StreamKinds {
    RING(ring().key("default")),
    CLIENT(ClientKey.of(random(32, 2))),
    RECIPIENTS(new SecretKeySpec(random(32, 1), "AES"));

    public static final Context CONTEXT = Context.of("invoice", "4711");
    public static final byte[] AAD = {1, 2, 3};

    public final Envelope envelope;
    public final Key key;

    StreamKinds(Key key) {
        this.key = key;
        this.envelope = Envelope.of(key);
    }

    public EnvelopeStreams streams() {
        return envelope.streams(CONTEXT, AAD);
    }

    public byte[] seal(byte[] message) {
        try {
            return StreamWriter.OUTPUT_STREAM.seal(streams(), message, new Random(message.length));
        } catch (IOException e) {
            throw new AssertionError("nothing here does I/O", e);
        }
    }

    public static Stream<StreamKinds> all() {
        return Stream.of(values());
    }

    public static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static KeyRing ring() {
        return KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new InMemoryKekStore())
                .build();
    }
}
