package io.rowseal.jca;

import static io.rowseal.jca.CipherFixture.CONTEXT;
import static io.rowseal.jca.CipherFixture.MESSAGE;
import static io.rowseal.jca.CipherFixture.OVERHEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.security.ProviderException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules R19 to R22 and R24: sizes, buffers, overlap and limits. */
class BufferRulesTest {

    private static final int MOST = 16 * 1024 * 1024;

    private final CipherFixture fixture = new CipherFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void r19_sizesAreExact() throws Exception {
        for (int length : new int[] {0, 1, 15, 16, 17, 83, 99, 100, 4096, 65_536, 1_000_000}) {
            byte[] message = CipherFixture.random(length, length);
            Cipher encrypting = fixture.encrypting();
            assertThat(encrypting.getOutputSize(length)).isEqualTo(length + OVERHEAD);
            byte[] sealed = encrypting.doFinal(message);
            assertThat(sealed).hasSize(length + OVERHEAD);
            Cipher decrypting = fixture.decrypting();
            assertThat(decrypting.getOutputSize(sealed.length)).isEqualTo(length);
            assertThat(decrypting.getOutputSize(OVERHEAD - 1)).isZero();
            assertThat(decrypting.doFinal(sealed)).isEqualTo(message);
        }
    }

    @Test
    void r19_sizesCountWhatIsBuffered() throws Exception {
        Cipher cipher = fixture.encrypting();
        cipher.update(new byte[1000]);
        assertThat(cipher.getOutputSize(0)).isEqualTo(1000 + OVERHEAD);
        assertThat(cipher.getOutputSize(24)).isEqualTo(1024 + OVERHEAD);
        cipher.update(new byte[99_000]);
        assertThat(cipher.getOutputSize(0)).isBetween(100_000 + OVERHEAD, 200_000);
        assertThat(cipher.getOutputSize(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(cipher.doFinal()).hasSize(100_000 + OVERHEAD);
    }

    @Test
    void r19_sizesOfLongMessagesInPartsChangeRarely() throws Exception {
        Cipher cipher = fixture.decrypting();
        List<Integer> sizes = new ArrayList<>();
        byte[] part = new byte[512];
        for (int i = 0; i < 32 * 1024; i++) {
            if (i * part.length >= 64 * 1024) {
                sizes.add(cipher.getOutputSize(part.length));
            }
            cipher.update(part);
        }
        assertThat(sizes.stream().distinct().count()).isLessThan(12);
    }

    @Test
    void r20_aShortBufferChangesNothing() throws Exception {
        byte[] sealed = fixture.sealed();
        for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE}) {
            byte[] input = mode == Cipher.ENCRYPT_MODE ? MESSAGE : sealed;
            int calls = fixture.storeCalls();
            Cipher cipher = fixture.cipher(mode);
            cipher.updateAAD(new byte[0]);
            cipher.update(input, 0, 5);
            int size = cipher.getOutputSize(input.length - 5);
            byte[] small = new byte[size - 1];
            assertThatThrownBy(() -> cipher.doFinal(input, 5, input.length - 5, small, 0))
                    .isInstanceOf(ShortBufferException.class)
                    .hasMessageContaining(String.valueOf(size));
            assertThatThrownBy(() -> cipher.doFinal(input, 5, input.length - 5, new byte[size + 1], 2))
                    .isInstanceOf(ShortBufferException.class);
            assertThatThrownBy(() -> cipher.doFinal(input, 5, input.length - 5, new byte[0], 7))
                    .isInstanceOf(ShortBufferException.class);
            ByteBuffer source = ByteBuffer.wrap(input, 5, input.length - 5);
            ByteBuffer target = ByteBuffer.allocate(size - 1);
            assertThatThrownBy(() -> cipher.doFinal(source, target)).isInstanceOf(ShortBufferException.class);
            assertThat(source.position()).isEqualTo(5);
            assertThat(target.position()).isZero();
            assertThat(small).containsOnly(0);
            assertThat(fixture.storeCalls()).isEqualTo(calls);

            byte[] output = new byte[size + 3];
            assertThat(cipher.doFinal(input, 5, input.length - 5, output, 3)).isEqualTo(size);
            byte[] result = Arrays.copyOfRange(output, 3, output.length);
            assertThat(mode == Cipher.ENCRYPT_MODE ? fixture.envelope.open(result, CONTEXT) : result)
                    .isEqualTo(MESSAGE);
        }
    }

    @Test
    void r20_retryAfterAShortBufferGivesTheSameBytes() throws Exception {
        Cipher cipher = fixture.encrypting();
        int size = cipher.getOutputSize(MESSAGE.length);
        assertThatThrownBy(() -> cipher.doFinal(MESSAGE, 0, MESSAGE.length, new byte[size - 1]))
                .isInstanceOf(ShortBufferException.class);
        byte[] output = new byte[size];
        cipher.doFinal(MESSAGE, 0, MESSAGE.length, output);
        assertThat(fixture.envelope.open(output, CONTEXT)).isEqualTo(MESSAGE);
    }

