package io.rowseal.message;

import io.rowseal.Context;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.HeaderLength;
import io.rowseal.format.Kind;
import io.rowseal.keys.ClientKey;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.RecipientKeys;
import io.rowseal.message.chunk.ChunkOpener;
import io.rowseal.message.chunk.ChunkSealer;
import io.rowseal.message.key.MessageKey;
import io.rowseal.message.key.MessageKeys;
import io.rowseal.message.key.StreamKey;
import io.rowseal.testing.TestMasterKeyStore;
import io.rowseal.testing.TestRing;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;

/** A key and a message of each of the kinds 2 to 7. */
final class MessageSamples implements AutoCloseable {

    static final Context CONTEXT = Context.of("invoice", "4711");
    static final byte[] DATA = {7, 8, 9};

    final TestRing test = new TestRing();
    final TestMasterKeyStore store = new TestMasterKeyStore("direct");
    final Primitives primitives;

    private final Map<Kind, Key> keys = new EnumMap<>(Kind.class);

    MessageSamples() {
        this(Primitives.standard());
    }

    MessageSamples(Primitives primitives) {
        this.primitives = primitives;
        Key ring = test.ring.key("default");
        Key client = ClientKey.of(bytes(32, 11));
        Key recipients = RecipientKeys.of(MasterKeyHandle.of(store), new SecretKeySpec(bytes(32, 12), "AES"));
        keys.put(Kind.SEALED_VALUE, ring);
        keys.put(Kind.STREAM, ring);
        keys.put(Kind.CLIENT_KEY_VALUE, client);
        keys.put(Kind.CLIENT_KEY_STREAM, client);
        keys.put(Kind.RECIPIENTS_MESSAGE, recipients);
        keys.put(Kind.RECIPIENTS_STREAM, recipients);
    }

    Iterable<Kind> kinds() {
        return keys.keySet();
    }

    Key key(Kind kind) {
        return keys.get(kind);
    }

    byte[] seal(Kind kind, Context context, byte[] plaintext) {
        return seal(keys.get(kind), kind.isStream(), context, plaintext);
    }

    byte[] seal(Key key, boolean stream, Context context, byte[] plaintext) {
        MessageKeys messageKeys = MessageKeys.of(key, primitives);
        if (!stream) {
            try (MessageKey message = messageKeys.create(context)) {
                return message.seal(new byte[0], DATA, plaintext);
            }
        }
        try (StreamKey streamKey = messageKeys.createStream(context);
                ChunkSealer sealer = streamKey.sealer(DATA)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(streamKey.header());
            out.writeBytes(sealer.start());
            ByteBuffer sealed = ByteBuffer.allocate((int) sealer.finishSize(plaintext.length));
            sealer.update(ByteBuffer.wrap(plaintext), sealed);
            sealer.finish(sealed);
            out.writeBytes(sealed.array());
            return out.toByteArray();
        }
    }

    /** Opens as the kind that the caller expects, with the key of that kind. */
    byte[] open(Kind expected, Context context, byte[] sealed) {
        return open(keys.get(expected), expected.isStream(), context, DATA, sealed);
    }

    byte[] open(Key key, boolean stream, Context context, byte[] data, byte[] sealed) {
        if (!stream) {
            return Envelope.of(key).open(sealed, context, data);
        }
        int header = HeaderLength.needed(sealed, sealed.length);
        if (sealed.length < header + 56) {
            throw new io.rowseal.MalformedCiphertextException("cut off");
        }
        ByteBuffer body = ByteBuffer.wrap(sealed, header + 56, sealed.length - header - 56);
        byte[] start = Arrays.copyOfRange(sealed, header, header + 56);
        try (ChunkOpener opener =
                MessageKeys.of(key, primitives).openStream(context, data, Arrays.copyOf(sealed, header), start)) {
            ByteBuffer out = ByteBuffer.allocate((int) opener.finishSize(body.remaining()));
            opener.update(body, out);
            opener.finish(out);
            return Arrays.copyOf(out.array(), out.position());
        }
    }

    static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        test.close();
    }
}
