package io.rowseal.message.chunk;

import static io.rowseal.format.Layout.COMMITMENT_BYTES;
import static io.rowseal.format.Layout.KEY_BYTES;
import static io.rowseal.format.Layout.MAX_CHUNKS;
import static io.rowseal.format.Layout.NONCE_BYTES;
import static io.rowseal.format.Layout.STREAM_SALT_BYTES;
import static io.rowseal.format.Layout.STREAM_START_BYTES;
import static io.rowseal.format.Layout.TAG_BYTES;

import io.rowseal.TamperedException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one stream, as C2SP chunked-encryption version 1 (Cobblestone-256: AES-256-GCM, HKDF-Expand with SHA-512)
 * derives them, and one chunk under them. Not thread safe.
 */
public final class ChunkKeys implements AutoCloseable {

    private static final byte[] LABEL =
            "c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = new byte[0];

    private final Primitives primitives;
    private final byte[] start;
    private final KeyBytes key;
    private final byte[] baseNonce;

    private ChunkKeys(Primitives primitives, byte[] start, KeyBytes key, byte[] baseNonce) {
        this.primitives = primitives;
        this.start = start;
        this.key = key;
        this.baseNonce = baseNonce;
    }

    /** Keys of a new stream. The salt must not repeat under one input key. */
    public static ChunkKeys create(Primitives primitives, KeyBytes inputKey, byte[] salt, byte[] context) {
        byte[] output = derive(primitives, inputKey, salt, context);
        byte[] start = Arrays.copyOf(salt, STREAM_START_BYTES);
        System.arraycopy(output, KEY_BYTES + NONCE_BYTES, start, STREAM_SALT_BYTES, COMMITMENT_BYTES);
        return of(primitives, start, output);
    }

    /** Keys of a stream that begins with salt and commitment; null if it commits to other keys. */
    public static @Nullable ChunkKeys open(Primitives primitives, KeyBytes inputKey, byte[] start, byte[] context) {
        byte[] output = derive(primitives, inputKey, Arrays.copyOf(start, STREAM_SALT_BYTES), context);
        byte[] commitment = Arrays.copyOfRange(output, KEY_BYTES + NONCE_BYTES, output.length);
        ChunkKeys keys = of(primitives, start, output);
        if (!Primitives.constantTimeEquals(
                commitment, Arrays.copyOfRange(start, STREAM_SALT_BYTES, STREAM_START_BYTES))) {
            keys.close();
            return null;
        }
        return keys;
    }

    /** What encrypts and decrypts with these keys. */
    public Primitives primitives() {
        return primitives;
    }

    private static byte[] derive(Primitives primitives, KeyBytes inputKey, byte[] salt, byte[] context) {
        return primitives.hkdfExpandSha512(inputKey, KEY_BYTES + NONCE_BYTES + COMMITMENT_BYTES, LABEL, salt, context);
    }

    private static ChunkKeys of(Primitives primitives, byte[] start, byte[] output) {
        KeyBytes key = KeyBytes.aes(Arrays.copyOf(output, KEY_BYTES));
        byte[] baseNonce = Arrays.copyOfRange(output, KEY_BYTES, KEY_BYTES + NONCE_BYTES);
        Arrays.fill(output, (byte) 0);
        return new ChunkKeys(primitives, start.clone(), key, baseNonce);
    }

    /** What stands before the chunks: salt and commitment, 56 bytes. */
    public byte[] start() {
        return start.clone();
    }

    /** Encrypts one chunk into another array: {@code length + 16} bytes. */
    public void seal(long number, byte[] source, int from, int length, byte[] output, int offset) {
        primitives.aesGcmSeal(key, nonce(number), NOTHING, source, from, length, output, offset);
    }

    /**
     * Decrypts one chunk.
     *
     * @throws TamperedException if it is not this chunk of this stream
     */
    public byte[] open(long number, byte[] source, int from, int length) {
        if (length < TAG_BYTES) {
            throw new TamperedException("the stream ends within chunk " + number + ": it was cut off");
        }
        try {
            return primitives.aesGcmOpen(key, nonce(number), NOTHING, source, from, length);
        } catch (AEADBadTagException e) {
            throw new TamperedException(
                    "chunk " + number + " of the stream is not authentic: it was altered, cut off, moved or followed by"
                            + " other bytes",
                    e);
        }
    }

    /** Base nonce XOR the number of the chunk as a big-endian integer. */
    private byte[] nonce(long number) {
        if (number < 0 || number >= MAX_CHUNKS) {
            throw new IllegalStateException(
                    "a stream has at most " + MAX_CHUNKS + " chunks of 16 KiB: begin another stream");
        }
        byte[] nonce = baseNonce.clone();
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[NONCE_BYTES - 1 - i] ^= (byte) (number >>> (Byte.SIZE * i));
        }
        return nonce;
    }

    @Override
    public void close() {
        key.destroy();
        Arrays.fill(baseNonce, (byte) 0);
    }
}
