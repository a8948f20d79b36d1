package io.rowseal.direct;

import java.security.Key;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** The recipients of a message, as keys that wrap data keys themselves. Immutable and thread safe. */
public final class DirectKeys {

    private static final String RECIPIENTS = "master-key handles, AES keys of 256 bits with encoding, and RSA keys";

    private final List<DirectKey> keys;

    /** @param keys at least one, in the order in which they are tried */
    public DirectKeys(List<DirectKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** {@return the keys in the order in which they are tried} */
    public List<DirectKey> keys() {
        return keys;
    }

    /**
     * Whether a key of another library, such as the JDK, can wrap data keys itself.
     *
     * @param key any object
     * @return whether {@link #one} takes it or explains what is wrong with it
     */
    public static boolean accepts(@Nullable Object key) {
        return key instanceof RSAPublicKey
                || key instanceof RSAPrivateKey
                || isRsaOfToken(key)
                || (key instanceof SecretKey secret && isAes(secret));
    }

    /**
     * One recipient that is a key of another library.
     *
     * @param key an AES or RSA key
     * @return the recipient
     * @throws IllegalArgumentException if it is no such key; the message names those that are
     */
    public static DirectKey one(Key key) {
        if (key instanceof RSAPublicKey rsa) {
            return new RsaDirectKey(rsa);
        }
        if (key instanceof RSAPrivateKey rsa) {
            return new RsaDirectKey(rsa);
        }
        if (isRsaOfToken(key)) {
            return new TokenDirectKey((PrivateKey) key);
        }
        if (key instanceof SecretKey secret && isAes(secret)) {
            return new AesDirectKey(secret);
        }
        throw new IllegalArgumentException("recipients are " + RECIPIENTS + ", not "
                + (key == null ? "null" : key.getClass().getName() + " of algorithm " + key.getAlgorithm()));
    }

    private static boolean isRsaOfToken(@Nullable Object key) {
        return key instanceof PrivateKey token && "RSA".equalsIgnoreCase(token.getAlgorithm());
    }

    private static boolean isAes(SecretKey key) {
        return "AES".equalsIgnoreCase(key.getAlgorithm()) && "RAW".equalsIgnoreCase(key.getFormat());
    }
}
