package io.rowseal.jca;

import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** Keys as bytes and back, for {@code wrap} and {@code unwrap}. */
final class KeyCodec {

    private KeyCodec() {}

    /** A copy of the encoding of a key; the caller wipes it. */
    static byte[] encode(Key key) throws InvalidKeyException {
        byte[] encoded;
        try {
            encoded = KeyBytes.encodingOf(key);
        } catch (UnsupportedOperationException | IllegalStateException e) {
            throw new InvalidKeyException(
                    "a key of " + key.getClass().getName() + " does not give its encoding: it cannot be wrapped", e);
        }
        if (encoded == null || encoded.length == 0) {
            throw new InvalidKeyException("a key of " + key.getClass().getName()
                    + " has no encoding, because it lives in a key store or device: it cannot be wrapped");
        }
        return encoded;
    }

    /** A key of its encoding, which stays the caller's to wipe. */
    static Key decode(byte[] encoded, String algorithm, int type, Primitives primitives)
            throws InvalidKeyException, NoSuchAlgorithmException {
        if (encoded.length == 0) {
            throw new InvalidKeyException("the message that was to be unwrapped is empty: it holds no key");
        }
        try {
            return switch (type) {
                case Cipher.SECRET_KEY -> new SecretKeySpec(encoded, algorithm);
                case Cipher.PUBLIC_KEY ->
                    primitives.keyFactory(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
                case Cipher.PRIVATE_KEY ->
                    primitives.keyFactory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
                default ->
                    throw new InvalidKeyException(
                            "key type " + type + " is unknown: give Cipher.SECRET_KEY," + " PUBLIC_KEY or PRIVATE_KEY");
            };
        } catch (InvalidKeySpecException | IllegalArgumentException e) {
            // Without the cause: parsers quote what they read, and that is key bytes.
            throw new InvalidKeyException("what was unwrapped is no " + algorithm + " key of the type asked for");
        }
    }
}
