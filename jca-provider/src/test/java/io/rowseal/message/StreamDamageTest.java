package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rowseal.RowsealException;
import io.rowseal.format.HeaderLength;
import io.rowseal.testing.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Altered, cut and rearranged streams, through every reader. */
class StreamDamageTest {

    private static final String CANARY = "CANARY";
    private static final int CHUNK = 16_384;
    private static final int SEALED_CHUNK = CHUNK + 16;

    static Stream<Arguments> kindsAndReaders() {
        return StreamKinds.all()
                .flatMap(kind -> Stream.of(StreamReader.values()).map(reader -> Arguments.of(kind, reader)));
    }

    private static byte[] message(int length) {
        return CANARY.repeat(length / CANARY.length() + 1).substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    /** Refused, and at most {@code verified} bytes of the message were given. */
    private static void requireRefused(
            StreamKinds kind, StreamReader reader, byte[] damaged, int verified, String what) {
        ByteArrayOutputStream given = new ByteArrayOutputStream();
        Throwable failure = catchThrowable(() -> reader.open(kind.streams(), damaged, given, new Random(1)));
        assertThat(failure).as(what).isNotNull();
        assertThat(failure instanceof RowsealException || failure.getCause() instanceof RowsealException)
                .as("%s: %s", what, failure)
                .isTrue();
        assertThat(given.toByteArray()).as(what).isEqualTo(message(given.size()));
        assertThat(given.size()).as(what).isLessThanOrEqualTo(verified);
        for (Throwable part = failure; part != null; part = part.getCause()) {
            assertThat(part.toString()).doesNotContain(CANARY);
        }
    }

    @ParameterizedTest
    @MethodSource("kindsAndReaders")
    void everyBitOfAStreamCounts(StreamKinds kind, StreamReader reader) {
        byte[] sealed = kind.seal(message(50));
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] damaged = sealed.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            requireRefused(kind, reader, damaged, 0, "bit " + bit);
        }
    }

    @ParameterizedTest
    @MethodSource("kindsAndReaders")
    void everyTruncationOfAStreamIsRefused(StreamKinds kind, StreamReader reader) {
        byte[] small = kind.seal(message(50));
        for (int length = 0; length < small.length; length++) {
            requireRefused(kind, reader, Arrays.copyOf(small, length), 0, "length " + length);
        }
        byte[] sealed = kind.seal(message(2 * CHUNK));
        int begin = begin(sealed);
        for (int length = 0; length < sealed.length; length++) {
            int place = (length - begin) % SEALED_CHUNK;
            if (place > 20 && place < SEALED_CHUNK - 20 && length % 2500 != 0) {
                continue;
            }
            int verified = Math.max(0, length - begin) / SEALED_CHUNK * CHUNK;
            requireRefused(kind, reader, Arrays.copyOf(sealed, length), verified, "length " + length);
        }
    }

    @ParameterizedTest
    @MethodSource("kindsAndReaders")
    void bytesBehindTheEndAreRefused(StreamKinds kind, StreamReader reader) {
        for (int size : new int[] {0, 50, CHUNK, CHUNK + 50}) {
            byte[] sealed = kind.seal(message(size));
            int verified = size / CHUNK * CHUNK;
            for (int more : new int[] {1, 15, 16, 17, SEALED_CHUNK - 1, SEALED_CHUNK, 2 * SEALED_CHUNK}) {
                requireRefused(kind, reader, Arrays.copyOf(sealed, sealed.length + more), verified, size + "+" + more);
            }
            requireRefused(kind, reader, Bytes.concat(sealed, sealed), verified, "twice");
            byte[] chunks = Arrays.copyOfRange(sealed, begin(sealed), sealed.length);
            requireRefused(kind, reader, Bytes.concat(sealed, chunks), verified, "chunks twice");
        }
    }

    @ParameterizedTest
    @MethodSource("kindsAndReaders")
    void chunksStayAtTheirPlaceAndInTheirStream(StreamKinds kind, StreamReader reader) {
        byte[] sealed = kind.seal(message(3 * CHUNK + 50));
        byte[] other = kind.seal(message(3 * CHUNK + 50));
        byte[] begin = Arrays.copyOf(sealed, begin(sealed));
        byte[] a = chunk(sealed, 0);
        byte[] b = chunk(sealed, 1);
        byte[] c = chunk(sealed, 2);
        byte[] end = chunk(sealed, 3);
        requireRefused(kind, reader, Bytes.concat(begin, b, a, c, end), 0, "first two swapped");
        requireRefused(kind, reader, Bytes.concat(begin, a, c, b, end), CHUNK, "next two swapped");
        requireRefused(kind, reader, Bytes.concat(begin, a, a, b, c, end), CHUNK, "first repeated");
        requireRefused(kind, reader, Bytes.concat(begin, a, a, c, end), CHUNK, "first in place of the second");
        requireRefused(kind, reader, Bytes.concat(begin, b, c, end), 0, "first dropped");
        requireRefused(kind, reader, Bytes.concat(begin, a, c, end), CHUNK, "second dropped");
        requireRefused(kind, reader, Bytes.concat(begin, a, b, end), 2 * CHUNK, "third dropped");
        requireRefused(kind, reader, Bytes.concat(begin, a, b, c), 3 * CHUNK, "last dropped");
        requireRefused(kind, reader, Bytes.concat(begin, a, b, c, end, end), 3 * CHUNK, "last repeated");
        requireRefused(kind, reader, Bytes.concat(begin, end), 0, "only the last");
        requireRefused(kind, reader, begin, 0, "no chunk");
        requireRefused(kind, reader, Bytes.concat(begin, a, chunk(other, 1), c, end), CHUNK, "of another stream");
        requireRefused(kind, reader, Bytes.concat(begin, a, b, c, chunk(other, 3)), 3 * CHUNK, "end of another stream");
    }

    private static int begin(byte[] sealed) {
        return HeaderLength.needed(sealed, sealed.length) + 56;
    }

    private static byte[] chunk(byte[] sealed, int number) {
        int from = begin(sealed) + number * SEALED_CHUNK;
        return Arrays.copyOfRange(sealed, from, Math.min(sealed.length, from + SEALED_CHUNK));
    }

    @ParameterizedTest
    @EnumSource
    void whoSkipsToTheEndLearnsThatItWasCutOffOrAltered(StreamKinds kind) throws IOException {
        byte[] sealed = kind.seal(message(2 * CHUNK + 50));
        byte[] altered = sealed.clone();
        altered[altered.length - 1] ^= 1;
        for (byte[] damaged : new byte[][] {altered, Arrays.copyOf(sealed, sealed.length - 66)}) {
            EnvelopeInputStream input = kind.streams().openFrom(new ByteArrayInputStream(damaged));
            assertThatThrownBy(() -> input.skip(Long.MAX_VALUE)).isInstanceOf(EnvelopeStreamException.class);
            EnvelopeInputStream all = kind.streams().openFrom(new ByteArrayInputStream(damaged));
            assertThatThrownBy(all::readAllBytes).isInstanceOf(EnvelopeStreamException.class);
            input.close();
            all.close();
        }
    }
}
