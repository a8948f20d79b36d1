package io.rowseal.crypto;

import io.rowseal.KeyUnavailableException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import org.jspecify.annotations.Nullable;

/**
 * RSA-OAEP under a private key that never leaves its token: the token does the RSA operation without padding, which SunPKCS11
 * offers, and the padding is removed here. Thread safe.
 */
final class TokenRsa {

    /** The search finds the provider that knows the key. */
    private static final String BARE_RSA = "RSA/ECB/NoPadding";

    /** The sizes of modulus that recipients may have. */
    private static final int LEAST_BYTES = 256;

    private static final int MOST_BYTES = 2048;

    /** What PKCS#11 says of the token, not of the ciphertext; SunPKCS11 makes a bad padding of it. */
    private static final List<String> TOKEN_FAILURES = List.of(
            "CKR_DEVICE",
            "CKR_TOKEN",
            "CKR_SESSION",
            "CKR_USER",
            "CKR_PIN",
            "CKR_KEY_",
            "CKR_OBJECT_HANDLE",
            "CKR_OPERATION",
            "CKR_HOST_MEMORY",
            "CKR_SLOT_ID",
            "CKR_CRYPTOKI");

    private final PrimitiveSource source;

    TokenRsa(PrimitiveSource source) {
        this.source = source;
    }

    /**
     * Unwraps, or says that the padding refuses: one answer for all faults.
     *
     * @throws KeyUnavailableException if the token cannot use the key
     */
    byte @Nullable [] unwrap(PrivateKey key, byte[] wrapped) {
        if (wrapped.length < LEAST_BYTES || wrapped.length > MOST_BYTES) {
            return null;
        }
        try {
            Cipher bare = initialized(BARE_RSA, null, key);
            if (bare != null) {
                return decode(bare.doFinal(wrapped), wrapped.length);
            }
            Cipher padded = initialized(Primitive.RSA_OAEP.names().get(0), RsaOaep.PARAMETERS, key);
            if (padded != null) {
                return padded.doFinal(wrapped);
            }
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            if (isOfToken(e)) {
                throw unavailable(e);
            }
            return null;
        } catch (ProviderException e) {
            throw unavailable(e);
        }
        throw unavailable(new InvalidKeyException("no registered provider takes the key for " + BARE_RSA + " or OAEP"));
    }

    /** A cipher of the provider that takes the key, or null: some tokens forbid the one operation, most lack the other. */
    private static @Nullable Cipher initialized(
            String name, @Nullable AlgorithmParameterSpec parameters, PrivateKey key) {
        try {
            Cipher cipher = Cipher.getInstance(name);
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            return cipher;
        } catch (GeneralSecurityException e) {
            if (isOfToken(e)) {
                throw unavailable(e);
            }
            return null;
        }
    }

    private byte @Nullable [] decode(byte[] result, int modulusBytes) {
        // Some tokens leave out zeros at the beginning.
        byte[] encoded = new byte[modulusBytes];
        try {
            int shorter = modulusBytes - result.length;
            if (shorter < 0) {
                return null;
            }
            System.arraycopy(result, 0, encoded, shorter, result.length);
            return new OaepDecoding(source.sha256()).decode(encoded);
        } catch (GeneralSecurityException e) {
            throw new ProviderException("the provider " + source.description() + " has no SHA-256", e);
        } finally {
            Arrays.fill(result, (byte) 0);
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static boolean isOfToken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (TOKEN_FAILURES.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }

    private static KeyUnavailableException unavailable(Exception cause) {
        return new KeyUnavailableException(
                "the RSA private key in a token cannot be used: the token was removed or logged out, the key's provider is"
                        + " not registered, or the key may not decrypt (CKA_DECRYPT). See the cause, register the provider"
                        + " with Security.addProvider and log in again",
                cause);
    }
}
