package io.rowseal.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.jspecify.annotations.Nullable;

/**
 * The primitives of suite 0x01, asked from a JCA provider: AES-256-GCM (NIST SP 800-38D), AES-256-KWP (RFC 5649),
 * HMAC-SHA-256 (RFC 2104), HKDF-Expand (RFC 5869) and SHA-256. Nothing else in this library asks a provider for one.
 *
 * <p>Cipher and Mac objects are kept per thread, because {@code getInstance} costs more than a short encryption. Thread
 * safe. Not for application use.
 */
public final class Primitives {

    private static final int TAG_BITS = 128;
    private static final String RSA_OAEP = "RSA/ECB/OAEPPadding";
    private static final OAEPParameterSpec OAEP_SHA_256 =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private final @Nullable Provider provider;
    private final SecureRandom random;
    private final ThreadLocal<Engines> engines;

    private Primitives(@Nullable Provider provider, SecureRandom random) {
        this.provider = provider;
        this.random = random;
        this.engines = ThreadLocal.withInitial(() -> new Engines(provider));
    }

    /**
     * Primitives of the JDK: of provider SunJCE where it exists, else of the first provider that has them.
     *
     * @return primitives with the JDK's default random generator
     */
    public static Primitives standard() {
        return using(Security.getProvider("SunJCE"), new SecureRandom());
    }

    /**
     * Primitives of one provider.
     *
     * @param provider asked for AES and HMAC, or null for the provider search of the JDK
     * @param random source of keys and nonces
     * @return the primitives
     */
    public static Primitives using(@Nullable Provider provider, SecureRandom random) {
        return new Primitives(provider, random);
    }

