package io.rowseal.message;

import static io.rowseal.format.Layout.MAX_CHUNKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.message.chunk.ChunkKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Channels underneath that give or take little, or nothing; streams that are too long. */
class UnevenChannelTest {

    private static final EnvelopeStreams STREAMS = StreamKinds.RING.streams();

    /** Gives nothing every second time, behind the first bytes, and one byte else. */
    private static final class Drop implements ReadableByteChannel {
        private final ByteBuffer bytes;
        private final int nothingBehind;
        private boolean dry;

        Drop(byte[] bytes, int nothingBehind) {
            this.bytes = ByteBuffer.wrap(bytes);
            this.nothingBehind = nothingBehind;
        }

        @Override
        public int read(ByteBuffer target) {
            if (bytes.position() >= nothingBehind) {
                dry = !dry;
                if (dry) {
                    return 0;
                }
            }
            if (!bytes.hasRemaining()) {
                return -1;
            }
            target.put(bytes.get());
            return 1;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            bytes.position(bytes.limit());
        }
    }

    @Test
    void aChannelThatHasNothingNowGivesNothingNow() throws IOException {
        byte[] message = StreamKinds.random(20_000, 1);
        byte[] sealed = StreamKinds.RING.seal(message);
        EnvelopeReadableChannel channel = STREAMS.openFrom(new Drop(sealed, 51 + 56));
        ByteBuffer target = ByteBuffer.allocate(30_000);
        int nothing = 0;
        for (int count = 0; count >= 0; count = channel.read(target)) {
            nothing += count == 0 ? 1 : 0;
        }
        assertThat(Arrays.copyOf(target.array(), target.position())).isEqualTo(message);
        assertThat(nothing).isGreaterThan(20_000);
    }

    @Test
    void aChannelThatHasNoHeaderNowIsRefused() {
        byte[] sealed = StreamKinds.RING.seal(new byte[10]);
        assertThatThrownBy(() -> STREAMS.openFrom(new Drop(sealed, 60)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("waits for them");
    }

    @Test
    void aTargetThatTakesOneByteAtATimeGetsAllAndOneThatTakesNoneFails() throws IOException {
        byte[] message = StreamKinds.random(20_000, 2);
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        boolean[] full = {false};
        WritableByteChannel target = new WritableByteChannel() {
            @Override
            public int write(ByteBuffer source) {
                if (full[0]) {
                    return 0;
                }
                taken.write(source.get());
                return 1;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
        try (EnvelopeWritableChannel channel = STREAMS.sealTo(target)) {
            channel.write(ByteBuffer.wrap(message));
        }
        assertThat(StreamReader.INPUT_STREAM.open(STREAMS, taken.toByteArray(), new Random(1)))
                .isEqualTo(message);

        full[0] = true;
        EnvelopeWritableChannel channel = STREAMS.sealTo(target);
        assertThatThrownBy(() -> channel.write(ByteBuffer.wrap(message)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("waits until it can");
        full[0] = false;
        assertThatThrownBy(channel::close).hasMessageContaining("failed before");
    }

    @Test
    void aStreamHasNoMoreChunksThanNoncesAreMeantFor() throws IOException {
        byte[] key = StreamKinds.random(32, 3);
        byte[] salt = StreamKinds.random(24, 4);
        ChunkKeys keys = ChunkKeys.create(Primitives.standard(), KeyBytes.hmac(key.clone()), salt, new byte[0]);
        byte[] output = new byte[100];
        keys.seal(MAX_CHUNKS - 1, new byte[5], 0, 5, output, 0);
        assertThatThrownBy(() -> keys.seal(MAX_CHUNKS, new byte[5], 0, 5, output, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("begin another stream");

        BytesChannel endless = new BytesChannel(keys.start()) {
            @Override
            public long size() {
                return 56 + MAX_CHUNKS * 16_400L + 20;
            }
        };
        EnvelopeSeekableChannel channel =
                Cobblestone256.of(key).streams(new byte[0]).openSeekable(endless);
        assertThatThrownBy(channel::size)
                .isInstanceOf(EnvelopeStreamException.class)
                .hasMessageContaining("no stream has");
    }
}
