package io.rowseal.jca;

import static io.rowseal.jca.CipherFixture.MESSAGE;
import static io.rowseal.jca.CipherFixture.SPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.keys.ClientKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.InvalidKeyException;
import java.security.Key;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ciphers with every class of keys: round trips in all forms of the calls, sizes, associated data, parameters. */
class EveryKeyTest {

    private static final CipherFixture FIXTURE = new CipherFixture();
    private static final byte[] AAD = {1, 2, 3};
    private static final int CHUNK = 16 * 1024;

    @AfterAll
    static void close() {
        FIXTURE.close();
    }

    static Stream<Arguments> ciphersAndKeys() {
        return Stream.of("Envelope", "EnvelopeStream")
                .flatMap(name -> CipherKeys.all(FIXTURE).stream().map(keys -> Arguments.of(name, keys)));
    }

    private static Cipher cipher(String name, int mode, Key key, EnvelopeParameterSpec spec) throws Exception {
        Cipher cipher = Cipher.getInstance(name, FIXTURE.provider);
        cipher.init(mode, key, spec);
        return cipher;
    }

    @ParameterizedTest
    @MethodSource("ciphersAndKeys")
    void r19_oneShotSizesAreExactAndBoundsHoldAtEveryStep(String name, CipherKeys keys) throws Exception {
        for (int length : new int[] {0, 1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 50_000}) {
            byte[] message = CipherFixture.random(length, length);
            Cipher sealing = cipher(name, Cipher.ENCRYPT_MODE, keys.seals(), SPEC);
            int size = sealing.getOutputSize(length);
            byte[] sealed = sealing.doFinal(message);
            assertThat(sealed).hasSize(size);
            Cipher opening = cipher(name, Cipher.DECRYPT_MODE, keys.opens(), SPEC);
            assertThat(opening.getOutputSize(sealed.length)).isGreaterThanOrEqualTo(length);
            byte[] exact = new byte[length];
            assertThat(opening.doFinal(sealed, 0, sealed.length, exact)).isEqualTo(length);
            assertThat(exact).isEqualTo(message);
            for (int part : new int[] {1, 7, 500, 20_000}) {
                if (length / part < 2000) {
                    byte[] parts = inParts(cipher(name, Cipher.ENCRYPT_MODE, keys.seals(), SPEC), message, part);
                    assertThat(inParts(opening, parts, part)).isEqualTo(message);
                }
            }
        }
    }