    /**
     * Random bytes.
     *
     * @param count how many
     * @return a new array
     */
    public byte[] random(int count) {
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
        try {
            Mac mac = engines.get().mac;
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
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
        return hkdfExpand(engines.get().mac, pseudorandomKey, length, infoParts);
    }

    private static byte[] hkdfExpand(Mac mac, SecretKey pseudorandomKey, int length, byte[]... infoParts) {
        try {
            mac.init(pseudorandomKey);
            byte[] output = new byte[length];
            byte[] block = new byte[0];
            for (int done = 0, counter = 1; done < length; counter++) {
                mac.update(block);
                for (byte[] part : infoParts) {
                    mac.update(part);
                }
                mac.update((byte) counter);
                Arrays.fill(block, (byte) 0);
                block = mac.doFinal();
                int count = Math.min(block.length, length - done);
                System.arraycopy(block, 0, output, done, count);
                done += count;
            }
            Arrays.fill(block, (byte) 0);
            return output;
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
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
        // HMAC pads its key with zeros, so one zero byte is the empty salt, which key classes refuse.
        byte[] macKey = salt.length == 0 ? new byte[1] : salt.clone();
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
        return hkdfExpand(engines.get().macSha512, pseudorandomKey, length, infoParts);
    }

    /**
     * SHA-256.
     *
     * @param message the message
     * @return 32 bytes
     */
    public byte[] sha256(byte[] message) {
        return engines.get().sha256.digest(message);
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
     * AES-256-GCM encryption with a 16-byte tag.
     *
     * @param key 32 bytes
     * @param nonce 12 bytes
     * @param associatedData authenticated, not encrypted
     * @param plaintext what is encrypted
     * @param output receives ciphertext and tag; must not be the array of the plaintext
     * @param offset where the ciphertext begins in {@code output}
     */
    public void aesGcmSeal(
            SecretKey key, byte[] nonce, byte[] associatedData, byte[] plaintext, byte[] output, int offset) {
        aesGcmSeal(key, nonce, associatedData, plaintext, 0, plaintext.length, output, offset);
    }

    /**
     * AES-256-GCM encryption of a part of an array, with a 16-byte tag.
     *
     * @param key 32 bytes
     * @param nonce 12 bytes
     * @param associatedData authenticated, not encrypted
     * @param source holds the plaintext
     * @param from where the plaintext begins
     * @param length bytes of plaintext
     * @param output receives ciphertext and tag; must not be the array of the plaintext
     * @param offset where the ciphertext begins in {@code output}
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
        GCMParameterSpec spec = new GCMParameterSpec(TAG_BITS, nonce);
        try {
            Cipher cipher = engines.get().gcm;
            try {
                cipher.init(Cipher.ENCRYPT_MODE, key, spec);
            } catch (InvalidAlgorithmParameterException e) {
                // The JDK refuses the same key and nonce twice in a row. Derived nonces repeat only together with the
                // whole message, and a new object knows no previous call.
                cipher = engines.get().renewGcm(provider);
                cipher.init(Cipher.ENCRYPT_MODE, key, spec);
            }
            cipher.updateAAD(associatedData);
            cipher.doFinal(source, from, length, output, offset);
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
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
        try {
            Cipher cipher = engines.get().gcm;
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(associatedData);
            return cipher.doFinal(source, offset, length);
        } catch (AEADBadTagException e) {
            engines.get().renewGcm(provider);
            throw e;
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    /**
     * RSA-OAEP with SHA-256, MGF1 with SHA-256 and the empty label (RFC 8017 section 7.1). Both digests are named, because
     * providers differ in the default of the second.
     *
     * @param publicKey the recipient's key
     * @param key 32 bytes
     * @return as many bytes as the modulus has
     * @throws InvalidKeyException if the provider refuses the public key
     */
    public byte[] rsaOaepWrap(PublicKey publicKey, KeyBytes key) throws InvalidKeyException {
        byte[] encoded = key.getEncoded();
        try {
            Cipher cipher = cipher(RSA_OAEP, provider);
            cipher.init(Cipher.ENCRYPT_MODE, publicKey, OAEP_SHA_256, random);
            return cipher.doFinal(encoded);
        } catch (InvalidKeyException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /**
     * RSA-OAEP decryption, as {@link #rsaOaepWrap}. A private key without an encoding lives in a token: the JDK then searches
     * the provider that knows it.
     *
     * @param privateKey the recipient's key
     * @param wrapped as many bytes as the modulus has
     * @return the key bytes, of any length: the caller checks it and wipes them; null if the padding refuses
     * @throws InvalidKeyException if no provider takes the private key
     */
    public byte @Nullable [] rsaOaepUnwrap(PrivateKey privateKey, byte[] wrapped) throws InvalidKeyException {
        try {
            Cipher cipher = cipher(RSA_OAEP, privateKey.getEncoded() == null ? null : provider);
            cipher.init(Cipher.DECRYPT_MODE, privateKey, OAEP_SHA_256);
            return cipher.doFinal(wrapped);
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            return null;
        } catch (InvalidKeyException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    /**
     * AES-256-KWP (RFC 5649) of a key.
     *
     * @param wrappingKey 32 bytes
     * @param key 32 bytes
     * @return 40 bytes
     */
    public byte[] aesKwpWrap(SecretKey wrappingKey, KeyBytes key) {
        try {
            Cipher cipher = engines.get().kwp;
            cipher.init(Cipher.WRAP_MODE, wrappingKey);
            return cipher.wrap(key);
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
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
        Cipher cipher = engines.get().kwp;
        try {
            cipher.init(Cipher.DECRYPT_MODE, wrappingKey);
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
        try {
            return cipher.doFinal(wrapped);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    private static Cipher cipher(String transformation, @Nullable Provider provider) throws GeneralSecurityException {
        return provider == null ? Cipher.getInstance(transformation) : Cipher.getInstance(transformation, provider);
    }

    private static Mac mac(String algorithm, @Nullable Provider provider) throws GeneralSecurityException {
        return provider == null ? Mac.getInstance(algorithm) : Mac.getInstance(algorithm, provider);
    }

    private static ProviderException unexpected(GeneralSecurityException cause) {
        return new ProviderException(
                "a JCA provider refused a primitive this library needs: check the JDK's security configuration", cause);
    }

    private static final class Engines {

        private Cipher gcm;
        private final Cipher kwp;
        private final Mac mac;
        private final Mac macSha512;
        private final MessageDigest sha256;

        Engines(@Nullable Provider provider) {
            try {
                this.gcm = cipher("AES/GCM/NoPadding", provider);
                this.kwp = cipher("AES/KWP/NoPadding", provider);
                this.mac = mac("HmacSHA256", provider);
                this.macSha512 = mac("HmacSHA512", provider);
                this.sha256 = MessageDigest.getInstance("SHA-256");
            } catch (GeneralSecurityException e) {
                throw unexpected(e);
            }
        }

        Cipher renewGcm(@Nullable Provider provider) throws ProviderException {
            try {
                this.gcm = cipher("AES/GCM/NoPadding", provider);
                return gcm;
            } catch (GeneralSecurityException e) {
                throw unexpected(e);
            }
        }
    }
}
