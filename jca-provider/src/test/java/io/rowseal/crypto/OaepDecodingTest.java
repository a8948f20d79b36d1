package io.rowseal.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The padding of RSA-OAEP, compared with the JDK's. */
class OaepDecodingTest {

    private static final int HASH = 32;
    private static KeyPair pair;

    @BeforeAll
    static void makeKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
    }

    @Test
    void f12_messagesOfEveryLengthAreDecoded() throws Exception {
        Random random = new Random(12);
        for (int length = 0; length <= 256 - 2 * HASH - 2; length++) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            assertThat(decode(bare(cipher(Cipher.ENCRYPT_MODE).doFinal(message))))
                    .isEqualTo(message);
        }
    }

    @Test
    void f12_whatIsAlteredGetsTheJdksAnswer() throws Exception {
        Random random = new Random(13);
        byte[] encoded = bare(cipher(Cipher.ENCRYPT_MODE).doFinal(new byte[] {1, 0, 1}));
        Set<Boolean> answers = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            byte[] altered = i == 0 ? encoded.clone() : masked(random, i);
            byte[] expected = byJdk(altered);
            answers.add(expected == null);
            assertThat(decode(altered)).as(Integer.toString(i)).isEqualTo(expected);
        }
        assertThat(answers).containsExactlyInAnyOrder(true, false);
    }

    /** The parts in clear, one of them wrong or right at random, then masked as the standard says. */
    private static byte[] masked(Random random, int which) throws Exception {
        byte[] data = new byte[256 - HASH - 1];
        System.arraycopy(MessageDigest.getInstance("SHA-256").digest(), 0, data, 0, HASH);
        int separator = HASH + random.nextInt(data.length - HASH);
        data[separator] = (byte) new int[] {1, 1, 0, 2, 255, 128}[which % 6];
        if (which % 7 == 0) {
            data[random.nextInt(HASH)] ^= (byte) (1 << random.nextInt(8));
        }
        byte[] tail = new byte[data.length - separator - 1];
        random.nextBytes(tail);
        System.arraycopy(tail, 0, data, separator + 1, which % 5 == 0 ? 0 : tail.length);
        byte[] seed = new byte[HASH];
        random.nextBytes(seed);
        byte[] maskedData = xor(data, mgf(seed, data.length));
        byte[] maskedSeed = xor(seed, mgf(maskedData, HASH));
        byte[] encoded = new byte[256];
        encoded[0] = (byte) (which % 11 == 0 ? 1 : 0);
        System.arraycopy(maskedSeed, 0, encoded, 1, HASH);
        System.arraycopy(maskedData, 0, encoded, 1 + HASH, maskedData.length);
        return encoded;
    }

    private static byte[] mgf(byte[] seed, int length) throws Exception {
        byte[] mask = new byte[length];
        for (int i = 0; i < length; i++) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(seed);
            mask[i] = digest.digest(new byte[] {0, 0, 0, (byte) (i / HASH)})[i % HASH];
        }
        return mask;
    }

    private static byte[] xor(byte[] a, byte[] b) {
        byte[] result = a.clone();
        for (int i = 0; i < a.length; i++) {
            result[i] ^= b[i];
        }
        return result;
    }

    private static byte[] bare(byte[] ciphertext) throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, pair.getPrivate());
        return cipher.doFinal(ciphertext);
    }

    private static byte @Nullable [] byJdk(byte[] encoded) throws Exception {
        RSAPrivateKey key = (RSAPrivateKey) pair.getPrivate();
        if (new BigInteger(1, encoded).compareTo(key.getModulus()) >= 0) {
            return null;
        }
        Cipher encrypt = Cipher.getInstance("RSA/ECB/NoPadding");
        encrypt.init(Cipher.ENCRYPT_MODE, pair.getPublic());
        try {
            return cipher(Cipher.DECRYPT_MODE).doFinal(encrypt.doFinal(encoded));
        } catch (BadPaddingException e) {
            return null;
        }
    }

    private static Cipher cipher(int mode) throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                mode,
                mode == Cipher.ENCRYPT_MODE ? pair.getPublic() : pair.getPrivate(),
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        return cipher;
    }

    private static byte @Nullable [] decode(byte[] encoded) throws Exception {
        byte[] copy = Arrays.copyOf(encoded, encoded.length);
        return new OaepDecoding(MessageDigest.getInstance("SHA-256")).decode(copy);
    }
}
