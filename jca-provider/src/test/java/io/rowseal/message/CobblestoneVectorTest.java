package io.rowseal.message;

import static io.rowseal.format.Layout.CHUNK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rowseal.RowsealException;
import io.rowseal.TamperedException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.message.chunk.ChunkKeys;
import io.rowseal.message.chunk.ChunkOpener;
import io.rowseal.testing.FreezableRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The vectors of Project Wycheproof for Cobblestone-256, through every reader and writer. */
class CobblestoneVectorTest {

    private static final HexFormat HEX = HexFormat.of();

    record Vector(
            int id,
            String comment,
            byte[] key,
            byte[] context,
            byte[] sealed,
            int messageBytes,
            String messageSha512,
            boolean valid,
            List<String> flags) {

        boolean has(String flag) {
            return flags.contains(flag);
        }

        /** What may be given at most. */
        void requireWhole(byte[] message) throws Exception {
            assertThat(message).hasSize(messageBytes);
            assertThat(HEX.formatHex(MessageDigest.getInstance("SHA-512").digest(message)))
                    .isEqualTo(messageSha512);
        }

        @Override
        public String toString() {
            return id + " " + comment;
        }
    }

    static List<Vector> vectors() throws IOException {
        try (InputStream file = CobblestoneVectorTest.class.getResourceAsStream(
                "/wycheproof/c2sp_chunked_encryption_aes_256_gcm_test.json")) {
            JsonNode all = new ObjectMapper().readTree(file);
            List<Vector> vectors = new ArrayList<>();
            for (JsonNode test : all.get("testGroups").get(0).get("tests")) {
                List<String> flags = new ArrayList<>();
                test.get("flags").forEach(flag -> flags.add(flag.asString()));
                byte[] compressed = HEX.parseHex(test.get("ct").asString());
                vectors.add(new Vector(
                        test.get("tcId").asInt(),
                        test.get("comment").asString(),
                        HEX.parseHex(test.get("key").asString()),
                        HEX.parseHex(test.get("ctx").asString()),
                        new InflaterInputStream(new ByteArrayInputStream(compressed)).readAllBytes(),
                        test.has("msgLength") ? test.get("msgLength").asInt() : 0,
                        test.has("msgSha512") ? test.get("msgSha512").asString() : "",
                        test.get("result").asString().equals("valid"),
                        flags));
            }
            assertThat(vectors).hasSize(all.get("numberOfTests").asInt());
            return vectors;
        }
    }

    static Stream<Vector> all() throws IOException {
        return vectors().stream();
    }

    static Stream<Vector> valid() throws IOException {
        return vectors().stream().filter(Vector::valid);
    }

    static Stream<Vector> usable() throws IOException {
        return vectors().stream().filter(vector -> !vector.has("InvalidKeySize"));
    }

    @Test
    void allVectorsAreHere() throws IOException {
        assertThat(vectors()).hasSize(35);
        assertThat(valid()).hasSize(10);
        assertThat(usable()).hasSize(33);
    }

