package io.rowseal.message.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.TamperedException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Kind;
import io.rowseal.keys.ClientKey;
import io.rowseal.message.StreamKinds;
import io.rowseal.message.chunk.ChunkOpener;
import io.rowseal.message.chunk.ChunkSealer;
import io.rowseal.testing.Together;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.security.ProviderException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Outputs that are too small and threads that share: neither may bring one key and nonce to two plaintexts, or hide an end. */
class ChunkMisuseTest {

    private static final int CHUNK = 16_384;
    private static final int SEALED = CHUNK + 16;
    private static final byte[] NOTHING = new byte[0];
    private static final MessageKeys KEYS =
            MessageKeys.of(ClientKey.of(StreamKinds.random(32, 1)), Primitives.standard());

    private final StreamKey streamKey = KEYS.createStream(Context.empty());
    private final ChunkSealer sealer = streamKey.sealer(NOTHING);

    private ChunkOpener opener() {
        return KEYS.openStream(Context.empty(), NOTHING, streamKey.header(), sealer.start());
    }

    private byte[] sealed(byte[] message) {
        ByteBuffer output = ByteBuffer.allocate((int) sealer.finishSize(message.length));
        sealer.update(ByteBuffer.wrap(message), output);
        sealer.finish(output);
        return output.array();
    }

    @Test
    void attack09_anOutputThatIsTooSmallIsRefusedBeforeAnythingIsSealed() {
        byte[] memory = new byte[3 * SEALED];
        ByteBuffer small = ByteBuffer.wrap(memory, 0, SEALED - 1);
        ByteBuffer input = ByteBuffer.wrap(StreamKinds.random(CHUNK, 2));
        assertThatThrownBy(() -> sealer.update(input, small))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(SEALED + " bytes")
                .hasMessageContaining((SEALED - 1) + ":");
        assertThat(memory).containsOnly(0);
        assertThat(input.remaining()).isEqualTo(CHUNK);
        assertThat(small.position()).isZero();
        assertThatThrownBy(() -> sealer.finish(ByteBuffer.allocate(15))).isInstanceOf(IllegalArgumentException.class);
        byte[] message = StreamKinds.random(CHUNK + 5, 3);
        byte[] sealed = sealed(message);
        ByteBuffer opened = ByteBuffer.allocate(message.length);
        ChunkOpener opener = opener();
        opener.update(ByteBuffer.wrap(sealed), opened);
        opener.finish(opened);
        assertThat(opened.array()).isEqualTo(message);
    }

    @Test
    void anOutputThatIsTooSmallMakesNoFullChunkTheLastOne() {
        byte[] sealed = sealed(new byte[4 * CHUNK]);
        ChunkOpener opener = opener();
        assertThatThrownBy(() -> opener.update(ByteBuffer.wrap(sealed, 0, SEALED), ByteBuffer.allocate(CHUNK - 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(CHUNK + " bytes");
        ByteBuffer opened = ByteBuffer.allocate(CHUNK);
        opener.update(ByteBuffer.wrap(sealed, 0, SEALED), opened);
        assertThatThrownBy(() -> opener.finish(ByteBuffer.allocate(2 * CHUNK)))
                .isInstanceOf(TamperedException.class)
                .hasMessageContaining("cut off");
    }

    @Test
    void anOutputThatCanNotBeWrittenEndsBothForGood() {
        byte[] sealed = sealed(new byte[CHUNK + 100]);
        ChunkOpener opener = opener();
        assertThatThrownBy(() -> opener.update(
                        ByteBuffer.wrap(sealed), ByteBuffer.allocate(CHUNK).asReadOnlyBuffer()))
                .isInstanceOf(ReadOnlyBufferException.class);
        assertThatThrownBy(() -> opener.finish(ByteBuffer.allocate(2 * CHUNK)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("failed before");
        ChunkSealer other = KEYS.createStream(Context.empty()).sealer(NOTHING);
        assertThatThrownBy(() -> other.update(
                        ByteBuffer.allocate(CHUNK), ByteBuffer.allocate(SEALED).asReadOnlyBuffer()))
                .isInstanceOf(ReadOnlyBufferException.class);
        assertThatThrownBy(() -> other.update(ByteBuffer.allocate(1), ByteBuffer.allocate(SEALED)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("failed before");
    }

    @Test
    void attack09_threadsThatShareASealerNeverGetOneChunkNumberTwice() throws Exception {
        int each = 400;
        List<byte[]> chunks = new ArrayList<>();
        Together.run(2, thread -> {
            ByteBuffer input = ByteBuffer.allocate(CHUNK);
            Arrays.fill(input.array(), (byte) -thread);
            for (int i = 0; i < each; i++) {
                ByteBuffer output = ByteBuffer.allocate(SEALED);
                sealer.update(input.rewind(), output);
                synchronized (chunks) {
                    chunks.add(output.array());
                }
            }
        });
        // Zeros and ones: under one key stream they differ in every bit, so the first bytes of a chunk tell its key
        // stream.
        assertThat(chunks.stream().map(ChunkMisuseTest::keyStream))
                .hasSize(2 * each)
                .doesNotHaveDuplicates();
    }

    private static Long keyStream(byte[] chunk) {
        long first = ByteBuffer.wrap(chunk).getLong();
        return Math.max(first, ~first);
    }

    @Test
    void attack09_oneMessageKeyAndOneStreamKeySealOnceHoweverManyThreadsAsk() throws Exception {
        for (int round = 0; round < 200; round++) {
            AtomicReference<byte[]> message = new AtomicReference<>();
            AtomicReference<ChunkSealer> stream = new AtomicReference<>();
            try (MessageKey key = KEYS.create(Context.empty());
                    StreamKey other = KEYS.createStream(Context.empty())) {
                Together.run(2, thread -> {
                    try {
                        requireFirst(message.getAndSet(key.seal(NOTHING, NOTHING, new byte[] {(byte) thread})));
                    } catch (IllegalStateException e) {
                        assertThat(e).hasMessageContaining("one message");
                    }
                    try {
                        requireFirst(stream.getAndSet(other.sealer(NOTHING)));
                    } catch (IllegalStateException e) {
                        assertThat(e).hasMessageContaining("one stream");
                    }
                });
            }
            assertThat(message.get()).isNotNull();
            assertThat(stream.get()).isNotNull();
        }
    }

    private static void requireFirst(Object before) {
        assertThat(before).as("the key sealed twice").isNull();
    }

    @Test
    void attack09_oneKeyAndNonceTwiceInARowIsRefusedUnlessTheNonceIsDerivedFromTheMessage() {
        Primitives primitives = Primitives.standard();
        try (KeyBytes key = KeyBytes.aes(StreamKinds.random(32, 4))) {
            MessageKey first = new MessageKey(primitives, Kind.CLIENT_KEY_VALUE, NOTHING, key, "a test", true);
            MessageKey second = new MessageKey(primitives, Kind.CLIENT_KEY_VALUE, NOTHING, key, "a test", true);
            first.seal(NOTHING, NOTHING, new byte[] {1});
            for (int attempt = 0; attempt < 2; attempt++) {
                byte[] output = new byte[32];
                assertThatThrownBy(() -> primitives.aesGcmSeal(key, new byte[12], NOTHING, new byte[] {2}, output, 0))
                        .isInstanceOf(ProviderException.class)
                        .hasMessageContaining("repeats");
                assertThat(output).containsOnly(0);
            }
            assertThatThrownBy(() -> second.seal(NOTHING, NOTHING, new byte[] {2}))
                    .isInstanceOf(ProviderException.class);
        }
    }
}