    /** Each step into exactly as many bytes as it announces, or more. */
    private static byte[] inParts(Cipher cipher, byte[] input, int part) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int done = 0;
        while (input.length - done > part) {
            byte[] output = new byte[cipher.getOutputSize(part)];
            all.write(output, 0, cipher.update(input, done, part, output, 0));
            done += part;
        }
        byte[] output = new byte[cipher.getOutputSize(input.length - done)];
        all.write(output, 0, cipher.doFinal(input, done, input.length - done, output, 0));
        return all.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("ciphersAndKeys")
    void r16_associatedDataIsBoundAndNeverCarriedOn(String name, CipherKeys keys) throws Exception {
        Cipher sealing = cipher(name, Cipher.ENCRYPT_MODE, keys.seals(), SPEC);
        sealing.updateAAD(AAD, 0, 1);
        sealing.updateAAD(ByteBuffer.wrap(AAD, 1, 2));
        byte[] with = sealing.doFinal(MESSAGE);
        byte[] without = cipher(name, Cipher.ENCRYPT_MODE, keys.seals(), SPEC).doFinal(MESSAGE);
        Cipher opening = cipher(name, Cipher.DECRYPT_MODE, keys.opens(), SPEC);
        opening.updateAAD(AAD);
        assertThat(opening.doFinal(with)).isEqualTo(MESSAGE);
        assertThat(opening.doFinal(without)).isEqualTo(MESSAGE);
        assertThatThrownBy(() -> opening.doFinal(with)).isInstanceOf(AEADBadTagException.class);
        Cipher late = cipher(name, Cipher.ENCRYPT_MODE, keys.seals(), SPEC);
        late.update(AAD);
        assertThatThrownBy(() -> late.updateAAD(AAD)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("ciphersAndKeys")
    void r14_r15_anEncryptionEndsAndADecryptionGoesOnUntilAFailure(String name, CipherKeys keys) throws Exception {
        Cipher sealing = cipher(name, Cipher.ENCRYPT_MODE, keys.seals(), SPEC);
        byte[] sealed = sealing.doFinal(MESSAGE);
        assertThatThrownBy(() -> sealing.doFinal(MESSAGE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sealing.update(MESSAGE)).isInstanceOf(IllegalStateException.class);
        Cipher opening = cipher(name, Cipher.DECRYPT_MODE, keys.opens(), SPEC);
        for (int i = 0; i < 3; i++) {
            assertThat(opening.doFinal(sealed)).isEqualTo(MESSAGE);
        }
        byte[] bad = sealed.clone();
        bad[bad.length - 1] ^= 1;
        assertThatThrownBy(() -> opening.doFinal(bad)).isInstanceOf(AEADBadTagException.class);
        assertThatThrownBy(() -> opening.doFinal(sealed)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("ciphersAndKeys")
    void r17_keysAreWrapped(String name, CipherKeys keys) throws Exception {
        SecretKeySpec wrapped = new SecretKeySpec(CipherFixture.random(9, 32), "AES");
        Cipher wrapping = cipher(name, Cipher.WRAP_MODE, keys.seals(), SPEC);
        int size = wrapping.getOutputSize(32);
        byte[] bytes = wrapping.wrap(wrapped);
        assertThat(bytes).hasSize(size);
        Cipher unwrapping = cipher(name, Cipher.UNWRAP_MODE, keys.opens(), SPEC);
        assertThat(unwrapping.unwrap(bytes, "AES", Cipher.SECRET_KEY)).isEqualTo(wrapped);
        bytes[bytes.length - 1] ^= 1;
        assertThatThrownBy(() -> unwrapping.unwrap(bytes, "AES", Cipher.SECRET_KEY))
                .isExactlyInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("not authentic")
                .hasNoCause();
    }

    @ParameterizedTest
    @MethodSource("ciphersAndKeys")
    void r18_headerAndBodyCanBeStoredApart(String name, CipherKeys keys) throws Exception {
        Cipher sealing = cipher(name, Cipher.ENCRYPT_MODE, keys.seals(), SPEC.detached());
        AlgorithmParameters parameters = sealing.getParameters();
        byte[] body = sealing.doFinal(MESSAGE);
        byte[] header = sealing.getParameters()
                .getParameterSpec(EnvelopeParameterSpec.class)
                .header();
        byte[] attached = new byte[header.length + body.length];
        System.arraycopy(header, 0, attached, 0, header.length);
        System.arraycopy(body, 0, attached, header.length, body.length);
        assertThat(cipher(name, Cipher.DECRYPT_MODE, keys.opens(), SPEC).doFinal(attached))
                .isEqualTo(MESSAGE);

        AlgorithmParameters stored = AlgorithmParameters.getInstance("Envelope", FIXTURE.provider);
        stored.init(parameters.getEncoded());
        EnvelopeParameterSpec read =
                stored.getParameterSpec(EnvelopeParameterSpec.class).withContext(CipherFixture.CONTEXT);
        assertThat(read).isEqualTo(SPEC.withHeader(header).detached());
        Cipher opening = cipher(name, Cipher.DECRYPT_MODE, keys.opens(), read);
        assertThat(opening.getOutputSize(body.length)).isEqualTo(MESSAGE.length);
        for (int part : new int[] {1, 16, body.length}) {
            assertThat(inParts(opening, body, part)).isEqualTo(MESSAGE);
        }
        opening.init(Cipher.DECRYPT_MODE, keys.opens(), parameters);
        assertThat(opening.doFinal(body)).isEqualTo(MESSAGE);
    }

    @ParameterizedTest
    @MethodSource("ciphersAndKeys")
    void r18_anEmptyBodyIsNotAuthenticInAnyBuffer(String name, CipherKeys keys) throws Exception {
        AlgorithmParameters parameters =
                cipher(name, Cipher.ENCRYPT_MODE, keys.seals(), SPEC.detached()).getParameters();
        Cipher opening = Cipher.getInstance(name, FIXTURE.provider);
        for (ByteBuffer empty : List.of(
                ByteBuffer.allocate(0),
                ByteBuffer.allocateDirect(0),
                ByteBuffer.allocate(0).asReadOnlyBuffer())) {
            opening.init(Cipher.DECRYPT_MODE, keys.opens(), parameters);
            assertThatThrownBy(() -> opening.doFinal(empty, ByteBuffer.allocate(0)))
                    .isExactlyInstanceOf(AEADBadTagException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("ciphersAndKeys")
    void r12_aHeaderThatDisagreesWithTheParametersIsNotAuthentic(String name, CipherKeys keys) throws Exception {
        Cipher sealing = cipher(name, Cipher.ENCRYPT_MODE, keys.seals(), SPEC);
        AlgorithmParameters parameters = sealing.getParameters();
        byte[] sealed = sealing.doFinal(MESSAGE);
        byte[] other = cipher(name, Cipher.ENCRYPT_MODE, keys.seals(), SPEC).doFinal(MESSAGE);
        Cipher opening = Cipher.getInstance(name, FIXTURE.provider);
        opening.init(Cipher.DECRYPT_MODE, keys.opens(), parameters);
        assertThat(opening.doFinal(sealed)).isEqualTo(MESSAGE);
        assertThatThrownBy(() -> opening.doFinal(other)).isInstanceOf(AEADBadTagException.class);
    }

    @ParameterizedTest
    @MethodSource("ciphersAndKeys")
    void r21_outputMayOverlapInputInEveryWay(String name, CipherKeys keys) throws Exception {
        byte[] message = CipherFixture.random(21, 2 * CHUNK + 100);
        for (int shift : new int[] {-600, -16, -1, 0, 1, 3, 16, 99, 600}) {
            byte[] memory = new byte[50_000];
            System.arraycopy(message, 0, memory, 700, message.length);
            Cipher sealing = cipher(name, Cipher.ENCRYPT_MODE, keys.seals(), SPEC);
            int length = sealing.doFinal(memory, 700, message.length, memory, 700 + shift);
            Cipher opening = cipher(name, Cipher.DECRYPT_MODE, keys.opens(), SPEC);
            assertThat(opening.doFinal(memory, 700 + shift, length)).isEqualTo(message);
            for (int back : new int[] {-50, 0, 50}) {
                byte[] again = memory.clone();
                int opened = opening.doFinal(again, 700 + shift, length, again, 700 + shift + back);
                assertThat(Arrays.copyOfRange(again, 700 + shift + back, 700 + shift + back + opened))
                        .isEqualTo(message);
            }
            ByteBuffer direct = ByteBuffer.allocateDirect(50_000).put(700, message);
            ByteBuffer source = direct.duplicate().position(700).limit(700 + message.length);
            ByteBuffer target = direct.duplicate().position(700 + shift);
            assertThat(cipher(name, Cipher.ENCRYPT_MODE, keys.seals(), SPEC).doFinal(source, target))
                    .isEqualTo(length);
            ByteBuffer sealed = direct.duplicate().position(700 + shift).limit(target.position());
            ByteBuffer opened = direct.duplicate().position(700);
            assertThat(opening.doFinal(sealed, opened)).isEqualTo(message.length);
            byte[] result = new byte[message.length];
            direct.get(700, result);
            assertThat(result).isEqualTo(message);
        }
    }

    @Test
    void r12_keysThatCanNotDoWhatIsAskedAreRefusedInInit() throws Exception {
        ClientKey destroyed = ClientKey.of(CipherFixture.random(3, 32));
        destroyed.destroy();
        for (String name : List.of("Envelope", "EnvelopeStream")) {
            assertInvalid(name, Cipher.DECRYPT_MODE, CipherKeys.RSA.getPublic(), "private key");
            assertInvalid(name, Cipher.UNWRAP_MODE, CipherKeys.RSA.getPublic(), "private key");
            assertInvalid(name, Cipher.ENCRYPT_MODE, CipherKeys.RSA.getPrivate(), "public key");
            assertInvalid(name, Cipher.WRAP_MODE, CipherKeys.RSA.getPrivate(), "public key");
            assertInvalid(name, Cipher.ENCRYPT_MODE, destroyed, "destroyed");
            assertInvalid(name, Cipher.DECRYPT_MODE, destroyed, "destroyed");
            assertInvalid(name, Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[16], "AES"), "128 bits");
            assertInvalid(name, Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[32], "AES"), "all zero");
            assertInvalid(name, Cipher.DECRYPT_MODE, new SecretKeySpec(new byte[32], "ChaCha20"), "ChaCha20");
        }
    }

    private static void assertInvalid(String name, int mode, Key key, String text) {
        assertThatThrownBy(() -> cipher(name, mode, key, SPEC))
                .isExactlyInstanceOf(InvalidKeyException.class)
                .hasMessageContaining(text);
    }
}
