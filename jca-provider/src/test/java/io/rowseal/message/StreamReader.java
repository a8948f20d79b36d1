package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.Random;

/**
 * Every way to open a stream, in pieces of random sizes. Each checks that whoever failed goes on failing, and that the buffers
 * of the call that failed hold nothing.
 */
enum StreamReader {
    INPUT_STREAM {
        @Override
        void open(EnvelopeStreams streams, byte[] sealed, ByteArrayOutputStream given, Random random)
                throws IOException {
            try (InputStream input = streams.openFrom(new UnevenInputStream(sealed, random))) {
                for (int count = 0; count >= 0; ) {
                    byte[] part = marked(1 + random.nextInt(40_000));
                    try {
                        count = input.read(part, 0, part.length);
                    } catch (IOException e) {
                        assertThat(part).isEqualTo(marked(part.length));
                        assertThatThrownBy(input::read).isInstanceOf(e.getClass());
                        assertThatThrownBy(() -> input.skip(1)).isInstanceOf(e.getClass());
                        assertThatThrownBy(input::available).isInstanceOf(e.getClass());
                        throw e;
                    }
                    given.write(part, 0, Math.max(0, count));
                }
                assertThat(input.read()).isEqualTo(-1);
                assertThat(input.available()).isZero();
            }
        }
    },
    SINGLE_BYTES {
        @Override
        void open(EnvelopeStreams streams, byte[] sealed, ByteArrayOutputStream given, Random random)
                throws IOException {
            try (InputStream input = streams.openFrom(new UnevenInputStream(sealed, random))) {
                for (int next = input.read(); next >= 0; next = input.read()) {
                    given.write(next);
                }
            }
        }
    },
    READABLE_CHANNEL {
        @Override
        void open(EnvelopeStreams streams, byte[] sealed, ByteArrayOutputStream given, Random random)
                throws IOException {
            try (ReadableByteChannel channel =
                    streams.openFrom(Channels.newChannel(new UnevenInputStream(sealed, random)))) {
                drain(channel, given, random);
            }
        }
    },
    SEEKABLE_CHANNEL {
        @Override
        void open(EnvelopeStreams streams, byte[] sealed, ByteArrayOutputStream given, Random random)
                throws IOException {
            try (ReadableByteChannel channel = streams.openSeekable(new BytesChannel(sealed))) {
                drain(channel, given, random);
            }
        }
    },
    OUTPUT_STREAM {
        @Override
        void open(EnvelopeStreams streams, byte[] sealed, ByteArrayOutputStream given, Random random)
                throws IOException {
            OutputStream output = streams.openTo(given);
            try (output) {
                for (int at = 0; at < sealed.length; ) {
                    int count = Math.min(sealed.length - at, random.nextInt(40_000));
                    if (count == 1) {
                        output.write(sealed[at]);
                    } else {
                        output.write(sealed, at, count);
                    }
                    at += count;
                }
            } catch (IOException e) {
                byte[] before = given.toByteArray();
                assertThatThrownBy(() -> output.write(sealed)).isInstanceOf(IOException.class);
                assertThatThrownBy(output::flush).isInstanceOf(IOException.class);
                assertThat(given.toByteArray()).isEqualTo(before);
                throw e;
            }
        }
    },
    WRITABLE_CHANNEL {
        @Override
        void open(EnvelopeStreams streams, byte[] sealed, ByteArrayOutputStream given, Random random)
                throws IOException {
            WritableByteChannel channel = streams.openTo(Channels.newChannel(given));
            try (channel) {
                for (int at = 0; at < sealed.length; ) {
                    int count = Math.min(sealed.length - at, random.nextInt(40_000));
                    ByteBuffer part = buffer(sealed, at, count, random);
                    assertThat(channel.write(part)).isEqualTo(count);
                    assertThat(part.hasRemaining()).isFalse();
                    at += count;
                }
            } catch (IOException e) {
                byte[] before = given.toByteArray();
                assertThatThrownBy(() -> channel.write(ByteBuffer.wrap(sealed))).isInstanceOf(IOException.class);
                assertThat(given.toByteArray()).isEqualTo(before);
                throw e;
            }
        }
    };

    private static final byte MARK = 0x5A;

    /** Opens all of a stream. What was given before a failure stays in {@code given}. */
    abstract void open(EnvelopeStreams streams, byte[] sealed, ByteArrayOutputStream given, Random random)
            throws IOException;

    byte[] open(EnvelopeStreams streams, byte[] sealed, Random random) throws IOException {
        ByteArrayOutputStream given = new ByteArrayOutputStream();
        open(streams, sealed, given, random);
        return given.toByteArray();
    }

    private static void drain(ReadableByteChannel channel, ByteArrayOutputStream given, Random random)
            throws IOException {
        while (true) {
            byte[] marked = marked(1 + random.nextInt(40_000));
            ByteBuffer part = random.nextBoolean()
                    ? ByteBuffer.wrap(marked)
                    : ByteBuffer.allocateDirect(marked.length).put(marked).flip();
            int count;
            try {
                count = channel.read(part);
            } catch (IOException e) {
                assertThat(part.position()).isZero();
                assertThat(part).isEqualTo(ByteBuffer.wrap(marked(part.capacity())));
                assertThatThrownBy(() -> channel.read(part)).isInstanceOf(e.getClass());
                throw e;
            }
            if (count < 0) {
                assertThat(channel.read(part)).isEqualTo(-1);
                return;
            }
            part.flip();
            assertThat(part.remaining()).isEqualTo(count);
            byte[] bytes = new byte[count];
            part.get(bytes);
            given.write(bytes);
        }
    }

    private static byte[] marked(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, MARK);
        return bytes;
    }

    /** Heap, direct or read-only. */
    static ByteBuffer buffer(byte[] bytes, int at, int count, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> ByteBuffer.wrap(bytes, at, count);
            case 1 -> ByteBuffer.allocateDirect(count).put(bytes, at, count).flip();
            default -> ByteBuffer.wrap(bytes, at, count).asReadOnlyBuffer();
        };
    }

    /** Gives what it likes, sometimes nothing, never all. */
    static final class UnevenInputStream extends InputStream {
        private final byte[] bytes;
        private final Random random;
        private int at;

        UnevenInputStream(byte[] bytes, Random random) {
            this.bytes = bytes;
            this.random = random;
        }

        @Override
        public int read() {
            return at == bytes.length ? -1 : Byte.toUnsignedInt(bytes[at++]);
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at == bytes.length) {
                return -1;
            }
            int most = random.nextInt(5) == 0 ? 2 : 20_000;
            int count = Math.min(random.nextInt(most), Math.min(length, bytes.length - at));
            System.arraycopy(bytes, at, target, offset, count);
            at += count;
            return count;
        }
    }
}
