package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.format.HeaderLength;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parts of a stream. */
class SeekableChannelTest {

    private static final int CHUNK = 16_384;

    @ParameterizedTest
    @EnumSource
    void anyRangeIsThatOfTheMessage(StreamKinds kind) throws IOException {
        Random random = new Random(11);
        for (int size : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 100_000}) {
            byte[] message = StreamKinds.random(size, size);
            try (EnvelopeSeekableChannel channel = kind.streams().openSeekable(new BytesChannel(kind.seal(message)))) {
                assertThat(channel.size()).isEqualTo(size);
                for (int round = 0; round < 100; round++) {
                    int from = random.nextInt(size + 10);
                    int length = random.nextInt(40_000);
                    channel.position(from);
                    assertThat(channel.position()).isEqualTo(from);
                    byte[] expected = from >= size
                            ? new byte[0]
                            : Arrays.copyOfRange(message, from, Math.min(size, from + length));
                    assertThat(read(channel, length)).isEqualTo(expected);
                    assertThat(channel.position()).isEqualTo(from + expected.length);
                }
            }
        }
    }

    private static byte[] read(EnvelopeSeekableChannel channel, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        while (target.hasRemaining() && channel.read(target) >= 0) {
            assertThat(target.position()).isPositive();
        }
        return Arrays.copyOf(target.array(), target.position());
    }

    @Test
    void aRangeOf64KiBTouchesHeaderItsChunksAndTheLastChunkOnly() throws IOException {
        byte[] message = StreamKinds.random(3_000_000, 1);
        byte[] sealed = StreamKinds.RING.seal(message);
        BytesChannel source = new BytesChannel(sealed);
        int from = 70 * CHUNK + 123;
        try (EnvelopeSeekableChannel channel = StreamKinds.RING.streams().openSeekable(source)) {
            channel.position(from);
            assertThat(read(channel, 65_536)).isEqualTo(Arrays.copyOfRange(message, from, from + 65_536));
        }
        int begin = HeaderLength.needed(sealed, sealed.length) + 56;
        TreeSet<Long> expected = new TreeSet<>();
        touch(expected, 0, begin);
        touch(expected, begin + 70 * (CHUNK + 16), begin + 75 * (CHUNK + 16));
        touch(expected, begin + message.length / CHUNK * (CHUNK + 16), sealed.length);
        assertThat(source.unitsRead).isEqualTo(expected);
        assertThat(source.closed).isEqualTo(1);
    }

    private static void touch(TreeSet<Long> units, int from, int to) {
        for (long unit = from / BytesChannel.UNIT; unit <= (to - 1) / BytesChannel.UNIT; unit++) {
            units.add(unit);
        }
    }

    @Test
    void theStreamBeginsAtThePositionOfItsChannel() throws IOException {
        byte[] message = StreamKinds.random(20_000, 2);
        byte[] sealed = StreamKinds.RING.seal(message);
        byte[] file = new byte[777 + sealed.length];
        System.arraycopy(sealed, 0, file, 777, sealed.length);
        BytesChannel source = new BytesChannel(file);
        source.position(777);
        try (EnvelopeSeekableChannel channel = StreamKinds.RING.streams().openSeekable(source)) {
            channel.position(15_000);
            assertThat(read(channel, 3_000)).isEqualTo(Arrays.copyOfRange(message, 15_000, 18_000));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTruncatedStreamGivesNothingNotEvenWhatIsThere(StreamKinds kind) throws IOException {
        byte[] sealed = kind.seal(new byte[3 * CHUNK + 5]);
        for (int cut = 1; cut < 3 * CHUNK; cut += cut < 100 ? 1 : 97) {
            byte[] rest = Arrays.copyOf(sealed, sealed.length - cut);
            try (EnvelopeSeekableChannel channel = kind.streams().openSeekable(new BytesChannel(rest))) {
                ByteBuffer target = ByteBuffer.allocate(10);
                assertThatThrownBy(() -> channel.read(target)).isInstanceOf(EnvelopeStreamException.class);
                assertThatThrownBy(channel::size).isInstanceOf(EnvelopeStreamException.class);
                assertThat(target.position()).isZero();
            }
        }
    }

    @Test
    void afterAFailureNothingIsReadAnyMoreNotEvenGoodChunks() throws IOException {
        byte[] sealed = StreamKinds.RING.seal(new byte[3 * CHUNK + 5]);
        sealed[51 + 56 + CHUNK + 16 + 100] ^= 1;
        try (EnvelopeSeekableChannel channel = StreamKinds.RING.streams().openSeekable(new BytesChannel(sealed))) {
            assertThat(read(channel, CHUNK)).isEqualTo(new byte[CHUNK]);
            assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(EnvelopeStreamException.class);
            channel.position(0);
            assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(EnvelopeStreamException.class);
        }
    }

    @Test
    void itIsReadOnlyAndRefusesWhatItsInterfaceNames() throws IOException {
        BytesChannel source = new BytesChannel(StreamKinds.RING.seal(new byte[10]));
        EnvelopeSeekableChannel channel = StreamKinds.RING.streams().openSeekable(source);
        assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1))).isInstanceOf(NonWritableChannelException.class);
        assertThatThrownBy(() -> channel.truncate(1)).isInstanceOf(NonWritableChannelException.class);
        assertThatThrownBy(() -> channel.position(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1).asReadOnlyBuffer()))
                .isInstanceOf(IllegalArgumentException.class);
        channel.position(Long.MAX_VALUE);
        assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        channel.close();
        channel.close();
        assertThat(source.closed).isEqualTo(1);
        assertThat(channel.isOpen()).isFalse();
        assertThatThrownBy(channel::size).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(channel::position).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> channel.position(1)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
    }
}
