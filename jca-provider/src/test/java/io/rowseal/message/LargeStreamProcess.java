package io.rowseal.message;

import io.rowseal.Context;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.keys.ClientKey;
import io.rowseal.message.chunk.ChunkKeys;
import io.rowseal.testing.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.TreeSet;

/** Seals and opens a stream that fits into no memory and is on no disk. Run by {@link LargeStreamTest} with a small heap. */
final class LargeStreamProcess {

    private static final int CHUNK = 16_384;
    private static final int SEALED_CHUNK = CHUNK + 16;

    private LargeStreamProcess() {}

    public static void main(String[] arguments) throws IOException {
        long size = Long.parseLong(arguments[0]);
        EnvelopeStreams streams =
                Envelope.of(ClientKey.of(StreamKinds.random(32, 1))).streams(Context.of("file", "large"));

        // Half of it pushed, half of it pulled: one thread, sealed and opened at once.
        Checking pushed = new Checking(0);
        try (OutputStream output = streams.sealTo(streams.openTo(pushed))) {
            new Pattern(0, size / 2).transferTo(output);
        }
        Checking pulled = new Checking(0);
        try (InputStream input = streams.openFrom(streams.sealFrom(new Pattern(0, size - size / 2)))) {
            input.transferTo(pulled);
        }
        System.out.println("bytes=" + (pushed.position + pulled.position));

        range(size);
    }

    /** 64 KiB from the middle of a stream that is made where it is read. */
    private static void range(long size) throws IOException {
        byte[] key = StreamKinds.random(32, 2);
        SealedPattern sealed = new SealedPattern(key, size);
        try (Cobblestone256 cobblestone = Cobblestone256.of(key);
                EnvelopeSeekableChannel channel =
                        cobblestone.streams(new byte[0]).openSeekable(sealed)) {
            long from = size / 2 + 12_345;
            channel.position(from);
            ByteBuffer range = ByteBuffer.allocate(65_536);
            while (range.hasRemaining() && channel.read(range) >= 0) {}
            new Checking(from).write(range.array(), 0, range.position());
            System.out.println("range=" + range.position());
            System.out.println("chunks=" + sealed.chunksRead);
            System.out.println("size=" + channel.size());
        }
    }

    /** Repeats after a prime number of bytes, so that no two chunks are alike for long. */
    private static final byte[] PERIOD = StreamKinds.random(1_000_003, 4);

    private static void pattern(long position, byte[] target, int offset, int length) {
        for (int done = 0; done < length; ) {
            int from = (int) ((position + done) % PERIOD.length);
            int count = Math.min(length - done, PERIOD.length - from);
            System.arraycopy(PERIOD, from, target, offset + done, count);
            done += count;
        }
    }

    private static final class Pattern extends InputStream {
        private final long end;
        private long position;

        Pattern(long from, long length) {
            this.position = from;
            this.end = from + length;
        }

        @Override
        public int read() {
            byte[] next = new byte[1];
            return read(next, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(next[0]);
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (position == end) {
                return -1;
            }
            int count = (int) Math.min(length, end - position);
            pattern(position, target, offset, count);
            position += count;
            return count;
        }
    }

    private static final class Checking extends OutputStream {
        private long position;
        private byte[] expected = new byte[0];

        Checking(long position) {
            this.position = position;
        }

        @Override
        public void write(int value) {
            throw new AssertionError("bytes come in pieces");
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            if (expected.length < length) {
                expected = new byte[length];
            }
            pattern(position, expected, 0, length);
            if (!Arrays.equals(source, offset, offset + length, expected, 0, length)) {
                throw new AssertionError("other bytes at or behind " + position);
            }
            position += length;
        }
    }

    /** A sealed stream whose chunks are made when they are read. */
    private static final class SealedPattern implements SeekableByteChannel {
        final TreeSet<Long> chunksRead = new TreeSet<>();
        private final ChunkKeys keys;
        private final long plaintextBytes;
        private long position;

        SealedPattern(byte[] key, long plaintextBytes) {
            this.keys = ChunkKeys.create(
                    Primitives.standard(), KeyBytes.hmac(key.clone()), StreamKinds.random(24, 3), new byte[0]);
            this.plaintextBytes = plaintextBytes;
        }

        @Override
        public int read(ByteBuffer target) {
            byte[] part;
            int offset;
            if (position < 56) {
                part = keys.start();
                offset = (int) position;
            } else {
                long number = (position - 56) / SEALED_CHUNK;
                chunksRead.add(number);
                byte[] plaintext = new byte[(int) Math.min(CHUNK, plaintextBytes - number * CHUNK)];
                pattern(number * CHUNK, plaintext, 0, plaintext.length);
                part = Bytes.concat(plaintext, new byte[16]);
                keys.seal(number, plaintext, 0, plaintext.length, part, 0);
                offset = (int) ((position - 56) % SEALED_CHUNK);
            }
            int count = Math.min(target.remaining(), part.length - offset);
            target.put(part, offset, count);
            position += count;
            return count;
        }

        @Override
        public long size() {
            return 56 + plaintextBytes / CHUNK * SEALED_CHUNK + plaintextBytes % CHUNK + 16;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long newPosition) {
            position = newPosition;
            return this;
        }

        @Override
        public int write(ByteBuffer source) {
            throw new AssertionError("nothing may be written");
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new AssertionError("nothing may be truncated");
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            keys.close();
        }
    }
}
