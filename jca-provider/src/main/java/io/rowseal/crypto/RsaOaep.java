package io.rowseal.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.jspecify.annotations.Nullable;

/**
 * RSA-OAEP with SHA-256, MGF1 with SHA-256 and the empty label (RFC 8017 section 7.1). Both digests are named, because
 * providers differ in the default of the second. It asks for a cipher each time: an RSA operation costs far more. Its first use gives the provider questions with known answers. Thread
 * safe. Not for application use.
 */
public final class RsaOaep {

    static final OAEPParameterSpec PARAMETERS =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private final PrimitiveSource source;
    private final SecureRandom random;
    private final TokenRsa token;
    private final Runnable selfTest;

    RsaOaep(PrimitiveSource source, SecureRandom random, Runnable selfTest) {
        this.source = source;
        this.random = random;
        this.token = new TokenRsa(source);
        this.selfTest = selfTest;
    }

    /**
     * Encrypts a key.
     *
     * @param publicKey the recipient's key
     * @param key 32 bytes
     * @return as many bytes as the modulus has
     * @throws InvalidKeyException if the provider refuses the public key
     * @throws io.rowseal.SelfTestException if RSA of the provider does not work
     */
    public byte[] wrap(PublicKey publicKey, KeyBytes key) throws InvalidKeyException {
        selfTest.run();
        byte[] encoded = key.getEncoded();
        try {
            Cipher cipher = source.rsaOaep();
            if (initialize(cipher, Cipher.ENCRYPT_MODE, Cipher.WRAP_MODE, publicKey)) {
                return cipher.doFinal(encoded);
            }
            return cipher.wrap(key);
        } catch (InvalidKeyException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /**
     * Decrypts a key. A private key without an encoding lives in a token: the JDK then searches the provider that knows it for RSA
     * without padding, and the padding is removed here.
     *
     * @param privateKey the recipient's key
     * @param wrapped as many bytes as the modulus has
     * @return the key bytes, of any length: the caller checks it and wipes them; null if the padding refuses
     * @throws InvalidKeyException if the provider refuses the private key
     * @throws io.rowseal.KeyUnavailableException if the token cannot use the private key
     * @throws io.rowseal.SelfTestException if RSA of the provider does not work
     */
    public byte @Nullable [] unwrap(PrivateKey privateKey, byte[] wrapped) throws InvalidKeyException {
        selfTest.run();
        if (privateKey instanceof RSAKey rsa && !isInRange(wrapped, rsa.getModulus())) {
            return null;
        }
        if (privateKey.getEncoded() == null) {
            return token.unwrap(privateKey, wrapped);
        }
        try {
            Cipher cipher = source.rsaOaep();
            if (initialize(cipher, Cipher.DECRYPT_MODE, Cipher.UNWRAP_MODE, privateKey)) {
                return cipher.doFinal(wrapped);
            }
            return unwrap(cipher, wrapped);
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            return null;
        } catch (InvalidKeyException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    /** Whether the first mode was taken. BC-FIPS in its approved mode takes the second only, which leaves a copy of the key. */
    private boolean initialize(Cipher cipher, int mode, int approvedMode, Key key) throws GeneralSecurityException {
        try {
            cipher.init(mode, key, PARAMETERS, random);
            return true;
        } catch (InvalidParameterException e) {
            cipher.init(approvedMode, key, PARAMETERS, random);
            return false;
        }
    }

    private static byte @Nullable [] unwrap(Cipher cipher, byte[] wrapped) throws GeneralSecurityException {
        try {
            return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
        } catch (InvalidKeyException e) {
            // Here the padding refuses: the key itself was taken before.
            return null;
        }
    }

    /** RFC 8017, sections 7.1.2 and 5.1.2. Providers differ in the exception for this, and some throw an unchecked one. */
    private static boolean isInRange(byte[] wrapped, BigInteger modulus) {
        return wrapped.length == (modulus.bitLength() + 7) / 8 && new BigInteger(1, wrapped).compareTo(modulus) < 0;
    }

    private ProviderException unexpected(GeneralSecurityException cause) {
        return new ProviderException(
                "the provider " + source.description() + " refused " + Primitive.RSA_OAEP.label()
                        + ": check the JDK's security configuration",
                cause);
    }
}
