package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.TamperedException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.WrongKeyException;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.HeaderLength;
import io.rowseal.keys.ClientKey;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.KeyRingKey;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.RecipientKeys;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.message.chunk.ChunkOpener;
import io.rowseal.message.chunk.ChunkSealer;
import io.rowseal.message.key.MessageKeys;
import io.rowseal.message.key.StreamKey;
import io.rowseal.testing.OwnArrayKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of key, whole messages and streams. */
class EnvelopeKeysTest {

    private static final Context CONTEXT = Context.of("invoice", "4711");
    private static final byte[] AAD = {1, 2, 3};
    private static final Primitives PRIMITIVES = Primitives.standard();
    private static final KeyPair RSA = rsa();

    record Pair(String name, Key seals, Key opens, int overhead, int streamHeader) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Pair> keys() {
        InMemoryMasterKeyStore store = new InMemoryMasterKeyStore();
        KeyRing ring = KeyRing.builder()
                .masterKeyStore(store)
                .kekStore(new InMemoryKekStore())
                .build();
        Key aes = new SecretKeySpec(random(32, 1), "AES");
        Key client = ClientKey.of(random(32, 2));
        Key handle = MasterKeyHandle.of(store);
        return Stream.of(
                new Pair("ring", ring.key("default"), ring.key("default"), 99, 51),
                new Pair("client", client, ClientKey.of(random(32, 2)), 67, 19),
                new Pair("aes", aes, aes, -1, -1),
                new Pair("master key", handle, MasterKeyHandle.of(store), -1, -1),
                new Pair("rsa", RSA.getPublic(), RSA.getPrivate(), -1, -1),
                new Pair("several, first", RecipientKeys.of(aes, handle, RSA.getPublic()), aes, -1, -1),
                new Pair("several, second", RecipientKeys.of(aes, handle, RSA.getPublic()), handle, -1, -1),
                new Pair("several, last", RecipientKeys.of(aes, handle, RSA.getPublic()), RSA.getPrivate(), -1, -1));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void wholeMessagesOpenWithTheRightKeyAndContextOnly(Pair pair) {
        for (int size : new int[] {0, 1, 100, 70_000}) {
            byte[] message = random(size, size);
            byte[] sealed = Envelope.of(pair.seals).seal(message, CONTEXT, AAD);
            if (pair.overhead > 0) {
                assertThat(sealed).hasSize(size + pair.overhead);
            }
            Envelope envelope = Envelope.of(pair.opens);
            assertThat(envelope.open(sealed, CONTEXT, AAD)).isEqualTo(message);
            assertThatThrownBy(() -> envelope.open(sealed, CONTEXT)).isInstanceOf(TamperedException.class);
            assertThatThrownBy(() -> envelope.open(sealed, Context.of("invoice", "4712"), AAD))
                    .isInstanceOf(pair.name.equals("client") ? WrongKeyException.class : WrongContextException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void streamsOpenWithTheRightKeyAndContextOnly(Pair pair) {
        for (int size : new int[] {0, 1, 16383, 16384, 16385, 40_000}) {
            byte[] message = random(size, size);
            byte[] sealed = sealStream(pair.seals, message);
            assertThat(openStream(pair.opens, sealed, CONTEXT)).isEqualTo(message);
            assertThatThrownBy(() -> openStream(pair.opens, sealed, Context.empty()))
                    .isInstanceOf(pair.name.equals("client") ? WrongKeyException.class : WrongContextException.class);
            assertThatThrownBy(() -> openStream(pair.opens, Arrays.copyOf(sealed, sealed.length - 1), CONTEXT))
                    .isInstanceOf(TamperedException.class);
        }
    }

    @Test
    void aMessageForOthersIsRefusedAndNamesNoStore() {
        Key mine = new SecretKeySpec(random(32, 3), "AES");
        byte[] theirs = Envelope.of(RSA.getPublic()).seal(AAD, CONTEXT);
        assertThatThrownBy(() -> Envelope.of(mine).open(theirs, CONTEXT)).isInstanceOf(UnknownKeyException.class);
        assertThatThrownBy(() -> Envelope.of(ClientKey.of(random(32, 2))).open(theirs, CONTEXT))
                .isInstanceOf(MalformedCiphertextException.class)
                .hasMessageContaining("no message under a client key but a message for master keys, AES or RSA keys");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void whatOneProviderSealsAnotherOpens(Pair pair) {
        BouncyCastleProvider other = new BouncyCastleProvider();
        if (pair.seals instanceof KeyRingKey) {
            assertThatThrownBy(() -> Envelope.of(pair.seals, other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("primitiveProvider");
            return;
        }
        byte[] message = random(100, 4);
        assertThat(Envelope.of(pair.opens).open(Envelope.of(pair.seals, other).seal(message, CONTEXT), CONTEXT))
                .isEqualTo(message);
        assertThat(Envelope.of(pair.opens, other).open(Envelope.of(pair.seals).seal(message, CONTEXT), CONTEXT))
                .isEqualTo(message);
    }

    @Test
    void aKeyThatGivesItsOwnArrayIsNeverWiped() {
        OwnArrayKey key = new OwnArrayKey(random(32, 9));
        byte[] sealed = Envelope.of(key).seal(AAD, CONTEXT);
        assertThat(Envelope.of(key).open(sealed, CONTEXT)).isEqualTo(AAD);
        assertThat(key.bytes).isEqualTo(random(32, 9));
        assertThat(Envelope.of(new SecretKeySpec(random(32, 9), "AES")).open(sealed, CONTEXT))
                .isEqualTo(AAD);
    }

    @Test
    void whatAKeyGivesAsCopiesIsWiped() {
        List<byte[]> given = new ArrayList<>();
        SecretKey key = new SecretKeySpec(random(32, 9), "AES") {
            @Override
            public byte[] getEncoded() {
                byte[] copy = super.getEncoded();
                given.add(copy);
                return copy;
            }
        };
        Envelope.of(key).seal(AAD, CONTEXT);
        assertThat(given).isNotEmpty().allSatisfy(copy -> assertThat(copy).containsOnly(0));
    }

    @Test
    void anAesKeyOfZerosIsRefused() {
        SecretKey zeros = new SecretKeySpec(new byte[32], "AES");
        assertThatThrownBy(() -> Envelope.of(zeros))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all zero");
        assertThatThrownBy(() -> Envelope.of(RecipientKeys.of(RSA.getPublic(), zeros)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all zero");
        OwnArrayKey wipedLater = new OwnArrayKey(random(32, 9));
        Envelope envelope = Envelope.of(wipedLater);
        Arrays.fill(wipedLater.bytes, (byte) 0);
        assertThatThrownBy(() -> envelope.seal(AAD, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all zero");
    }

    @Test
    void aPublicKeyOnlySealsAndAPrivateKeyOnlyOpens() {
        byte[] sealed = Envelope.of(RSA.getPublic()).seal(AAD, CONTEXT);
        assertThatThrownBy(() -> Envelope.of(RSA.getPublic()).open(sealed, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("private key");
        assertThatThrownBy(() -> Envelope.of(RSA.getPrivate()).seal(AAD, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("public key");
    }

    private static byte[] sealStream(Key key, byte[] message) {
        try (StreamKey stream = MessageKeys.of(key, PRIMITIVES).createStream(CONTEXT);
                ChunkSealer sealer = stream.sealer(AAD)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(stream.header());
            out.writeBytes(sealer.start());
            ByteBuffer sealed = ByteBuffer.allocate((int) sealer.finishSize(message.length));
            sealer.update(ByteBuffer.wrap(message), sealed);
            sealer.finish(sealed);
            assertThat(sealed.hasRemaining()).isFalse();
            out.writeBytes(sealed.array());
            return out.toByteArray();
        }
    }

    private static byte[] openStream(Key key, byte[] sealed, Context context) {
        int header = HeaderLength.needed(sealed, sealed.length);
        ByteBuffer body = ByteBuffer.wrap(sealed, header + 56, sealed.length - header - 56);
        try (ChunkOpener opener = MessageKeys.of(key, PRIMITIVES)
                .openStream(
                        context, AAD, Arrays.copyOf(sealed, header), Arrays.copyOfRange(sealed, header, header + 56))) {
            ByteBuffer out = ByteBuffer.allocate((int) opener.finishSize(body.remaining()));
            opener.update(body, out);
            opener.finish(out);
            assertThat(out.hasRemaining()).isFalse();
            return out.array();
        }
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
