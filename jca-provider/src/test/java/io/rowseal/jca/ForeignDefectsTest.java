package io.rowseal.jca;

import static io.rowseal.jca.CipherFixture.MESSAGE;
import static io.rowseal.jca.CipherFixture.SPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.ProviderException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Defects D1 to D9 of ciphers of other providers: ours do not have them. Those of the JDK that we work around are pinned. */
class ForeignDefectsTest {

    private static final byte[] LONG = CipherFixture.random(5, 40_000);
    private static final SecretKeySpec AES = new SecretKeySpec(new byte[32], "AES");
    private static final GCMParameterSpec GCM = new GCMParameterSpec(128, new byte[12]);

    private final CipherFixture fixture = new CipherFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private Cipher cipher(String name, int mode) throws Exception {
        Cipher cipher = Cipher.getInstance(name, fixture.provider);
        cipher.init(mode, fixture.key, SPEC);
        return cipher;
    }

    private byte[] sealed(String name, byte[] message) throws Exception {
        return cipher(name, Cipher.ENCRYPT_MODE).doFinal(message);
    }

    private static Cipher gcm(int mode) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
        cipher.init(mode, AES, GCM);
        return cipher;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Envelope", "EnvelopeStream"})
    void d1_afterAFailureNothingIsDecryptedUntilInit(String name) throws Exception {
        byte[] good = sealed(name, MESSAGE);
        byte[] bad = good.clone();
        bad[bad.length - 1] ^= 1;
        byte[] output = new byte[500];
        Cipher arrays = cipher(name, Cipher.DECRYPT_MODE);
        assertThatThrownBy(() -> arrays.doFinal(bad, 0, bad.length, output)).isInstanceOf(AEADBadTagException.class);
        assertThatThrownBy(() -> arrays.doFinal(good, 0, good.length, output))
                .isInstanceOf(IllegalStateException.class);
        Cipher buffers = cipher(name, Cipher.DECRYPT_MODE);
        assertThatThrownBy(() -> buffers.doFinal(ByteBuffer.wrap(bad), ByteBuffer.allocate(500)))
                .isInstanceOf(AEADBadTagException.class);
        assertThatThrownBy(() -> buffers.doFinal(ByteBuffer.wrap(good), ByteBuffer.allocate(500)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(output).isEqualTo(new byte[500]);
    }

    @Test
    void d1_theGcmOfJdk25DecryptsWronglyAfterAFailure() throws Exception {
        assumeTrue(Runtime.version().feature() == 25);
        byte[] good = gcm(Cipher.ENCRYPT_MODE).doFinal(MESSAGE);
        byte[] bad = good.clone();
        bad[bad.length - 1] ^= 1;
        Cipher cipher = gcm(Cipher.DECRYPT_MODE);
        byte[] output = new byte[MESSAGE.length];
        assertThatThrownBy(() -> cipher.doFinal(bad, 0, bad.length, output)).isInstanceOf(AEADBadTagException.class);
        cipher.doFinal(good, 0, good.length, output);
        assertThat(output).isNotEqualTo(MESSAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Envelope", "EnvelopeStream"})
    void d2_aFailureInPlaceLeavesTheCiphertext(String name) throws Exception {
        byte[] bad = sealed(name, LONG);
        bad[bad.length - 1] ^= 1;
        byte[] array = bad.clone();
        assertThatThrownBy(() -> cipher(name, Cipher.DECRYPT_MODE).doFinal(array, 0, array.length, array, 0))
                .isInstanceOf(AEADBadTagException.class);
        assertThat(array).isEqualTo(bad);
        for (ByteBuffer memory :
                new ByteBuffer[] {ByteBuffer.allocate(bad.length), ByteBuffer.allocateDirect(bad.length)}) {
            memory.put(0, bad);
            assertThatThrownBy(() -> cipher(name, Cipher.DECRYPT_MODE).doFinal(memory.duplicate(), memory.duplicate()))
                    .isInstanceOf(AEADBadTagException.class);
            assertThat(memory).isEqualTo(ByteBuffer.wrap(bad));
        }
    }

    @Test
    void d2_theGcmOfJdk25LeavesUnverifiedPlaintextInPlace() throws Exception {
        assumeTrue(Runtime.version().feature() == 25);
        byte[] bad = gcm(Cipher.ENCRYPT_MODE).doFinal(MESSAGE);
        bad[bad.length - 1] ^= 1;
        assertThatThrownBy(() -> gcm(Cipher.DECRYPT_MODE).doFinal(bad, 0, bad.length, bad, 0))
                .isInstanceOf(AEADBadTagException.class);
        assertThat(new String(bad, StandardCharsets.ISO_8859_1)).contains("attack at dawn");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Envelope", "EnvelopeStream"})
    void d3_noPartIsDropped(String name) throws Exception {
        byte[] sealed = sealed(name, LONG);
        for (int first : new int[] {1, 16, 484, 516, 16_384, 39_999}) {
            for (int offset : new int[] {0, 3}) {
                assertThat(inTwoParts(cipher(name, Cipher.DECRYPT_MODE), sealed, first, offset))
                        .isEqualTo(LONG);
                byte[] again = inTwoParts(cipher(name, Cipher.ENCRYPT_MODE), LONG, first, offset);
                assertThat(again).hasSize(sealed.length);
                assertThat(cipher(name, Cipher.DECRYPT_MODE).doFinal(again)).isEqualTo(LONG);
            }
        }
    }

    private static byte[] inTwoParts(Cipher cipher, byte[] input, int first, int offset) throws Exception {
        byte[] rest = new byte[offset + input.length - first];
        System.arraycopy(input, first, rest, offset, input.length - first);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        output.writeBytes(cipher.update(input, 0, first));
        output.writeBytes(cipher.doFinal(rest, offset, input.length - first));
        return output.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Envelope", "EnvelopeStream"})
    void d4_nothingIsNotAnAuthenticMessage(String name) throws Exception {
        assertThatThrownBy(() -> cipher(name, Cipher.DECRYPT_MODE).doFinal()).isInstanceOf(AEADBadTagException.class);
        assertThatThrownBy(() -> cipher(name, Cipher.DECRYPT_MODE).doFinal(new byte[0]))
                .isInstanceOf(AEADBadTagException.class);
        assertThatThrownBy(() -> cipher(name, Cipher.DECRYPT_MODE).doFinal(new byte[9], 0))
                .isInstanceOf(AEADBadTagException.class);
        assertThatThrownBy(() ->
                        cipher(name, Cipher.DECRYPT_MODE).doFinal(ByteBuffer.allocate(0), ByteBuffer.allocateDirect(9)))
                .isInstanceOf(AEADBadTagException.class);
        Cipher sealing = Cipher.getInstance(name, fixture.provider);
        sealing.init(Cipher.ENCRYPT_MODE, fixture.key, SPEC.detached());
        Cipher detached = Cipher.getInstance(name, fixture.provider);
        detached.init(Cipher.DECRYPT_MODE, fixture.key, sealing.getParameters());
        assertThatThrownBy(() -> detached.doFinal()).isInstanceOf(AEADBadTagException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Envelope", "EnvelopeStream"})
    void d5_outputThreeBytesBehindTheInputIsRight(String name) throws Exception {
        for (boolean direct : new boolean[] {false, true}) {
            ByteBuffer memory = direct ? ByteBuffer.allocateDirect(60_000) : ByteBuffer.allocate(60_000);
            memory.put(0, LONG);
            int length = cipher(name, Cipher.ENCRYPT_MODE)
                    .doFinal(
                            memory.duplicate().limit(LONG.length),
                            memory.duplicate().position(3));
            byte[] sealed = new byte[length];
            memory.get(3, sealed);
            assertThat(cipher(name, Cipher.DECRYPT_MODE).doFinal(sealed)).isEqualTo(LONG);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Envelope", "EnvelopeStream"})
    void d6_associatedDataEndsWithItsMessageAndKeysWithoutEncodingAreNamed(String name) throws Exception {
        Cipher sealing = cipher(name, Cipher.ENCRYPT_MODE);
        sealing.updateAAD(new byte[] {1});
        byte[] with = sealing.doFinal(MESSAGE);
        byte[] without = sealed(name, MESSAGE);
        Cipher cipher = cipher(name, Cipher.DECRYPT_MODE);
        cipher.updateAAD(new byte[] {1});
        cipher.doFinal(ByteBuffer.wrap(with), ByteBuffer.allocate(MESSAGE.length));
        assertThat(cipher.doFinal(without)).isEqualTo(MESSAGE);
        cipher.init(Cipher.DECRYPT_MODE, fixture.key);
        Cipher wrapping = cipher(name, Cipher.WRAP_MODE);
        assertThatThrownBy(() -> wrapping.wrap(fixture.key)).isInstanceOf(InvalidKeyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Envelope", "EnvelopeStream"})
    void d7_nothingUnverifiedLeavesLateAssociatedDataAndKeysOfOtherAlgorithmsAreRefused(String name) throws Exception {
        byte[] bad = sealed(name, Arrays.copyOf(LONG, 1000));
        bad[bad.length - 1] ^= 1;
        Cipher cipher = cipher(name, Cipher.DECRYPT_MODE);
        assertThat(cipher.update(bad)).isEmpty();
        assertThatThrownBy(() -> cipher.doFinal()).isInstanceOf(AEADBadTagException.class);
        InputStream in = new CipherInputStream(new ByteArrayInputStream(bad), cipher(name, Cipher.DECRYPT_MODE));
        assertThatThrownBy(in::read).hasCauseInstanceOf(AEADBadTagException.class);
        Cipher late = cipher(name, Cipher.DECRYPT_MODE);
        late.update(bad, 0, 10);
        assertThatThrownBy(() -> late.updateAAD(new byte[1])).isInstanceOf(IllegalStateException.class);
        Key mac = new SecretKeySpec(new byte[32], "HmacSHA256");
        assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, mac)).isInstanceOf(InvalidKeyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Envelope", "EnvelopeStream"})
    void d8_tooShortIsNotAuthenticAndNullParametersAreNone(String name) throws Exception {
        byte[] sealed = sealed(name, new byte[0]);
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> cipher(name, Cipher.DECRYPT_MODE).doFinal(cut))
                    .isExactlyInstanceOf(AEADBadTagException.class);
        }
        Cipher cipher = Cipher.getInstance(name, fixture.provider);
        cipher.init(Cipher.ENCRYPT_MODE, fixture.key, (EnvelopeParameterSpec) null);
        byte[] unbound = cipher.doFinal(MESSAGE);
        cipher.init(Cipher.DECRYPT_MODE, fixture.key, (EnvelopeParameterSpec) null);
        assertThat(cipher.doFinal(unbound)).isEqualTo(MESSAGE);
    }

    @Test
    void d8_theGcmOfJdk17FailsOtherwiseWhenATagIsCutOff() throws Exception {
        assumeTrue(Runtime.version().feature() == 17);
        assertThatThrownBy(() -> gcm(Cipher.DECRYPT_MODE).doFinal(new byte[15]))
                .isNotInstanceOf(AEADBadTagException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Envelope", "EnvelopeStream"})
    void d9_noTwoMessagesShareAKey(String name) throws Exception {
        Cipher cipher = Cipher.getInstance(name, fixture.provider);
        for (CipherKeys keys : CipherKeys.all(fixture)) {
            Set<ByteBuffer> headers = new HashSet<>();
            Set<ByteBuffer> bodies = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                cipher.init(Cipher.ENCRYPT_MODE, keys.seals(), SPEC.detached());
                headers.add(ByteBuffer.wrap(cipher.getParameters().getEncoded()));
                bodies.add(ByteBuffer.wrap(cipher.doFinal(MESSAGE)));
                assertThatThrownBy(() -> cipher.doFinal(MESSAGE)).isInstanceOf(IllegalStateException.class);
            }
            assertThat(headers).hasSize(50);
            assertThat(bodies).hasSize(50);
        }
    }

    @Test
    void d9_theGcmOfTheJdkRemembersOnlyTheLastPairOfKeyAndVector() throws Exception {
        Cipher cipher = gcm(Cipher.ENCRYPT_MODE);
        cipher.doFinal(MESSAGE);
        assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, AES, GCM))
                .isInstanceOfAny(java.security.InvalidAlgorithmParameterException.class, ProviderException.class);
        cipher.init(
                Cipher.ENCRYPT_MODE, AES, new GCMParameterSpec(128, new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
        cipher.doFinal(MESSAGE);
        cipher.init(Cipher.ENCRYPT_MODE, AES, GCM);
        assertThat(cipher.doFinal(MESSAGE)).isNotEmpty();
    }
}
