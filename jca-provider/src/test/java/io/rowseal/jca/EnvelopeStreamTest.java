package io.rowseal.jca;

import static io.rowseal.jca.CipherFixture.SPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.keys.KeyRing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.ProviderException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.ShortBufferException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the rules say of {@code EnvelopeStream} only: verified chunks leave update, and what a bad one does. */
class EnvelopeStreamTest {

    private static final int CHUNK = 16 * 1024;
    private static final int SEALED_CHUNK = CHUNK + 16;
    private static final int BEFORE_CHUNKS = 51 + 56;
    private static final byte[] MESSAGE = CipherFixture.random(28, 3 * CHUNK + 100);

    private final CipherFixture fixture = new CipherFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private Cipher cipher(int mode) throws Exception {
        Cipher cipher = Cipher.getInstance("EnvelopeStream", fixture.provider);
        cipher.init(mode, fixture.key, SPEC);
        return cipher;
    }

    private byte[] sealed() throws Exception {
        return cipher(Cipher.ENCRYPT_MODE).doFinal(MESSAGE);
    }

    private static byte[] flipped(byte[] sealed, int position) {
        byte[] bad = sealed.clone();
        bad[position] ^= 1;
        return bad;
    }

    @Test
    void verifiedChunksLeaveUpdate() throws Exception {
        byte[] sealed = sealed();
        assertThat(sealed).hasSize(BEFORE_CHUNKS + MESSAGE.length + 4 * 16);
        Cipher opening = cipher(Cipher.DECRYPT_MODE);
        assertThat(opening.update(sealed, 0, BEFORE_CHUNKS + SEALED_CHUNK - 1)).isEmpty();
        assertThat(opening.update(sealed, BEFORE_CHUNKS + SEALED_CHUNK - 1, 1))
                .isEqualTo(Arrays.copyOf(MESSAGE, CHUNK));
        int done = BEFORE_CHUNKS + SEALED_CHUNK;
        assertThat(opening.update(sealed, done, sealed.length - done))
                .isEqualTo(Arrays.copyOfRange(MESSAGE, CHUNK, 3 * CHUNK));
        assertThat(opening.doFinal()).isEqualTo(Arrays.copyOfRange(MESSAGE, 3 * CHUNK, MESSAGE.length));
    }

    @Test
    void headerSaltAndCommitmentComeWithTheFirstOutputAndBindTheAssociatedData() throws Exception {
        Cipher sealing = cipher(Cipher.ENCRYPT_MODE);
        sealing.updateAAD(new byte[] {1});
        byte[] first = sealing.update(new byte[] {7});
        assertThat(first).hasSize(BEFORE_CHUNKS);
        byte[] rest = sealing.doFinal();
        assertThat(rest).hasSize(17);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(rest);
        Cipher opening = cipher(Cipher.DECRYPT_MODE);
        opening.updateAAD(new byte[] {1});
        assertThat(opening.doFinal(all.toByteArray())).containsExactly(7);
        assertThat(cipher(Cipher.ENCRYPT_MODE).doFinal()).hasSize(BEFORE_CHUNKS + 16);
    }

    @Test
    void anUpdateWithoutInputGivesNothingAndAssociatedDataMayFollow() throws Exception {
        ByteBuffer nothing = ByteBuffer.allocate(0);
        Cipher sealing = cipher(Cipher.ENCRYPT_MODE);
        assertThat(sealing.update(nothing, ByteBuffer.allocate(0))).isZero();
        assertThat(sealing.update(nothing, ByteBuffer.allocate(500))).isZero();
        sealing.updateAAD(new byte[] {1});
        byte[] sealed = sealing.doFinal(MESSAGE);
        Cipher opening = cipher(Cipher.DECRYPT_MODE);
        assertThat(opening.update(nothing, ByteBuffer.allocate(0))).isZero();
        opening.updateAAD(new byte[] {1});
        assertThat(opening.doFinal(sealed)).isEqualTo(MESSAGE);
        assertThatThrownBy(() -> opening.doFinal(sealed)).isInstanceOf(AEADBadTagException.class);
    }

