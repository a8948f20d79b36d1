package io.rowseal.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
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
 * providers differ in the default of the second. It asks for a cipher each time: an RSA operation costs far more. Thread safe.
 */
final class RsaOaep {

    private static final OAEPParameterSpec PARAMETERS =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private final PrimitiveSource source;
    private final SecureRandom random;

    RsaOaep(PrimitiveSource source, SecureRandom random) {
        this.source = source;
        this.random = random;
    }

    byte[] wrap(PublicKey publicKey, KeyBytes key) throws InvalidKeyException {
        byte[] encoded = key.getEncoded();
        try {
            Cipher cipher = source.rsaOaep();
            cipher.init(Cipher.ENCRYPT_MODE, publicKey, PARAMETERS, random);
            return cipher.doFinal(encoded);
        } catch (InvalidKeyException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    byte @Nullable [] unwrap(PrivateKey privateKey, byte[] wrapped) throws InvalidKeyException {
        // Providers differ in the exception for a wrong length, some throw an unchecked one.
        if (privateKey instanceof RSAKey rsa
                && wrapped.length != (rsa.getModulus().bitLength() + 7) / 8) {
            return null;
        }
        try {
            Cipher cipher = privateKey.getEncoded() == null ? PrimitiveSource.rsaOaepOfToken() : source.rsaOaep();
            cipher.init(Cipher.DECRYPT_MODE, privateKey, PARAMETERS, random);
            return cipher.doFinal(wrapped);
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            return null;
        } catch (InvalidKeyException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    private ProviderException unexpected(GeneralSecurityException cause) {
        return new ProviderException(
                "the provider " + source.description() + " refused " + Primitive.RSA_OAEP.label()
                        + ": check the JDK's security configuration",
                cause);
    }
}
