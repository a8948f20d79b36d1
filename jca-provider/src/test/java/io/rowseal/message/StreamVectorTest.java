package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.TamperedException;
import io.rowseal.WrongContextException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.HeaderLength;
import io.rowseal.format.Layout;
import io.rowseal.format.Pae;
import io.rowseal.format.StreamHeader;
import io.rowseal.testing.Bytes;
import io.rowseal.testing.VectorKeys;
import io.rowseal.testing.VectorRing;
import io.rowseal.testing.Vectors;
import io.rowseal.testing.Vectors.Vector;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The published vectors of streams: Cobblestone-256 alone, and under a KEK, a client key and for recipients. */
class StreamVectorTest {

    private static final Primitives PRIMITIVES = Primitives.standard();
    private static final int START = Layout.STREAM_START_BYTES;
    private static final int PIECE = 5000;

    private final VectorRing test = new VectorRing(Vectors.file("stream"));

    @AfterEach
    void close() {
        test.close();
    }

    @TestFactory
    Stream<DynamicTest> attack13_attack14_streamsUnderAKekAreOpenedOrRefused() {
        return streams("stream", vector -> new RingMessageKeys(test.ring, vector.givenText("scope")));
    }

    @TestFactory
    Stream<DynamicTest> attack13_attack14_streamsUnderAClientKeyAreOpenedOrRefused() {
        return streams("client-key-stream", vector -> MessageKeys.of(ClientKey.of(vector.given("key")), PRIMITIVES));
    }

    @TestFactory
    Stream<DynamicTest> attack13_attack14_attack18_streamsForRecipientsAreOpenedOrRefused() {
        VectorKeys keys = new VectorKeys(Vectors.file("recipients-stream"));
        return streams(
                "recipients-stream",
                vector -> MessageKeys.of(keys.key(vector.given().required("keys"), false), PRIMITIVES));
    }

    @TestFactory
    Stream<DynamicTest> attack14_chunksAloneAreOpenedOrRefused() {
        return Vectors.tests("cobblestone", vector -> vector.given().has("stored"), vector -> {
            byte[] context = vector.given("context");
            openAndSealAgain(vector, stored -> 0, (header, start) -> {
                try (KeyBytes key = KeyBytes.hmac(vector.given("key"))) {
                    ChunkKeys keys = ChunkKeys.open(PRIMITIVES, key, start, context);
                    if (keys == null) {
                        throw new WrongContextException("the commitment differs");
                    }
                    return keys;
                }
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> chunksAloneHaveTheBytesOfTheVectors() {
        Predicate<Vector> written = vector -> vector.given().has("plaintextPattern");
        return Vectors.tests("cobblestone", written, vector -> {
            byte[] plaintext =
                    pattern(vector.given().required("plaintextPattern").asInt());
            byte[] salt = vector.given("salt");
            try (KeyBytes key = KeyBytes.hmac(vector.given("key"))) {
                byte[] stored = seal(ChunkKeys.create(PRIMITIVES, key, salt, vector.given("context")), plaintext);
                JsonNode expected = vector.node().required("expected");
                assertThat(stored).hasSize(expected.required("storedLength").asInt());
                assertThat(PRIMITIVES.sha256(stored)).isEqualTo(vector.expected("storedSha256"));
                ChunkKeys again =
                        ChunkKeys.open(PRIMITIVES, key, Arrays.copyOf(stored, START), vector.given("context"));
                assertThat(again).isNotNull();
                ByteBuffer out = ByteBuffer.allocate(plaintext.length);
                read(new ChunkOpener(again), stored, START, out);
                assertThat(out.array()).isEqualTo(plaintext);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> headersOfStreamsHaveTheBytesOfTheVectors() {
        return Vectors.tests("stream", vector -> vector.writer() != null, vector -> {
            JsonNode writer = vector.writer();
            byte[] header = Arrays.copyOf(vector.given("stored"), Layout.STREAM_HEADER_BYTES);
            StreamHeader parsed = StreamHeader.parse(header);
            assertThat(parsed.toBytes()).isEqualTo(header);
            assertThat(parsed.kekId().toString())
                    .isEqualTo(writer.required("kekId").asString());
            String scope = vector.givenText("scope");
            byte[] staticPae = Pae.encode(Context.of("scope", scope));
            try (KeyBytes dataKey =
                    test.ring.dataKeys().unwrap(scope, staticPae, parsed.kekId(), parsed.wrappedKey())) {
                assertThat(dataKey.getEncoded()).isEqualTo(Vectors.hex(writer.required("dataKey")));
            }
        });
    }

    private static Stream<DynamicTest> streams(String layout, Function<Vector, MessageKeys> keysOf) {
        return Vectors.tests(
                layout,
                vector -> openAndSealAgain(
                        vector,
                        stored -> HeaderLength.needed(stored, stored.length),
                        (header, start) -> keysOf.apply(vector)
                                .chunkKeys(vector.givenContext("context"), vector.given("aad"), header, start)));
    }

    @FunctionalInterface
    private interface Opening {
        ChunkKeys open(byte[] header, byte[] start);
    }

    private static void openAndSealAgain(Vector vector, ToIntFunction<byte[]> headerLength, Opening opening) {
        byte[] stored = vector.given("stored");
        ByteBuffer out = ByteBuffer.allocate(stored.length);
        vector.readOrRefuse(() -> {
            int header = headerLength.applyAsInt(stored);
            if (stored.length - START < header) {
                throw new MalformedCiphertextException("the input ends before header and start are there");
            }
            read(new ChunkOpener(open(opening, stored, header)), stored, header + START, out);
            return out;
        });
        if (!vector.isValid()) {
            // What the chunks before the damage hold, and not a byte more.
            assertThat(out.position()).isEqualTo(vector.node().has("verified") ? vector.verified() : 0);
            return;
        }
        byte[] plaintext = Arrays.copyOf(out.array(), out.position());
        vector.requirePlaintext(plaintext);
        int header = headerLength.applyAsInt(stored);
        assertThat(seal(open(opening, stored, header), plaintext))
                .isEqualTo(Arrays.copyOfRange(stored, header, stored.length));
    }

    private static ChunkKeys open(Opening opening, byte[] stored, int header) {
        return opening.open(Arrays.copyOf(stored, header), Arrays.copyOfRange(stored, header, header + START));
    }

    /** In pieces that fit no chunk; a stream that failed must go on failing. */
    private static void read(ChunkOpener opener, byte[] stored, int offset, ByteBuffer out) {
        try {
            for (int from = offset; from < stored.length; from += PIECE) {
                opener.update(ByteBuffer.wrap(stored, from, Math.min(PIECE, stored.length - from)), out);
            }
            opener.finish(out);
        } catch (TamperedException e) {
            assertThatThrownBy(() -> opener.finish(out)).isInstanceOf(TamperedException.class);
            throw e;
        }
    }

    private static byte[] seal(ChunkKeys keys, byte[] plaintext) {
        try (ChunkSealer sealer = new ChunkSealer(keys)) {
            ByteBuffer chunks = ByteBuffer.allocate((int) sealer.finishSize(plaintext.length));
            for (int from = 0; from < plaintext.length; from += PIECE) {
                sealer.update(ByteBuffer.wrap(plaintext, from, Math.min(PIECE, plaintext.length - from)), chunks);
            }
            sealer.finish(chunks);
            assertThat(chunks.hasRemaining()).isFalse();
            return Bytes.concat(sealer.start(), chunks.array());
        }
    }

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return bytes;
    }
}
