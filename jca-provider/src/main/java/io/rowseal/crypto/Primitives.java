package io.rowseal.crypto;

import io.rowseal.RowsealException;
import io.rowseal.SelfTestException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The primitives of suite 0x01, asked from one JCA provider: AES-256-GCM (NIST SP 800-38D), AES-256-KWP (RFC 5649),
 * HMAC-SHA-256 and -512 (RFC 2104), HKDF (RFC 5869), SHA-256, RSA-OAEP (RFC 8017) and random numbers. Nothing else in this
 * library asks a provider for one.
 *
 * <p>At the first use each instance gives the provider questions with published answers. If one answer is wrong, every use of
 * this instance throws {@link SelfTestException} from then on.
 *
 * <p>Cipher and Mac objects are used again, because {@code getInstance} costs more than a short encryption. They belong to
 * this instance and to no thread. Thread safe. Not for application use.
 */
public final class Primitives {

    private static final int HASH_BYTES = 32;

    private final PrimitiveSource source;
    private final SecureRandom random;
    private final SelfTest selfTest;
    private final RsaOaep rsa;
    private final EnginePool engines;

    private Primitives(PrimitiveSource source, SecureRandom random, boolean testRandom) {
        this.source = source;
        this.random = random;
        this.engines = new EnginePool(pool -> new Engines(pool, source, random));
        this.selfTest = new SelfTest(
                () -> {
                    KnownAnswers.check(source, random);
                    if (testRandom) {
                        RandomCheck.check(source, random);
                    }
                },
                // Not with a generator of tests, which gives only what the test wants to be drawn.
                () -> RsaKnownAnswer.check(source, testRandom ? random : source.random()));
        this.rsa = new RsaOaep(source, random, selfTest::requireWithRsa);
    }

    /**
     * Primitives of the JDK: ciphers and HMAC of SunJCE and SHA-256 of SUN where these exist, else of the first provider that
     * has them, and the JVM's default random generator.
     *
     * @return new primitives, not tested yet
     */
    public static Primitives standard() {
        PrimitiveSource source = PrimitiveSource.jdk();
        return new Primitives(source, source.random(), true);
    }

    /**
     * The {@link #standard} primitives of this process, for keys that belong to no key ring: tested once, not for each key.
     *
     * @return always the same
     */
    public static Primitives shared() {
        return Shared.JDK;
    }

    /** Created at the first use, immutable: no state of an application. */
    private static final class Shared {
        static final Primitives JDK = standard();
    }

    /**
     * Primitives of one provider, its random generator included. None is ever taken from another provider; SunJCE alone stands
     * for the whole JDK, as in {@link #standard()}.
     *
     * @param provider the provider, registered in the JVM or not
     * @return new primitives, not tested yet
     * @throws io.rowseal.ConfigurationException if it lacks a primitive; the message lists all that are missing
     */
    public static Primitives of(Provider provider) {
        PrimitiveSource source = PrimitiveSource.of(provider);
        return new Primitives(source, source.random(), true);
    }

    /**
     * Primitives with a given random generator, for tests.
     *
     * @param provider as {@link #of}, or null for the provider search of the JDK
     * @param random source of keys and nonces; the self test does not draw from it
     * @return new primitives, not tested yet
     */
    public static Primitives using(@Nullable Provider provider, SecureRandom random) {
        return new Primitives(PrimitiveSource.of(provider), random, false);
    }

    /** Name and version of the provider, for messages and diagnostics. */
    public String provider() {
        return source.description();
    }

    /**
     * Runs the self test now, unless it has run. RSA is not part of it: it is tested at its first use.
     *
     * @throws SelfTestException if a primitive failed, now or earlier
     */
    public void requireSelfTest() {
        selfTest.require();
    }

