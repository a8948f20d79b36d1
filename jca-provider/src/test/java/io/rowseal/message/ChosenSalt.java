package io.rowseal.message;

import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.message.chunk.ChunkKeys;
import io.rowseal.message.chunk.ChunkSealer;
import java.security.Key;
import org.jspecify.annotations.Nullable;

/** Seals bare streams as {@link Cobblestone256} does, but with a salt that a test chooses. */
record ChosenSalt(byte[] key, byte[] context, byte[] salt) implements StreamFormat {

    static EnvelopeStreams streams(byte[] key, byte[] context, byte[] salt) {
        return new EnvelopeStreams(new ChosenSalt(key, context, salt));
    }

    @Override
    public void requireCan(boolean seals) {}

    @Override
    public Sealing seal() {
        // New ones each time: ciphers of the JDK refuse the key and nonce of the call before.
        Primitives primitives = Primitives.standard();
        try (KeyBytes inputKey = KeyBytes.hmac(key.clone())) {
            ChunkKeys keys = ChunkKeys.create(primitives, inputKey, salt, context);
            return new Sealing(keys.start(), new ChunkSealer(keys));
        }
    }

    @Override
    public int missing(byte[] bytes, int filled) {
        throw new UnsupportedOperationException("seals only");
    }

    @Override
    public byte[] rewrap(byte[] beginning, @Nullable Key recipients) {
        throw new UnsupportedOperationException("seals only");
    }

    @Override
    public ChunkKeys open(byte[] beginning) {
        throw new UnsupportedOperationException("seals only");
    }
}
