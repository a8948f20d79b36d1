package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.Context;
import io.rowseal.RowsealException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.HeaderLength;
import io.rowseal.format.Layout;
import io.rowseal.format.Pae;
import io.rowseal.format.StreamHeader;
import io.rowseal.keys.ClientKey;
import io.rowseal.keys.RingInternals;
import io.rowseal.message.chunk.ChunkKeys;
import io.rowseal.message.chunk.ChunkSealer;
import io.rowseal.testing.Bytes;
import io.rowseal.testing.VectorKeys;
import io.rowseal.testing.VectorRing;
import io.rowseal.testing.Vectors;
import io.rowseal.testing.Vectors.Vector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The published vectors of streams, through every reader: Cobblestone-256 alone, under a KEK, a client key, for recipients. */
class StreamVectorTest {

    private static final int START = Layout.STREAM_START_BYTES;

    private final VectorRing test = new VectorRing(Vectors.file("stream"));
    private final VectorKeys keys = new VectorKeys(Vectors.file("recipients-stream"));

    @AfterEach
    void close() {
        test.close();
    }

    @TestFactory
    Stream<DynamicTest> attack13_attack14_attack18_streamsUnderAKekAreOpenedOrRefused() {
        return envelopes("stream", vector -> Envelope.of(test.ring, vector.givenText("scope")));
    }

    @TestFactory
    Stream<DynamicTest> attack13_attack14_streamsUnderAClientKeyAreOpenedOrRefused() {
        return envelopes("client-key-stream", vector -> Envelope.of(ClientKey.of(vector.given("key"))));
    }

    @TestFactory
    Stream<DynamicTest> attack13_attack14_attack18_streamsForRecipientsAreOpenedOrRefused() {
        return envelopes(
                "recipients-stream",
                vector -> Envelope.of(keys.key(vector.given().required("keys"), false)));
    }

    @TestFactory
    Stream<DynamicTest> attack14_bareStreamsAreOpenedOrRefused() {
        return Vectors.tests("cobblestone", vector -> vector.given().has("stored"), vector -> {
            byte[] stored = vector.given("stored");
            try (Cobblestone256 bare = Cobblestone256.of(vector.given("key"))) {
                EnvelopeStreams streams = bare.streams(vector.given("context"));
                byte[] plaintext = openOrRefuse(vector, () -> streams);
                if (vector.isValid()) {
                    byte[] salt = Arrays.copyOf(stored, Layout.STREAM_SALT_BYTES);
                    EnvelopeStreams salted = ChosenSalt.streams(vector.given("key"), vector.given("context"), salt);
                    for (StreamWriter writer : StreamWriter.values()) {
                        assertThat(writer.seal(salted, plaintext, new Random(1)))
                                .isEqualTo(stored);
                    }
                    assertThat(Arrays.copyOfRange(stored, Layout.STREAM_SALT_BYTES, START))
                            .isEqualTo(vector.expected("commitment"));
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> bareStreamsHaveTheBytesOfTheVectors() {
        return Vectors.tests("cobblestone", vector -> vector.given().has("plaintextPattern"), vector -> {
            byte[] plaintext =
                    pattern(vector.given().required("plaintextPattern").asInt());
            EnvelopeStreams salted =
                    ChosenSalt.streams(vector.given("key"), vector.given("context"), vector.given("salt"));
            byte[] stored = StreamWriter.OUTPUT_STREAM.seal(salted, plaintext, new Random(1));
            try (Cobblestone256 bare = Cobblestone256.of(vector.given("key"))) {
                EnvelopeStreams streams = bare.streams(vector.given("context"));
                JsonNode expected = vector.node().required("expected");
                assertThat(stored).hasSize(expected.required("storedLength").asInt());
                assertThat(Primitives.standard().sha256(stored)).isEqualTo(vector.expected("storedSha256"));
                assertThat(StreamReader.INPUT_STREAM.open(streams, stored, new Random(1)))
                        .isEqualTo(plaintext);
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
            byte[] staticPae = Pae.encode(Context.empty().inScope(scope));
            try (KeyBytes dataKey =
                    RingInternals.dataKeys(test.ring).unwrap(scope, staticPae, parsed.kekId(), parsed.wrappedKey())) {
                assertThat(dataKey.getEncoded()).isEqualTo(Vectors.hex(writer.required("dataKey")));
            }
        });
    }

    private static Stream<DynamicTest> envelopes(String layout, Function<Vector, Envelope> envelopeOf) {
        return Vectors.tests(layout, vector -> {
            byte[] plaintext = openOrRefuse(
                    vector,
                    () -> envelopeOf.apply(vector).streams(vector.givenContext("context"), vector.given("aad")));
            if (vector.isValid()) {
                byte[] stored = vector.given("stored");
                int header = HeaderLength.needed(stored, stored.length);
                // The header of a new stream is never the same, so the chunks are sealed behind the one that was
                // opened.
                ChunkKeys opened = envelopeOf
                        .apply(vector)
                        .keys()
                        .chunkKeys(
                                vector.givenContext("context"),
                                vector.given("aad"),
                                Arrays.copyOf(stored, header),
                                Arrays.copyOfRange(stored, header, header + START));
                // The JDK's ciphers refuse the key and nonce of the call before.
                opened.primitives().forgetKeys();
                byte[] sealed = seal(opened, plaintext);
                assertThat(sealed).isEqualTo(Arrays.copyOfRange(stored, header, stored.length));
            }
        });
    }

    @FunctionalInterface
    private interface Streams {
        EnvelopeStreams get();
    }

    /** With every reader; returns what the last of them gave. */
    private static byte[] openOrRefuse(Vector vector, Streams streams) {
        ByteArrayOutputStream given = new ByteArrayOutputStream();
        for (StreamReader reader : StreamReader.values()) {
            given.reset();
            vector.readOrRefuse(() -> open(reader, streams, vector.given("stored"), given));
            if (vector.isValid()) {
                vector.requirePlaintext(given.toByteArray());
                continue;
            }
            // What the chunks before the damage hold, and not a byte more; a seekable reader may look at the end first.
            int verified = vector.node().has("verified") ? vector.verified() : 0;
            assertThat(given.size())
                    .as("%s", reader)
                    .isBetween(reader == StreamReader.SEEKABLE_CHANNEL ? 0 : verified, verified);
        }
        return given.toByteArray();
    }

    private static byte[] open(StreamReader reader, Streams streams, byte[] stored, ByteArrayOutputStream given) {
        try {
            reader.open(streams.get(), stored, given, new Random(1));
            return given.toByteArray();
        } catch (EnvelopeStreamException e) {
            throw (RowsealException) e.getCause();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] seal(ChunkKeys keys, byte[] plaintext) {
        try (ChunkSealer sealer = new ChunkSealer(keys)) {
            ByteBuffer chunks = ByteBuffer.allocate((int) sealer.finishSize(plaintext.length));
            sealer.update(ByteBuffer.wrap(plaintext), chunks);
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
