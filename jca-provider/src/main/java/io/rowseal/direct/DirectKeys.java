package io.rowseal.direct;

import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.RecipientKeys;
import java.security.Key;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Which keys of a caller can wrap data keys themselves. */
final class DirectKeys {

    private static final String RECIPIENTS = "master-key handles, AES keys of 256 bits with encoding, and RSA keys";

    private DirectKeys() {}

    static boolean accepts(@Nullable Object key) {
        return key instanceof MasterKeyHandle
                || key instanceof RecipientKeys
                || key instanceof RSAPublicKey
                || key instanceof RSAPrivateKey
                || isRsaOfToken(key)
                || (key instanceof SecretKey secret && isAes(secret));
    }

    static List<DirectKey> of(Key key) {
        return key instanceof RecipientKeys several ? several.keys() : List.of(one(key));
    }

    static DirectKey one(Key key) {
        if (key instanceof MasterKeyHandle handle) {
            return new StoreDirectKey(handle);
        }
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
