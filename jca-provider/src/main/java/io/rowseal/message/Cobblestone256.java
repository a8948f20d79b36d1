package io.rowseal.message;

import static io.rowseal.format.Layout.STREAM_SALT_BYTES;
import static io.rowseal.format.Layout.STREAM_START_BYTES;

import io.rowseal.WrongKeyException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.crypto.WipedKeyException;
import io.rowseal.message.chunk.ChunkKeys;
import io.rowseal.message.chunk.ChunkSealer;
import io.rowseal.message.key.Moment;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.Provider;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The chunk layer of streams alone, without a header: Cobblestone-256, the instance AEAD_AES_256_GCM of version 1 of C2SP
 * chunked-encryption (c2sp.org/chunked-encryption). Use it to exchange streams with other programs that write or read this
 * format; {@link Envelope} also manages the key.
 *
 * <pre>{@code
 * try (Cobblestone256 cobblestone = Cobblestone256.of(key)) {
 *     try (InputStream plaintext = cobblestone.streams(context).openFrom(file)) { … }
 * }
 * }</pre>
 *
 * <p><b>Security guarantees.</b> Those of {@link EnvelopeStreams}: a stream opens only with the key and context it was sealed
 * with, commits to both, and only if no bit of it was changed. One key may seal any number of streams, because each stream
 * derives its own keys from a salt of 24 bytes. The salt is random, mixed under the key with a counter and the time. So salts
 * differ within a process even if the random generator repeats itself. Across processes they depend on the random generator of
 * the operating system.
 *
 * <p>{@link #close()} wipes the key. After that no new stream can begin, but open streams continue. Thread safe.
 */
public final class Cobblestone256 implements AutoCloseable {

    /** Bytes of a key. */
    public static final int KEY_BYTES = 32;

    private static final byte[] HEDGE_LABEL = "rowseal/v1/hedge".getBytes(StandardCharsets.US_ASCII);

    private final Primitives primitives;
    private final KeyBytes key;

    private Cobblestone256(Primitives primitives, KeyBytes key) {
        this.primitives = primitives;
        this.key = key;
    }

    /**
     * Streams under a key.
     *
     * @param key exactly 32 bytes from a random generator or a key derivation, not a password; copied
     * @return the object, which the caller closes
     * @throws IllegalArgumentException if the key has another length
     */
    public static Cobblestone256 of(byte[] key) {
        return of(key, Primitives.shared());
    }

    /**
     * Streams under a key, with the primitives of a chosen provider.
     *
     * @param key as {@link #of(byte[])}
     * @param primitiveProvider as {@link io.rowseal.keys.KeyRing.Builder#primitiveProvider}
     * @return the object, which the caller closes
     * @throws IllegalArgumentException if the key has another length
     * @throws io.rowseal.ConfigurationException if the provider lacks a primitive; the message lists what is missing
     */
    public static Cobblestone256 of(byte[] key, Provider primitiveProvider) {
        return of(key, Primitives.of(primitiveProvider));
    }

    static Cobblestone256 of(byte[] key, Primitives primitives) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a key of Cobblestone-256 has exactly " + KEY_BYTES + " bytes, not " + key.length);
        }
        return new Cobblestone256(primitives, KeyBytes.hmac(key.clone()));
    }

    /**
     * Streams bound to a context.
     *
     * @param context bound to each stream, not stored; any bytes, empty if there is nothing to bind
     * @return seals and opens streams
     */
    public EnvelopeStreams streams(byte[] context) {
        return new EnvelopeStreams(new Bare(context.clone()));
    }

    @Override
    public void close() {
        key.close();
    }

    /** Any salt is right for readers, as long as it never comes twice. */
    private byte[] salt() {
        try (KeyBytes hedgeKey = KeyBytes.hmac(primitives.hkdfExpand(key, KEY_BYTES, HEDGE_LABEL))) {
            byte[] mixed = primitives.hmacSha256(hedgeKey, primitives.random(KEY_BYTES), Moment.next());
            return Arrays.copyOf(mixed, STREAM_SALT_BYTES);
        }
    }

    /** Salt and commitment, the chunks. */
    private final class Bare implements StreamFormat {

        private final byte[] context;

        Bare(byte[] context) {
            this.context = context;
        }

        @Override
        public void requireCan(boolean seals) {
            if (key.isDestroyed()) {
                throw closed(null);
            }
        }

        /** Another thread can close the key at any time. */
        private @Nullable ChunkKeys withKey(Supplier<@Nullable ChunkKeys> operation) {
            try {
                return operation.get();
            } catch (WipedKeyException e) {
                throw closed(e);
            }
        }

        private IllegalArgumentException closed(@Nullable Throwable cause) {
            return new IllegalArgumentException("the key was closed: give it again", cause);
        }

        @Override
        public Sealing seal() {
            ChunkKeys keys = Objects.requireNonNull(withKey(() -> ChunkKeys.create(primitives, key, salt(), context)));
            return new Sealing(keys.start(), new ChunkSealer(keys));
        }

        @Override
        public int missing(byte[] bytes, int filled) {
            return STREAM_START_BYTES - filled;
        }

        @Override
        public byte[] rewrap(byte[] beginning, @Nullable Key recipients) {
            throw new IllegalArgumentException("a stream without a header has no wrapped key: rewrap its key yourself");
        }

        @Override
        public ChunkKeys open(byte[] beginning) {
            ChunkKeys keys = withKey(() -> ChunkKeys.open(primitives, key, beginning, context));
            if (keys == null) {
                throw new WrongKeyException(
                        "the commitment of the stream does not fit key and context: give those it was"
                                + " sealed with; if both are right, its first " + STREAM_START_BYTES
                                + " bytes were altered");
            }
            return keys;
        }
    }
}