    @Test
    void r20_argumentsOutOfRangeChangeNothing() throws Exception {
        Cipher cipher = fixture.encrypting();
        cipher.update(MESSAGE, 0, 5);
        assertThatIllegalArgumentException().isThrownBy(() -> cipher.doFinal(MESSAGE, 5, MESSAGE.length));
        assertThatIllegalArgumentException().isThrownBy(() -> cipher.update(MESSAGE, -1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> cipher.doFinal(MESSAGE, 0, 1, null, 0));
        byte[] sealed = cipher.doFinal(MESSAGE, 5, MESSAGE.length - 5);
        assertThat(fixture.envelope.open(sealed, CONTEXT)).isEqualTo(MESSAGE);
    }

    @Test
    void r21_outputMayOverlapInputInArrays() throws Exception {
        byte[] message = CipherFixture.random(21, 20_000);
        byte[] sealed = fixture.envelope.seal(message, CONTEXT);
        for (int shift : new int[] {-300, -16, -1, 0, 1, 3, 16, 99, 300}) {
            byte[] memory = new byte[21_000];
            System.arraycopy(message, 0, memory, 400, message.length);
            int length = fixture.encrypting().doFinal(memory, 400, message.length, memory, 400 + shift);
            byte[] result = Arrays.copyOfRange(memory, 400 + shift, 400 + shift + length);
            assertThat(fixture.envelope.open(result, CONTEXT)).isEqualTo(message);

            System.arraycopy(sealed, 0, memory, 400, sealed.length);
            fixture.decrypting().doFinal(memory, 400, sealed.length, memory, 400 + shift);
            assertThat(Arrays.copyOfRange(memory, 400 + shift, 400 + shift + message.length))
                    .isEqualTo(message);
        }
    }

    @Test
    void r21_outputMayOverlapInputInBuffers() throws Exception {
        byte[] message = CipherFixture.random(22, 20_000);
        for (boolean direct : new boolean[] {false, true}) {
            for (int shift : new int[] {-300, -1, 0, 1, 99}) {
                ByteBuffer memory = direct ? ByteBuffer.allocateDirect(21_000) : ByteBuffer.allocate(21_000);
                memory.put(400, message);
                ByteBuffer source = memory.duplicate().position(400).limit(400 + message.length);
                ByteBuffer target = memory.duplicate().position(400 + shift);
                int length = fixture.encrypting().doFinal(source, target);
                assertThat(source.hasRemaining()).isFalse();
                assertThat(target.position()).isEqualTo(400 + shift + length);

                ByteBuffer sealed = memory.duplicate().position(400 + shift).limit(400 + shift + length);
                ByteBuffer plain = memory.duplicate().position(410 + shift);
                fixture.decrypting().doFinal(sealed, plain);
                byte[] result = new byte[message.length];
                memory.get(410 + shift, result);
                assertThat(result).isEqualTo(message);
            }
        }
    }

    @Test
    void r22_readOnlyAndSlicedInputsWorkAndReadOnlyOutputIsRefused() throws Exception {
        ByteBuffer input = ByteBuffer.allocateDirect(100).put(7, MESSAGE);
        ByteBuffer slice = input.slice(7, MESSAGE.length).asReadOnlyBuffer();
        ByteBuffer output = ByteBuffer.allocate(200).position(10);
        Cipher cipher = fixture.encrypting();
        assertThatThrownBy(() -> cipher.doFinal(slice, ByteBuffer.allocate(200).asReadOnlyBuffer()))
                .isInstanceOf(ReadOnlyBufferException.class);
        cipher.update(slice.slice(0, 4), ByteBuffer.allocate(0));
        cipher.doFinal(slice.position(4), output);
        byte[] sealed = Arrays.copyOfRange(output.array(), 10, output.position());
        assertThat(fixture.envelope.open(sealed, CONTEXT)).isEqualTo(MESSAGE);
    }

    @Test
    void r22_updateGivesNothingAndNeedsNoRoom() throws Exception {
        for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE}) {
            Cipher cipher = fixture.cipher(mode);
            byte[] input = mode == Cipher.ENCRYPT_MODE ? MESSAGE : fixture.sealed();
            assertThat(cipher.update(new byte[0])).isNull();
            assertThat(cipher.update(input, 0, 5)).isEmpty();
            assertThat(cipher.update(input, 5, 5, new byte[0], 0)).isZero();
            ByteBuffer rest = ByteBuffer.wrap(input, 10, input.length - 10);
            assertThat(cipher.update(rest, ByteBuffer.allocate(0))).isZero();
            assertThat(rest.hasRemaining()).isFalse();
            byte[] result = cipher.doFinal();
            assertThat(mode == Cipher.ENCRYPT_MODE ? fixture.envelope.open(result, CONTEXT) : result)
                    .isEqualTo(MESSAGE);
        }
    }

    @Test
    void r24_sixteenMebibytesPassAndNoByteMore() throws Exception {
        Cipher cipher = fixture.encrypting();
        byte[] sealed = cipher.doFinal(new byte[MOST]);
        assertThat(Arrays.equals(fixture.decrypting().doFinal(sealed), new byte[MOST]))
                .isTrue();

        cipher.init(Cipher.ENCRYPT_MODE, fixture.key, CipherFixture.SPEC);
        cipher.update(new byte[MOST]);
        assertTooLong(() -> cipher.update(new byte[1]));
        assertThatThrownBy(() -> cipher.doFinal()).isInstanceOf(IllegalStateException.class);
        assertTooLong(() -> fixture.encrypting().doFinal(new byte[MOST + 1]));
        assertTooLong(() -> fixture.encrypting().doFinal(new byte[MOST + 1], 0, MOST + 1, new byte[0], 0));
        assertTooLong(() -> fixture.decrypting().update(new byte[MOST + OVERHEAD + 1]));
        Cipher wrapping = fixture.cipher(Cipher.WRAP_MODE);
        assertThatThrownBy(() -> wrapping.wrap(new SecretKeySpec(new byte[MOST + 1], "X")))
                .isInstanceOf(java.security.InvalidKeyException.class)
                .hasMessageContaining("16777216");
    }

    private static void assertTooLong(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("at most")
                .hasMessageContaining("split the message");
    }
}
