package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What streams do when the one underneath fails, and what close() finds out. */
class StreamFailureTest {

    private static final int CHUNK = 16_384;
    private static final EnvelopeStreams STREAMS = StreamKinds.RING.streams();

    /** Fails once, at a position, and works again afterwards. */
    private static final class FailingOutputStream extends OutputStream {
        final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final boolean unchecked;
        private int before;
        private int closed;

        FailingOutputStream(int before, boolean unchecked) {
            this.before = before;
            this.unchecked = unchecked;
        }

        @Override
        public void write(int value) throws IOException {
            if (before-- == 0) {
                if (unchecked) {
                    throw new IllegalStateException("disk full");
                }
                throw new IOException("disk full");
            }
            taken.write(value);
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private static final class FailingInputStream extends InputStream {
        private final InputStream bytes;
        private int before;
        private int closed;

        FailingInputStream(byte[] bytes, int before) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.before = before;
        }

        @Override
        public int read() throws IOException {
            if (before-- == 0) {
                throw new IOException("connection reset");
            }
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int next = read();
            if (next < 0) {
                return -1;
            }
            target[offset] = (byte) next;
            return 1;
        }

        @Override
        public void close() {
            closed++;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = StreamWriter.class,
            names = {"OUTPUT_STREAM", "WRITABLE_CHANNEL"})
    void aTargetThatFailedNeverGetsAnEnd(StreamWriter how) throws IOException {
        byte[] message = StreamKinds.random(CHUNK + 100, 1);
        int total = StreamKinds.RING.seal(message).length;
        for (int position = 0; position < total; position += position < 200 || position > CHUNK ? 1 : 501) {
            for (boolean unchecked : new boolean[] {false, true}) {
                FailingOutputStream target = new FailingOutputStream(position, unchecked);
                Throwable failure = catchThrowable(() -> sealTo(target, how, message));
                assertThat(failure)
                        .isInstanceOf(unchecked ? IllegalStateException.class : IOException.class)
                        .hasMessage("disk full");
                assertThat(target.closed).isEqualTo(1);
                assertThat(target.taken.size()).isEqualTo(position);
                assertThatThrownBy(() ->
                                StreamReader.OUTPUT_STREAM.open(STREAMS, target.taken.toByteArray(), new Random(1)))
                        .isInstanceOf(EnvelopeStreamException.class);
            }
        }
    }

    private static void sealTo(OutputStream target, StreamWriter how, byte[] message) throws IOException {
        if (how == StreamWriter.OUTPUT_STREAM) {
            try (OutputStream output = STREAMS.sealTo(target)) {
                output.write(message);
            }
        } else {
            try (EnvelopeWritableChannel channel = STREAMS.sealTo(Channels.newChannel(target))) {
                channel.write(ByteBuffer.wrap(message));
            }
        }
    }

    @Test
    void afterAFailureWriteFlushAndTheFirstCloseFailAndTheSecondCloseDoesNothing() throws IOException {
        FailingOutputStream target = new FailingOutputStream(10, false);
        EnvelopeOutputStream output = STREAMS.sealTo(target);
        assertThatThrownBy(() -> output.write(1)).hasMessage("disk full");
        assertThatThrownBy(() -> output.write(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("failed before");
        assertThatThrownBy(output::flush).hasMessageContaining("failed before");
        assertThatThrownBy(output::close).hasMessageContaining("failed before").hasRootCauseMessage("disk full");
        assertThat(target.closed).isEqualTo(1);
        output.close();
        assertThat(target.closed).isEqualTo(1);
        assertThat(target.taken.size()).isEqualTo(10);
    }

    @Test
    void aFailureInABlockIsNotHiddenByClosing() {
        byte[] sealed = StreamKinds.RING.seal(new byte[100]);
        sealed[120] ^= 1;
        Throwable failure = catchThrowable(() -> {
            try (OutputStream output = STREAMS.openTo(new ByteArrayOutputStream())) {
                output.write(sealed);
                output.write(new byte[CHUNK]);
            }
        });
        assertThat(failure).isInstanceOf(EnvelopeStreamException.class);
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.getSuppressed()[0])
                .isInstanceOf(EnvelopeStreamException.class)
                .hasMessageContaining("failed before");
    }

    @Test
    void aSourceThatFailsWhileSealingNeverMakesAStreamThatOpens() throws IOException {
        byte[] message = StreamKinds.random(CHUNK + 50, 2);
        for (int position = 0;
                position <= message.length;
                position += position < 50 || position > CHUNK - 50 ? 1 : 501) {
            FailingInputStream source = new FailingInputStream(message, position);
            ByteArrayOutputStream sealed = new ByteArrayOutputStream();
            EnvelopeInputStream input = STREAMS.sealFrom(source);
            assertThatThrownBy(() -> input.transferTo(sealed)).hasMessage("connection reset");
            assertThatThrownBy(input::read).hasMessageContaining("failed before");
            input.close();
            assertThat(source.closed).isEqualTo(1);
            assertThatThrownBy(() -> StreamReader.OUTPUT_STREAM.open(STREAMS, sealed.toByteArray(), new Random(1)))
                    .isInstanceOf(EnvelopeStreamException.class);
        }
    }

    @Test
    void aSourceThatFailsWhileOpeningIsNeverTakenForTheEnd() throws IOException {
        byte[] message = StreamKinds.random(CHUNK + 50, 3);
        byte[] sealed = StreamKinds.RING.seal(message);
        for (int position = 0; position <= sealed.length; position += position < 300 || position > CHUNK ? 1 : 501) {
            FailingInputStream source = new FailingInputStream(sealed, position);
            if (position < 51 + 56) {
                assertThatThrownBy(() -> STREAMS.openFrom(source)).hasMessage("connection reset");
                assertThat(source.closed).isZero();
                continue;
            }
            ByteArrayOutputStream given = new ByteArrayOutputStream();
            EnvelopeInputStream input = STREAMS.openFrom(source);
            assertThatThrownBy(() -> input.transferTo(given)).hasMessage("connection reset");
            assertThatThrownBy(input::read).hasMessageContaining("failed before");
            assertThat(given.size()).isIn(0, CHUNK);
            assertThat(given.toByteArray()).isEqualTo(Arrays.copyOf(message, given.size()));
            input.close();
            assertThat(source.closed).isEqualTo(1);
        }
    }

    @Test
    void aTargetThatFailsWhileOpeningIsReported() throws IOException {
        byte[] sealed = StreamKinds.RING.seal(new byte[100]);
        for (int position = 0; position < 100; position++) {
            FailingOutputStream target = new FailingOutputStream(position, false);
            EnvelopeOutputStream output = STREAMS.openTo(target);
            output.write(sealed);
            assertThatThrownBy(output::close).hasMessage("disk full");
            assertThat(target.closed).isEqualTo(1);
        }
    }

    @Test
    void closingAfterWholeChunksFindsOutThatTheStreamWasCutOffThere() throws IOException {
        byte[] sealed = StreamKinds.RING.seal(new byte[2 * CHUNK + 50]);
        byte[] cut = Arrays.copyOf(sealed, 51 + 56 + CHUNK + 16);
        DataInputStream input = new DataInputStream(STREAMS.openFrom(new ByteArrayInputStream(cut)));
        input.readFully(new byte[CHUNK]);
        assertThatThrownBy(input::close)
                .isInstanceOf(EnvelopeStreamException.class)
                .hasMessageContaining("cut off");
        EnvelopeReadableChannel channel = STREAMS.openFrom(Channels.newChannel(new ByteArrayInputStream(cut)));
        assertThat(channel.read(ByteBuffer.allocate(CHUNK))).isEqualTo(CHUNK);
        assertThatThrownBy(channel::close).isInstanceOf(EnvelopeStreamException.class);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closingIsSilentForWhoReadNothingOrStoppedWithinAChunkOrWhereTheStreamGoesOnOrEnds() throws IOException {
        byte[] sealed = StreamKinds.RING.seal(new byte[2 * CHUNK]);
        byte[] cut = Arrays.copyOf(sealed, 51 + 56 + CHUNK + 16);
        for (int count : new int[] {0, 1, CHUNK - 1}) {
            readThenClose(cut, count);
        }
        readThenClose(Arrays.copyOf(sealed, 51 + 56), 0);
        for (int count : new int[] {0, 1, CHUNK, CHUNK + 1, 2 * CHUNK}) {
            readThenClose(sealed, count);
        }
    }

    private static void readThenClose(byte[] sealed, int count) throws IOException {
        EnvelopeInputStream input = STREAMS.openFrom(new ByteArrayInputStream(sealed));
        assertThat(input.readNBytes(count)).hasSize(count);
        input.close();
    }

    @Test
    void closingAfterAReportedFailureOnlyClosesTheSource() throws IOException {
        byte[] sealed = StreamKinds.RING.seal(new byte[CHUNK]);
        FailingInputStream source = new FailingInputStream(Arrays.copyOf(sealed, sealed.length - 1), -1);
        EnvelopeInputStream input = STREAMS.openFrom(source);
        assertThatThrownBy(input::readAllBytes).isInstanceOf(EnvelopeStreamException.class);
        input.close();
        assertThat(source.closed).isEqualTo(1);
    }

    @Test
    void anUncheckedFailureOfTheSourceStaysAFailure() throws IOException {
        InputStream source = new InputStream() {
            private boolean failed;

            @Override
            public int read() {
                if (failed) {
                    return -1;
                }
                failed = true;
                throw new UncheckedIOException(new IOException("gone"));
            }
        };
        EnvelopeInputStream input = STREAMS.sealFrom(source);
        input.skip(51 + 56);
        assertThatThrownBy(input::read).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(input::read).isInstanceOf(IOException.class).hasMessageContaining("failed before");
    }

    @Test
    void aFlushThatFailedIsAFailureOfTheStream() throws IOException {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        EnvelopeOutputStream output = STREAMS.sealTo(new FilterOutputStream(taken) {
            @Override
            public void flush() throws IOException {
                throw new IOException("disk full");
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        });
        output.write(1);
        assertThatThrownBy(output::flush).hasMessage("disk full");
        assertThatThrownBy(output::close).hasMessageContaining("failed before");
        assertThatThrownBy(() -> StreamReader.OUTPUT_STREAM.open(STREAMS, taken.toByteArray(), new Random(1)))
                .isInstanceOf(EnvelopeStreamException.class);
    }
}
