package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.WrongKeyException;
import io.rowseal.format.HeaderLength;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.Pipe;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What streams and channels do when nobody interferes, and the rules of their interfaces. */
class EnvelopeStreamsTest {

    private static final int[] SIZES = {0, 1, 15, 16, 16_383, 16_384, 16_385, 32_767, 32_768, 32_769, 100_000};

    @ParameterizedTest
    @EnumSource
    void everyWriterIsReadByEveryReader(StreamKinds kind) throws IOException {
        Random random = new Random(1);
        for (int size : SIZES) {
            byte[] message = StreamKinds.random(size, size);
            for (StreamWriter writer : StreamWriter.values()) {
                byte[] sealed = writer.seal(kind.streams(), message, random);
                assertThat(sealed).hasSize(sealedSize(sealed, size));
                for (StreamReader reader : StreamReader.values()) {
                    assertThat(reader.open(kind.streams(), sealed, random))
                            .as("%s %s %s", writer, reader, size)
                            .isEqualTo(message);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void randomSizesAndSplitsKeepTheMessage(StreamKinds kind) throws IOException {
        Random random = new Random(7);
        StreamWriter[] writers = StreamWriter.values();
        StreamReader[] readers = StreamReader.values();
        for (int round = 0; round < 200; round++) {
            byte[] message = StreamKinds.random(random.nextInt(120_000), round);
            byte[] sealed = writers[random.nextInt(writers.length)].seal(kind.streams(), message, random);
            assertThat(readers[random.nextInt(readers.length)].open(kind.streams(), sealed, random))
                    .isEqualTo(message);
        }
    }

    private static int sealedSize(byte[] sealed, int size) {
        return HeaderLength.needed(sealed, sealed.length) + 56 + size + 16 * (size / 16_384 + 1);
    }

    @ParameterizedTest
    @EnumSource
    void anotherContextOrOtherDataIsRefusedBeforeAnythingIsGiven(StreamKinds kind) {
        byte[] sealed = kind.seal(new byte[100]);
        Class<? extends Throwable> expected =
                kind == StreamKinds.CLIENT ? WrongKeyException.class : WrongContextException.class;
        for (EnvelopeStreams other : new EnvelopeStreams[] {
            kind.envelope.streams(StreamKinds.CONTEXT),
            kind.envelope.streams(StreamKinds.CONTEXT, new byte[] {1, 2}),
            kind.envelope.streams(Context.empty(), StreamKinds.AAD)
        }) {
            assertThatThrownBy(() -> other.openFrom(new ByteArrayInputStream(sealed)))
                    .isInstanceOf(expected);
            assertThatThrownBy(() -> other.openFrom(Channels.newChannel(new ByteArrayInputStream(sealed))))
                    .isInstanceOf(expected);
            assertThatThrownBy(() -> other.openSeekable(new BytesChannel(sealed)))
                    .isInstanceOf(expected);
            ByteArrayOutputStream given = new ByteArrayOutputStream();
            assertThatThrownBy(() -> other.openTo(given).write(sealed))
                    .isInstanceOf(EnvelopeStreamException.class)
                    .hasCauseInstanceOf(expected);
            assertThat(given.size()).isZero();
        }
    }

    @Test
    void aKeyThatDoesNotFitIsNamedByTheFactory() {
        byte[] sealed = StreamKinds.RECIPIENTS.seal(new byte[1]);
        EnvelopeStreams other = Envelope.of(new SecretKeySpec(StreamKinds.random(32, 9), "AES"))
                .streams(StreamKinds.CONTEXT, StreamKinds.AAD);
        assertThatThrownBy(() -> other.openFrom(new ByteArrayInputStream(sealed)))
                .isInstanceOf(UnknownKeyException.class);
        assertThatThrownBy(() -> StreamKinds.CLIENT.streams().openFrom(new ByteArrayInputStream(sealed)))
                .isInstanceOf(MalformedCiphertextException.class)
                .hasMessageContaining("no stream under a client key but a stream for master keys, AES or RSA keys");
    }

    @Test
    void aWholeMessageIsNoStreamAndSaysSoHoweverShortItIs() {
        byte[] message = StreamKinds.CLIENT.envelope.seal(new byte[0], StreamKinds.CONTEXT);
        assertThatThrownBy(() -> StreamKinds.CLIENT.streams().openFrom(new ByteArrayInputStream(message)))
                .isInstanceOf(MalformedCiphertextException.class)
                .hasMessageContaining(
                        "no stream under a client key but a message under a client key: open messages as");
    }

    @ParameterizedTest
    @EnumSource
    void openingReadsTheHeaderAndNotAByteMore(StreamKinds kind) throws IOException {
        byte[] sealed = kind.seal(new byte[1000]);
        ByteArrayInputStream source = new ByteArrayInputStream(sealed);
        kind.streams().openFrom(source);
        assertThat(source.available()).isEqualTo(1000 + 16);
    }

    @Test
    void sealingWritesNothingBeforeTheFirstByte() throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        EnvelopeOutputStream output = StreamKinds.RING.streams().sealTo(sealed);
        output.flush();
        assertThat(sealed.size()).isZero();
        output.write(1);
        assertThat(sealed.size()).isEqualTo(51 + 56);
        output.close();
        assertThat(sealed.size()).isEqualTo(51 + 56 + 17);
    }

    @Test
    void aPublicKeyOrAPrivateKeyIsRefusedByTheFactoryBeforeAnythingIsRead() throws Exception {
        java.security.KeyPairGenerator generator = java.security.KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        java.security.KeyPair pair = generator.generateKeyPair();
        EnvelopeStreams seals = Envelope.of(pair.getPublic()).streams(Context.empty());
        EnvelopeStreams opens = Envelope.of(pair.getPrivate()).streams(Context.empty());
        byte[] sealed = StreamWriter.INPUT_STREAM.seal(seals, new byte[5], new Random(1));
        assertThat(StreamReader.INPUT_STREAM.open(opens, sealed, new Random(1))).isEqualTo(new byte[5]);
        InputStream unread = new ByteArrayInputStream(sealed);
        assertThatThrownBy(() -> seals.openFrom(unread)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> seals.openTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> seals.openSeekable(new BytesChannel(sealed)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> opens.sealFrom(unread)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> opens.sealTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(unread.available()).isEqualTo(sealed.length);
    }

    @Test
    void skipAndAvailableAndMarkOfAnInputStream() throws IOException {
        byte[] message = StreamKinds.random(40_000, 5);
        byte[] sealed = StreamKinds.RING.seal(message);
        try (EnvelopeInputStream input = StreamKinds.RING.streams().openFrom(new ByteArrayInputStream(sealed))) {
            assertThat(input.available()).isZero();
            assertThat(input.read()).isEqualTo(Byte.toUnsignedInt(message[0]));
            assertThat(input.available()).isEqualTo(16_383);
            assertThat(input.skip(0)).isZero();
            assertThat(input.skip(-5)).isZero();
            assertThat(input.skip(20_000)).isEqualTo(20_000);
            assertThat(input.read()).isEqualTo(Byte.toUnsignedInt(message[20_001]));
            assertThat(input.markSupported()).isFalse();
            assertThatThrownBy(input::reset).isInstanceOf(IOException.class);
            assertThat(input.read(new byte[0])).isZero();
            assertThat(input.skip(1_000_000)).isEqualTo(40_000 - 20_002);
            assertThat(input.skip(1)).isZero();
            assertThat(input.read()).isEqualTo(-1);
        }
    }

    @Test
    void aClosedStreamRefusesEverythingAndClosesOnlyOnce() throws IOException {
        int[] closed = {0};
        InputStream source = new ByteArrayInputStream(StreamKinds.RING.seal(new byte[10])) {
            @Override
            public void close() {
                closed[0]++;
            }
        };
        EnvelopeInputStream input = StreamKinds.RING.streams().openFrom(source);
        input.close();
        input.close();
        assertThat(closed[0]).isEqualTo(1);
        assertThatThrownBy(input::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> input.skip(1)).isInstanceOf(IOException.class);
        assertThatThrownBy(input::available).isInstanceOf(IOException.class);

        EnvelopeOutputStream output = StreamKinds.RING.streams().sealTo(new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0]++;
            }
        });
        output.close();
        output.close();
        assertThat(closed[0]).isEqualTo(2);
        assertThatThrownBy(() -> output.write(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(output::flush).isInstanceOf(IOException.class);
    }

    @Test
    void aClosedChannelThrowsWhatItsInterfaceNames() throws IOException {
        BytesChannel source = new BytesChannel(StreamKinds.RING.seal(new byte[10]));
        EnvelopeReadableChannel readable = StreamKinds.RING.streams().openFrom(source);
        assertThat(readable.isOpen()).isTrue();
        assertThat(readable.read(ByteBuffer.allocate(0))).isZero();
        assertThatThrownBy(() -> readable.read(ByteBuffer.allocate(5).asReadOnlyBuffer()))
                .isInstanceOf(IllegalArgumentException.class);
        readable.close();
        readable.close();
        assertThat(source.closed).isEqualTo(1);
        assertThat(readable.isOpen()).isFalse();
        assertThatThrownBy(() -> readable.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);

        EnvelopeWritableChannel writable =
                StreamKinds.RING.streams().sealTo(Channels.newChannel(new ByteArrayOutputStream()));
        assertThat(writable.isOpen()).isTrue();
        writable.close();
        assertThat(writable.isOpen()).isFalse();
        assertThatThrownBy(() -> writable.write(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void aChannelThatDoesNotBlockIsRefused() throws IOException {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            source.configureBlocking(false);
            sink.configureBlocking(false);
            EnvelopeStreams streams = StreamKinds.RING.streams();
            assertThatThrownBy(() -> streams.openFrom(source)).isInstanceOf(IllegalBlockingModeException.class);
            assertThatThrownBy(() -> streams.sealFrom(source)).isInstanceOf(IllegalBlockingModeException.class);
            assertThatThrownBy(() -> streams.openTo(sink)).isInstanceOf(IllegalBlockingModeException.class);
            assertThatThrownBy(() -> streams.sealTo(sink)).isInstanceOf(IllegalBlockingModeException.class);
        }
    }

    @Test
    void anAbortedStreamNeverOpens() throws IOException {
        for (int size : new int[] {0, 1, 16_384, 50_000}) {
            ByteArrayOutputStream sealed = new ByteArrayOutputStream();
            EnvelopeOutputStream output = StreamKinds.RING.streams().sealTo(sealed);
            output.write(new byte[size]);
            output.abort();
            output.close();
            output.abort();
            assertThatThrownBy(() -> output.write(1)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> StreamReader.OUTPUT_STREAM.open(
                            StreamKinds.RING.streams(), sealed.toByteArray(), new Random(1)))
                    .isInstanceOf(EnvelopeStreamException.class);
        }
    }

    @Test
    void theSourceArrayIsNeverChanged() throws IOException {
        byte[] message = StreamKinds.random(50_000, 3);
        byte[] copy = message.clone();
        byte[] sealed = StreamKinds.RING.seal(message);
        assertThat(message).isEqualTo(copy);
        byte[] sealedCopy = sealed.clone();
        StreamReader.OUTPUT_STREAM.open(StreamKinds.RING.streams(), sealed, new Random(3));
        assertThat(Arrays.equals(sealed, sealedCopy)).isTrue();
    }
}
