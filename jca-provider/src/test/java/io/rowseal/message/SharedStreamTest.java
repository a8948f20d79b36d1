package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ConcurrentModificationException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A thread is held inside a stream while another one uses it: the stream fails, and no reader takes it for whole. */
class SharedStreamTest {

    private static final int CHUNK = 16_384;
    private static final EnvelopeStreams STREAMS = StreamKinds.CLIENT.streams();

    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void end() {
        goOn.countDown();
        other.shutdownNow();
    }

    private void hold() throws IOException {
        inside.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private OutputStream holding(OutputStream target) {
        return new FilterOutputStream(target) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                hold();
                out.write(bytes, offset, length);
            }
        };
    }

    private InputStream holding(byte[] source) {
        return new FilterInputStream(new ByteArrayInputStream(source)) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                hold();
                return super.read(bytes, offset, length);
            }
        };
    }

    @Test
    void aSecondWriterFailsTheStreamAndItGetsNoEnd() throws Exception {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        EnvelopeOutputStream output = STREAMS.sealTo(holding(target));
        Future<?> first = other.submit(() -> {
            output.write(new byte[CHUNK]);
            return null;
        });
        inside.await();
        assertThatThrownBy(() -> output.write(new byte[CHUNK]))
                .isInstanceOf(ConcurrentModificationException.class)
                .hasMessageContaining("one thread at a time");
        goOn.countDown();
        first.get();
        assertThatThrownBy(output::close)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("failed before")
                .hasCauseInstanceOf(ConcurrentModificationException.class);
        assertRefused(target);
    }

    @Test
    void closingWhileAnotherThreadWritesLeavesTheStreamWithoutAnEnd() throws Exception {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        EnvelopeOutputStream output = STREAMS.sealTo(holding(target));
        Future<Throwable> first = other.submit(() -> catchThrowable(() -> output.write(new byte[3 * CHUNK])));
        inside.await();
        assertThatThrownBy(output::close).isInstanceOf(ConcurrentModificationException.class);
        goOn.countDown();
        assertThat(first.get()).isNotNull();
        assertRefused(target);
    }

    @Test
    void aSecondReaderFailsTheStream() throws Exception {
        EnvelopeInputStream input = STREAMS.sealFrom(holding(new byte[3 * CHUNK]));
        assertThat(input.skip(19 + 56)).isEqualTo(19 + 56);
        Future<Integer> first = other.submit(() -> input.read());
        inside.await();
        assertThatThrownBy(input::read).isInstanceOf(ConcurrentModificationException.class);
        goOn.countDown();
        first.get();
        assertThatThrownBy(input::read).isInstanceOf(IOException.class).hasMessageContaining("failed before");
    }

    private static void assertRefused(ByteArrayOutputStream target) {
        assertThatThrownBy(() -> StreamReader.INPUT_STREAM.open(STREAMS, target.toByteArray(), new Random(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut off");
    }
}