    @Test
    void keysOfAnotherSizeAreRefused() throws IOException {
        for (Vector vector : vectors()) {
            if (vector.has("InvalidKeySize")) {
                assertThatThrownBy(() -> Cobblestone256.of(vector.key))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("exactly 32 bytes");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("usable")
    void attack19_everyReaderGivesTheMessageOrTheVerifiedPrefix(Vector vector) throws Exception {
        EnvelopeStreams streams = Cobblestone256.of(vector.key).streams(vector.context);
        for (StreamReader reader : StreamReader.values()) {
            for (int seed = 0; seed < (vector.sealed.length > 1_000_000 ? 1 : 10); seed++) {
                ByteArrayOutputStream given = new ByteArrayOutputStream();
                Random random = new Random(seed);
                if (vector.valid) {
                    reader.open(streams, vector.sealed, given, random);
                    vector.requireWhole(given.toByteArray());
                } else {
                    Throwable failure = catchThrowable(() -> reader.open(streams, vector.sealed, given, random));
                    requireRefused(vector, reader, failure, given.toByteArray());
                }
            }
        }
    }

    private static void requireRefused(Vector vector, StreamReader reader, Throwable failure, byte[] given)
            throws Exception {
        assertThat(failure).as("%s", reader).isNotNull();
        boolean pushed = reader == StreamReader.OUTPUT_STREAM || reader == StreamReader.WRITABLE_CHANNEL;
        if (vector.has("HeaderFailure") && !pushed) {
            assertThat(failure).isInstanceOf(RowsealException.class).isNotInstanceOf(TamperedException.class);
        } else {
            assertThat(failure).isInstanceOf(EnvelopeStreamException.class).hasCauseInstanceOf(RowsealException.class);
        }
        if (vector.has("PartialPlaintext") && (reader != StreamReader.SEEKABLE_CHANNEL || given.length > 0)) {
            vector.requireWhole(given);
        } else {
            assertThat(given).as("%s", reader).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("usable")
    void theLengthIsAuthenticatedByTheLastChunk(Vector vector) throws Exception {
        EnvelopeStreams streams = Cobblestone256.of(vector.key).streams(vector.context);
        if (vector.has("HeaderFailure")) {
            assertThatThrownBy(() -> streams.openSeekable(new BytesChannel(vector.sealed)))
                    .isInstanceOf(RowsealException.class);
            return;
        }
        try (EnvelopeSeekableChannel channel = streams.openSeekable(new BytesChannel(vector.sealed))) {
            if (vector.valid) {
                assertThat(channel.size()).isEqualTo(vector.messageBytes);
            } else if (vector.has("ValidFinalChunk")) {
                assertThat(channel.size()).isPositive();
            } else {
                assertThatThrownBy(channel::size).isInstanceOf(EnvelopeStreamException.class);
                assertThatThrownBy(channel::size).isInstanceOf(EnvelopeStreamException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("valid")
    void theSameSaltSealsToTheSameBytes(Vector vector) throws Exception {
        byte[] salt = Arrays.copyOf(vector.sealed, 24);
        byte[] message = StreamReader.INPUT_STREAM.open(
                Cobblestone256.of(vector.key).streams(vector.context), vector.sealed, new Random(1));
        EnvelopeStreams streams = ChosenSalt.streams(vector.key, vector.context, salt);
        for (StreamWriter writer : StreamWriter.values()) {
            assertThat(writer.seal(streams, message, new Random(2)))
                    .as("%s", writer)
                    .isEqualTo(vector.sealed);
        }
    }

    @ParameterizedTest
    @MethodSource("valid")
    void theBareOpenerTakesAnySplit(Vector vector) throws Exception {
        for (int step : new int[] {1, 7, 16, 16_383, 16_384, 16_399, 16_400, 16_401, 100_000}) {
            if (step < 16 && vector.sealed.length > 1_000_000) {
                continue;
            }
            ByteArrayOutputStream given = new ByteArrayOutputStream();
            try (KeyBytes key = KeyBytes.hmac(vector.key.clone());
                    ChunkOpener opener = new ChunkOpener(ChunkKeys.open(
                            Primitives.standard(), key, Arrays.copyOf(vector.sealed, 56), vector.context))) {
                for (int at = 56; at < vector.sealed.length; at += step) {
                    int count = Math.min(step, vector.sealed.length - at);
                    ByteBuffer part = ByteBuffer.allocate((int) opener.updateSize(count));
                    opener.update(ByteBuffer.wrap(vector.sealed, at, count), part);
                    assertThat(part.hasRemaining()).isFalse();
                    given.write(part.array());
                }
                ByteBuffer rest = ByteBuffer.allocate((int) opener.finishSize(0));
                opener.finish(rest);
                given.write(rest.array());
            }
            vector.requireWhole(given.toByteArray());
        }
    }

    @Test
    void aKeySealsManyStreamsThatDifferUntilItIsClosed() throws IOException {
        byte[] message = new byte[CHUNK_BYTES];
        Cobblestone256 cobblestone = Cobblestone256.of(new byte[32]);
        EnvelopeStreams streams = cobblestone.streams(new byte[0]);
        byte[] first = StreamWriter.INPUT_STREAM.seal(streams, message, new Random(1));
        byte[] second = StreamWriter.INPUT_STREAM.seal(streams, message, new Random(1));
        assertThat(Arrays.copyOf(first, 24)).isNotEqualTo(Arrays.copyOf(second, 24));
        assertThat(StreamReader.OUTPUT_STREAM.open(streams, second, new Random(1)))
                .isEqualTo(message);
        cobblestone.close();
        assertThatThrownBy(() -> streams.sealTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void attack09_aGeneratorThatRepeatsItselfGivesEachStreamASaltOfItsOwn() throws IOException {
        FreezableRandom random = new FreezableRandom();
        random.freeze();
        Primitives primitives = Primitives.using(Security.getProvider("SunJCE"), random);
        List<String> salts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            EnvelopeStreams streams =
                    Cobblestone256.of(new byte[32], primitives).streams(new byte[0]);
            byte[] sealed = StreamWriter.OUTPUT_STREAM.seal(streams, new byte[100], new Random(1));
            salts.add(HEX.formatHex(sealed, 0, 24));
        }
        assertThat(salts).doesNotHaveDuplicates();
    }
}
