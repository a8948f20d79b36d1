package io.rowseal.message.key;

import static io.rowseal.format.Layout.CLIENT_SALT_BYTES;
import static io.rowseal.format.Layout.KEY_BYTES;

import io.rowseal.Context;
import io.rowseal.WrongKeyException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.crypto.WipedKeyException;
import io.rowseal.format.AssociatedData;
import io.rowseal.format.ClientHeader;
import io.rowseal.format.Header;
import io.rowseal.format.HedgeInput;
import io.rowseal.format.Kind;
import io.rowseal.format.Pae;
import io.rowseal.keys.ClientKey;
import io.rowseal.message.chunk.ChunkKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Messages under a key that the client gives with each call: kinds 4 and 5. The key need not be uniform, so HKDF extracts. */
final class ClientMessageKeys extends MessageKeys {

    private static final byte[] VALUE_LABEL = "rowseal/v1/client".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STREAM_LABEL = "rowseal/v1/client-stream".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEDGE_LABEL = "rowseal/v1/hedge".getBytes(StandardCharsets.US_ASCII);
    private static final String NAME = "a client key";

    private final ClientKey key;
    private final Primitives primitives;

    ClientMessageKeys(ClientKey key, Primitives primitives) {
        this.key = key;
        this.primitives = primitives;
    }

    @Override
    public Kind kind(boolean stream) {
        return stream ? Kind.CLIENT_KEY_STREAM : Kind.CLIENT_KEY_VALUE;
    }

    @Override
    public void requireCan(boolean seals) {
        if (key.isDestroyed()) {
            throw destroyed(null);
        }
    }

    /** Another thread can destroy the key at any time. */
    private KeyBytes extracted(byte[] salt) {
        try {
            return primitives.hkdfExtract(salt, key.internal(KeyBytes.class));
        } catch (WipedKeyException e) {
            throw destroyed(e);
        }
    }

    private static IllegalArgumentException destroyed(@Nullable Throwable cause) {
        return new IllegalArgumentException("the client key was destroyed: give it again", cause);
    }

    @Override
    public MessageKey create(Context context, byte[] covered, byte[] plaintext) {
        byte[] pae = Pae.encode(requireNoScope(context));
        byte[] salt = salt(Kind.CLIENT_KEY_VALUE, pae, covered, plaintext);
        byte[] keys = valueKeys(salt, pae);
        byte[] header = new ClientHeader(Kind.CLIENT_KEY_VALUE, salt, checkValue(keys)).toBytes();
        return messageKey(header, keys, true);
    }

    @Override
    public MessageKey open(Context context, byte[] header) {
        requireKind(header, false);
        ClientHeader parsed = ClientHeader.parse(header, Kind.CLIENT_KEY_VALUE);
        byte[] keys = valueKeys(parsed.salt(), Pae.encode(requireNoScope(context)));
        if (!Primitives.constantTimeEquals(checkValue(keys), parsed.checkValue())) {
            Arrays.fill(keys, (byte) 0);
            throw wrongKey(context);
        }
        return messageKey(header, keys, false);
    }

    @Override
    public StreamKey createStream(Context context) {
        byte[] pae = Pae.encode(requireNoScope(context));
        byte[] salt = salt(Kind.CLIENT_KEY_STREAM, pae, Moment.next(), NOTHING);
        byte[] header = new ClientHeader(Kind.CLIENT_KEY_STREAM, salt, NOTHING).toBytes();
        return new StreamKey(primitives, Kind.CLIENT_KEY_STREAM, header, streamKey(salt), pae);
    }

    @Override
    public ChunkKeys chunkKeys(Context context, byte[] callersData, byte[] header, byte[] start) {
        requireKind(header, true);
        ClientHeader parsed = ClientHeader.parse(header, Kind.CLIENT_KEY_STREAM);
        byte[] pae = Pae.encode(requireNoScope(context));
        try (KeyBytes inputKey = streamKey(parsed.salt())) {
            ChunkKeys keys = ChunkKeys.open(
                    primitives, inputKey, start, AssociatedData.ofStream(Kind.CLIENT_KEY_STREAM, pae, callersData));
            if (keys == null) {
                throw wrongKey(context);
            }
            return keys;
        }
    }

    @Override
    public byte[] rewrap(Context context, byte[] header, MessageKeys target) {
        throw notWrapped();
    }

    @Override
    public byte[] rewrapStream(Context context, byte[] callersData, byte[] header, byte[] start, MessageKeys target) {
        throw notWrapped();
    }

    private static IllegalArgumentException notWrapped() {
        return new IllegalArgumentException(
                "a client key wraps no data key: open the message with the former key, and seal it with the new one");
    }

    private static WrongKeyException wrongKey(Context context) {
        return new WrongKeyException("the check value does not fit the client key and the pairs of " + context
                + ": give the key and the context it was sealed with; if both are right, the header was altered");
    }

    /** Content key 32 || check value 32. */
    private byte[] valueKeys(byte[] salt, byte[] contextPae) {
        try (KeyBytes extracted = extracted(salt)) {
            return primitives.hkdfExpand(
                    extracted,
                    2 * KEY_BYTES,
                    VALUE_LABEL,
                    Header.start(Kind.CLIENT_KEY_VALUE),
                    primitives.sha256(contextPae));
        }
    }

    private static byte[] checkValue(byte[] valueKeys) {
        return Arrays.copyOfRange(valueKeys, KEY_BYTES, 2 * KEY_BYTES);
    }

    private MessageKey messageKey(byte[] header, byte[] valueKeys, boolean maySeal) {
        KeyBytes contentKey = KeyBytes.aes(Arrays.copyOf(valueKeys, KEY_BYTES));
        Arrays.fill(valueKeys, (byte) 0);
        return new MessageKey(primitives, Kind.CLIENT_KEY_VALUE, header, contentKey, NAME, maySeal);
    }

    private KeyBytes streamKey(byte[] salt) {
        try (KeyBytes extracted = extracted(salt)) {
            return KeyBytes.hmac(
                    primitives.hkdfExpand(extracted, KEY_BYTES, STREAM_LABEL, Header.start(Kind.CLIENT_KEY_STREAM)));
        }
    }

    /** Depends on the message as well as on the random generator, because content key and nonce depend on nothing else. */
    private byte[] salt(Kind kind, byte[] contextPae, byte[] covered, byte[] plaintext) {
        byte[] input = HedgeInput.of(primitives.random(KEY_BYTES), kind, contextPae, covered);
        try (KeyBytes extracted = extracted(NOTHING);
                KeyBytes hedgeKey = KeyBytes.hmac(primitives.hkdfExpand(extracted, KEY_BYTES, HEDGE_LABEL))) {
            return Arrays.copyOf(primitives.hmacSha256(hedgeKey, input, plaintext), CLIENT_SALT_BYTES);
        }
    }
}