    @Test
    void r28_aBadChunkIsThrownAtOnceAndAgainUntilInit() throws Exception {
        byte[] sealed = sealed();
        byte[] bad = flipped(sealed, BEFORE_CHUNKS + SEALED_CHUNK + 5);
        Cipher opening = cipher(Cipher.DECRYPT_MODE);
        assertThat(opening.update(bad, 0, BEFORE_CHUNKS + SEALED_CHUNK)).isEqualTo(Arrays.copyOf(MESSAGE, CHUNK));
        int done = BEFORE_CHUNKS + SEALED_CHUNK;
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> opening.update(bad, done, SEALED_CHUNK))
                    .isExactlyInstanceOf(EnvelopeTamperedException.class)
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("not authentic")
                    .hasCauseExactlyInstanceOf(AEADBadTagException.class);
            assertThatThrownBy(() -> opening.doFinal()).isExactlyInstanceOf(AEADBadTagException.class);
            assertThatThrownBy(() -> opening.doFinal(sealed)).isExactlyInstanceOf(AEADBadTagException.class);
            assertThatThrownBy(() -> opening.updateAAD(new byte[1]))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("init");
        }
        opening.init(Cipher.DECRYPT_MODE, fixture.key, SPEC);
        assertThat(opening.doFinal(sealed)).isEqualTo(MESSAGE);
    }

    @Test
    void r28_aBadChunkLeavesOutputsAsTheyWere() throws Exception {
        byte[] sealed = sealed();
        byte[] bad = flipped(sealed, BEFORE_CHUNKS + SEALED_CHUNK + 5);
        byte[] output = new byte[MESSAGE.length];
        Cipher arrays = cipher(Cipher.DECRYPT_MODE);
        assertThatThrownBy(() -> arrays.update(bad, 0, bad.length, output))
                .isInstanceOf(EnvelopeTamperedException.class);
        assertThat(output).isEqualTo(new byte[MESSAGE.length]);
        byte[] inPlace = bad.clone();
        Cipher same = cipher(Cipher.DECRYPT_MODE);
        assertThatThrownBy(() -> same.doFinal(inPlace, 0, inPlace.length, inPlace))
                .isExactlyInstanceOf(AEADBadTagException.class);
        assertThat(inPlace).isEqualTo(bad);
        ByteBuffer source = ByteBuffer.wrap(bad);
        ByteBuffer target = ByteBuffer.allocateDirect(MESSAGE.length);
        Cipher buffers = cipher(Cipher.DECRYPT_MODE);
        assertThatThrownBy(() -> buffers.update(source, target)).isInstanceOf(EnvelopeTamperedException.class);
        assertThat(source.position()).isZero();
        assertThat(target.position()).isZero();
        assertThat(target).isEqualTo(ByteBuffer.allocate(MESSAGE.length));
    }

    @Test
    void r28_headersThatDoNotFitAreFoundInUpdateToo() throws Exception {
        byte[] sealed = sealed();
        for (int position : new int[] {0, 1, 2, 20, 50, 51, 80, BEFORE_CHUNKS - 1}) {
            Cipher opening = cipher(Cipher.DECRYPT_MODE);
            assertThatThrownBy(() -> opening.update(flipped(sealed, position), 0, BEFORE_CHUNKS))
                    .as("position %d", position)
                    .isExactlyInstanceOf(EnvelopeTamperedException.class);
            assertThatThrownBy(() -> opening.doFinal()).isExactlyInstanceOf(AEADBadTagException.class);
        }
    }

    @Test
    void r28_everyTruncationAndExtensionIsFoundAtTheEnd() throws Exception {
        byte[] sealed = sealed();
        List<Integer> lengths = new ArrayList<>(List.of(sealed.length - 1, sealed.length - 17, sealed.length + 1));
        for (int length = 0; length <= BEFORE_CHUNKS + 40; length++) {
            lengths.add(length);
        }
        for (int chunk = 0; chunk <= 3; chunk++) {
            for (int around = -17; around <= 17; around++) {
                lengths.add(BEFORE_CHUNKS + chunk * SEALED_CHUNK + around);
            }
        }
        Cipher opening = Cipher.getInstance("EnvelopeStream", fixture.provider);
        for (int length : lengths) {
            opening.init(Cipher.DECRYPT_MODE, fixture.key, SPEC);
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> opening.doFinal(cut))
                    .as("length %d", length)
                    .isExactlyInstanceOf(AEADBadTagException.class)
                    .hasNoCause();
        }
    }

    @Test
    void theStoreIsAskedWhenHeaderSaltAndCommitmentAreThere() throws Exception {
        byte[] sealed = sealed();
        int before = fixture.storeCalls();
        try (KeyRing restarted = fixture.stores.reopen()) {
            Cipher opening = Cipher.getInstance("EnvelopeStream", fixture.provider);
            opening.init(Cipher.DECRYPT_MODE, restarted.key("default"), SPEC);
            opening.update(sealed, 0, BEFORE_CHUNKS - 1);
            opening.getOutputSize(100);
            assertThat(opening.getParameters()).isNull();
            assertThat(fixture.storeCalls()).isEqualTo(before);
            opening.update(sealed, BEFORE_CHUNKS - 1, 1);
            assertThat(fixture.storeCalls()).isEqualTo(before + 1);
        }
    }

    @Test
    void r23_anUnreachableStoreInUpdateIsRetryableAndIsNotTampering() throws Exception {
        byte[] sealed = sealed();
        try (KeyRing restarted = fixture.stores.reopen()) {
            Cipher opening = Cipher.getInstance("EnvelopeStream", fixture.provider);
            opening.init(Cipher.DECRYPT_MODE, restarted.key("default"), SPEC);
            fixture.stores.masterKeys.reachable(false);
            assertThatThrownBy(() -> opening.update(sealed))
                    .isExactlyInstanceOf(EnvelopeKeyStoreUnavailableException.class);
            assertThatThrownBy(() -> opening.doFinal()).isInstanceOf(IllegalStateException.class);
            fixture.stores.masterKeys.reachable(true);
            opening.init(Cipher.DECRYPT_MODE, restarted.key("default"), SPEC);
            assertThat(opening.doFinal(sealed)).isEqualTo(MESSAGE);
        }
    }

    @Test
    void r20_aShortBufferChangesNothingInUpdate() throws Exception {
        byte[] sealed = sealed();
        for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE}) {
            byte[] input = mode == Cipher.ENCRYPT_MODE ? MESSAGE : sealed;
            Cipher cipher = cipher(mode);
            cipher.updateAAD(new byte[0]);
            ByteBuffer source = ByteBuffer.wrap(input, 0, 2 * SEALED_CHUNK);
            assertThatThrownBy(() -> cipher.update(input, 0, 2 * SEALED_CHUNK, new byte[CHUNK - 1]))
                    .isInstanceOf(ShortBufferException.class);
            assertThatThrownBy(() -> cipher.update(source, ByteBuffer.allocate(CHUNK - 1)))
                    .isInstanceOf(ShortBufferException.class);
            assertThat(source.position()).isZero();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            ByteBuffer output = ByteBuffer.allocate(cipher.getOutputSize(2 * SEALED_CHUNK));
            cipher.update(source, output);
            all.write(output.array(), 0, output.position());
            int rest = input.length - 2 * SEALED_CHUNK;
            assertThatThrownBy(() -> cipher.doFinal(input, 2 * SEALED_CHUNK, rest, new byte[1]))
                    .isInstanceOf(ShortBufferException.class);
            all.writeBytes(cipher.doFinal(input, 2 * SEALED_CHUNK, rest));
            byte[] result = all.toByteArray();
            assertThat(mode == Cipher.ENCRYPT_MODE ? cipher(Cipher.DECRYPT_MODE).doFinal(result) : result)
                    .isEqualTo(MESSAGE);
        }
    }

    @Test
    void r19_boundsStayTheSameFromStepToStep() throws Exception {
        byte[] stored = cipher(Cipher.ENCRYPT_MODE).doFinal(new byte[1_000_000]);
        for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE}) {
            Cipher cipher = cipher(mode);
            byte[] input = mode == Cipher.ENCRYPT_MODE ? new byte[1_000_000] : stored;
            assertThat(cipher.getOutputSize(Integer.MAX_VALUE)).isPositive();
            List<Integer> bounds = new ArrayList<>();
            for (int done = 0; done + 512 < input.length; done += 512) {
                int bound = cipher.getOutputSize(512);
                bounds.add(bound);
                byte[] output = cipher.update(input, done, 512);
                assertThat(output.length).isLessThanOrEqualTo(bound);
            }
            assertThat(bounds).allMatch(bound -> bound <= 2 * SEALED_CHUNK);
            assertThat(bounds.stream().distinct().count()).isLessThanOrEqualTo(2);
            assertThat(cipher.getOutputSize(Integer.MAX_VALUE)).isPositive();
        }
    }

    @Test
    void r26_streamsOfTheJdkRoundTripAndReportTampering() throws Exception {
        for (int length : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 1_000_000}) {
            byte[] message = CipherFixture.random(length, length);
            ByteArrayOutputStream stored = new ByteArrayOutputStream();
            try (OutputStream out = new CipherOutputStream(stored, cipher(Cipher.ENCRYPT_MODE))) {
                for (int i = 0; i < length; i += 7777) {
                    out.write(message, i, Math.min(7777, length - i));
                }
            }
            byte[] sealed = stored.toByteArray();
            try (InputStream in = reading(sealed)) {
                assertThat(in.readAllBytes()).isEqualTo(message);
            }
            try (InputStream in = reading(Arrays.copyOf(sealed, sealed.length - 1))) {
                assertThatThrownBy(in::readAllBytes)
                        .isInstanceOf(IOException.class)
                        .hasCauseInstanceOf(AEADBadTagException.class);
            }
        }
        InputStream in = reading(flipped(sealed(), BEFORE_CHUNKS + SEALED_CHUNK + 5));
        byte[] first = new byte[CHUNK];
        assertThat(in.readNBytes(first, 0, CHUNK)).isEqualTo(CHUNK);
        assertThat(first).isEqualTo(Arrays.copyOf(MESSAGE, CHUNK));
        assertThatThrownBy(in::read).isInstanceOf(EnvelopeTamperedException.class);
        assertThatCode(in::close).doesNotThrowAnyException();
    }

    private InputStream reading(byte[] sealed) throws Exception {
        return new CipherInputStream(new ByteArrayInputStream(sealed), cipher(Cipher.DECRYPT_MODE));
    }

    @Test
    void r26_closingAStreamEarlyContactsNothingAndIsSilent() throws Exception {
        byte[] sealed = sealed();
        int before = fixture.storeCalls();
        try (KeyRing restarted = fixture.stores.reopen()) {
            fixture.stores.masterKeys.reachable(false);
            Cipher opening = Cipher.getInstance("EnvelopeStream", fixture.provider);
            opening.init(Cipher.DECRYPT_MODE, restarted.key("default"), SPEC);
            assertThatCode(() -> new CipherInputStream(new ByteArrayInputStream(sealed), opening).close())
                    .doesNotThrowAnyException();
            assertThat(fixture.storeCalls()).isEqualTo(before);
        }
        InputStream begun = reading(sealed);
        assertThat(begun.read()).isEqualTo(Byte.toUnsignedInt(MESSAGE[0]));
        assertThatCode(begun::close).doesNotThrowAnyException();
    }

    @Test
    void r27_anOutputStreamOfTheJdkHidesTruncation() throws Exception {
        byte[] sealed = sealed();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        OutputStream out = new CipherOutputStream(written, cipher(Cipher.DECRYPT_MODE));
        out.write(sealed, 0, sealed.length - 1);
        out.close();
        assertThat(written.toByteArray()).isEqualTo(Arrays.copyOf(MESSAGE, 3 * CHUNK));
    }
}