    /**
     * Runs the whole self test of a provider, RSA included, for diagnostics.
     *
     * @param provider the provider, or null for the JDK's primitives
     * @return one line that names the provider, and says "passed" or what is wrong and what to do
     */
    public static String selfTestReport(@Nullable Provider provider) {
        try {
            Primitives primitives = provider == null ? standard() : of(provider);
            return primitives.selfTestReport();
        } catch (RowsealException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Runs what has not run of the self test, and returns what {@link #selfTestReport(Provider)} does. */
    public String selfTestReport() {
        try {
            selfTest.requireWithRsa();
            return "primitives of the provider " + provider() + ": self test passed";
        } catch (SelfTestException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Engines engines() {
        selfTest.require();
        return engines.lend();
    }

    /**
     * Has the provider's objects overwrite the keys they were used with last, as far as the provider does so, and drops the
     * objects. What is in use meanwhile follows when it is done. This instance stays usable.
     */
    public void forgetKeys() {
        engines.forgetKeys();
    }

    /**
     * A key factory of the provider, for keys that were wrapped.
     *
     * @param algorithm name of the key's algorithm
     * @return a new factory
     * @throws NoSuchAlgorithmException if the provider has none
     */
    public KeyFactory keyFactory(String algorithm) throws NoSuchAlgorithmException {
        return source.keyFactory(algorithm);
    }

    /**
     * Random bytes.
     *
     * @param count how many
     * @return a new array
     */
    public byte[] random(int count) {
        selfTest.require();
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /**
     * HMAC-SHA-256 over the concatenation of parts.
     *
     * @param key the key
     * @param parts the message
     * @return 32 bytes
     */
    public byte[] hmacSha256(SecretKey key, byte[]... parts) {
        try (Engines lent = engines()) {
            return lent.hmacSha256(key, parts);
        }
    }

    /**
     * HKDF-Expand with SHA-256 (RFC 5869 section 2.3). Extract is left out where the key is uniform already.
     *
     * @param pseudorandomKey a uniform key of 32 bytes
     * @param length bytes of output, at most 8160
     * @param infoParts concatenated they are the info
     * @return the output; the caller wipes it
     */
    public byte[] hkdfExpand(SecretKey pseudorandomKey, int length, byte[]... infoParts) {
        try (Engines lent = engines()) {
            return lent.hkdfExpandSha256(pseudorandomKey, length, infoParts);
        }
    }

    /**
     * HKDF-Extract with SHA-256 (RFC 5869 section 2.2), for keys that need not be uniform.
     *
     * @param salt of any length; may be public
     * @param inputKey the key
     * @return a uniform key of 32 bytes; the caller closes it
     */
    public KeyBytes hkdfExtract(byte[] salt, SecretKey inputKey) {
        byte[] input = inputKey.getEncoded();
        // HMAC pads its key with zeros, so zeros are the empty salt, which key classes refuse.
        byte[] macKey = salt.length == 0 ? new byte[HASH_BYTES] : salt.clone();
        try (KeyBytes saltKey = KeyBytes.hmac(macKey)) {
            return KeyBytes.hmac(hmacSha256(saltKey, input));
        } finally {
            Arrays.fill(input, (byte) 0);
        }
    }

    /**
     * HKDF-Expand with SHA-512 (RFC 5869 section 2.3).
     *
     * @param pseudorandomKey a uniform key
     * @param length bytes of output, at most 16320
     * @param infoParts concatenated they are the info
     * @return the output; the caller wipes it
     */
    public byte[] hkdfExpandSha512(SecretKey pseudorandomKey, int length, byte[]... infoParts) {
        try (Engines lent = engines()) {
            return lent.hkdfExpandSha512(pseudorandomKey, length, infoParts);
        }
    }

    /**
     * SHA-256.
     *
     * @param message the message
     * @return 32 bytes
     */
    public byte[] sha256(byte[] message) {
        try (Engines lent = engines()) {
            return lent.sha256(message);
        }
    }

    /**
     * Compares without telling by time where two arrays differ.
     *
     * @param a one array
     * @param b the other array
     * @return whether they are equal
     */
    public static boolean constantTimeEquals(byte[] a, byte[] b) {
        return MessageDigest.isEqual(a, b);
    }

    /**
     * AES-256-GCM encryption with a 16-byte tag, under a nonce that never comes twice with one key. The JDK and most providers
     * refuse the nonce of the call before.
     *
     * @param key 32 bytes
     * @param nonce 12 bytes
     * @param associatedData authenticated, not encrypted
     * @param plaintext what is encrypted
     * @param output receives ciphertext and tag; must not be the array of the plaintext
     * @param offset where the ciphertext begins in {@code output}
     * @throws java.security.ProviderException if the provider refuses the nonce, because it was used before
     */
    public void aesGcmSeal(
            SecretKey key, byte[] nonce, byte[] associatedData, byte[] plaintext, byte[] output, int offset) {
        aesGcmSeal(key, nonce, associatedData, plaintext, 0, plaintext.length, output, offset);
    }

    /**
     * As {@link #aesGcmSeal(SecretKey, byte[], byte[], byte[], byte[], int)}, but under a nonce that is derived from the whole
     * message: where the nonce repeats, so do plaintext and associated data, and the output tells nothing new.
     *
     * @param key 32 bytes
     * @param nonce 12 bytes, a pseudorandom function of associated data and plaintext
     * @param associatedData authenticated, not encrypted
     * @param plaintext what is encrypted
     * @param output receives ciphertext and tag; must not be the array of the plaintext
     * @param offset where the ciphertext begins in {@code output}
     */
    public void aesGcmSealDerived(
            SecretKey key, byte[] nonce, byte[] associatedData, byte[] plaintext, byte[] output, int offset) {
        try (Engines lent = engines()) {
            lent.gcmSealDerived(key, nonce, associatedData, plaintext, output, offset);
        }
    }

    /**
     * AES-256-GCM encryption of a part of an array, with a 16-byte tag, under a nonce that never comes twice with one key.
     *
     * @param key 32 bytes
     * @param nonce 12 bytes
     * @param associatedData authenticated, not encrypted
     * @param source holds the plaintext
     * @param from where the plaintext begins
     * @param length bytes of plaintext
     * @param output receives ciphertext and tag; must not be the array of the plaintext
     * @param offset where the ciphertext begins in {@code output}
     * @throws java.security.ProviderException if the provider refuses the nonce, because it was used before
     */
    public void aesGcmSeal(
            SecretKey key,
            byte[] nonce,
            byte[] associatedData,
            byte[] source,
            int from,
            int length,
            byte[] output,
            int offset) {
        try (Engines lent = engines()) {
            lent.gcmSeal(key, nonce, associatedData, source, from, length, output, offset);
        }
    }

    /**
     * AES-256-GCM decryption with a 16-byte tag. Never in place: JDK 25 leaves unverified plaintext behind then.
     *
     * @param key 32 bytes
     * @param nonce 12 bytes
     * @param associatedData as at encryption
     * @param source holds ciphertext and tag
     * @param offset where the ciphertext begins
     * @param length bytes of ciphertext and tag
     * @return the plaintext
     * @throws AEADBadTagException if the tag does not fit
     */
    public byte[] aesGcmOpen(SecretKey key, byte[] nonce, byte[] associatedData, byte[] source, int offset, int length)
            throws AEADBadTagException {
        try (Engines lent = engines()) {
            return lent.gcmOpen(key, nonce, associatedData, source, offset, length);
        }
    }

    /**
     * RSA-OAEP of the provider, tested at its first use.
     *
     * @return the same for these primitives
     */
    public RsaOaep rsaOaep() {
        return rsa;
    }

    /**
     * AES-256-KWP (RFC 5649) of a key.
     *
     * @param wrappingKey 32 bytes
     * @param key 32 bytes
     * @return 40 bytes
     */
    public byte[] aesKwpWrap(SecretKey wrappingKey, KeyBytes key) {
        try (Engines lent = engines()) {
            return lent.kwpWrap(wrappingKey, key);
        }
    }

    /**
     * AES-256-KWP unwrapping.
     *
     * @param wrappingKey 32 bytes
     * @param wrapped 40 bytes
     * @return the key bytes, of any length from 25 to 32: the caller checks it and wipes them; null if the integrity check
     *     refuses
     */
    public byte @Nullable [] aesKwpUnwrap(SecretKey wrappingKey, byte[] wrapped) {
        try (Engines lent = engines()) {
            return lent.kwpUnwrap(wrappingKey, wrapped);
        }
    }
}
