package io.rowseal.direct;

import io.rowseal.WrongContextException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Recipients;
import io.rowseal.format.Recipients.Recipient;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RSA key: the public one seals, the private one opens. Anyone who has the public key can seal, so such messages prove no
 * origin, and they are open to who records them now and breaks RSA later.
 */
public final class RsaDirectKey implements DirectKey {

    static final String STORE_ID = Recipients.CALLERS_KEY_PREFIX + "rsa-oaep-sha256";

    private static final int MIN_BITS = 2048;
    private static final int MAX_BITS = 16384;
    private static final int NAME_BYTES = 16;

    private final Key key;
    private final byte[] modulus;

    <K extends Key & RSAKey> RsaDirectKey(K key) {
        this.key = key;
        BigInteger number = key.getModulus();
        if (number.bitLength() < MIN_BITS || number.bitLength() > MAX_BITS) {
            throw new IllegalArgumentException("an RSA key for envelopes has " + MIN_BITS + " to " + MAX_BITS
                    + " bits, not " + number.bitLength());
        }
        byte[] signed = number.toByteArray();
        this.modulus = signed[0] == 0 ? Arrays.copyOfRange(signed, 1, signed.length) : signed;
    }

    @Override
    public @Nullable String obstacle(boolean seals) {
        if (seals) {
            return key instanceof PublicKey ? null : "an RSA private key only opens: seal with the public key";
        }
        return key instanceof PrivateKey ? null : "an RSA public key only seals: open with the private key";
    }

    @Override
    public Recipient wrap(Primitives primitives, KeyBytes dataKey) {
        try {
            return new Recipient(
                    STORE_ID, name(primitives), primitives.rsaOaep().wrap((PublicKey) key, dataKey));
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("the RSA public key cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public @Nullable Recipient choose(Primitives primitives, List<Recipient> recipients) {
        return DirectKey.named(recipients, STORE_ID, name(primitives));
    }

    @Override
    public byte @Nullable [] unwrap(Primitives primitives, Recipient recipient) {
        if (recipient.wrapped().length != modulus.length) {
            return null;
        }
        try {
            return primitives.rsaOaep().unwrap((PrivateKey) key, recipient.wrapped());
        } catch (InvalidKeyException e) {
            throw unusable(e);
        }
    }

    static WrongContextException unusable(InvalidKeyException cause) {
        return new WrongContextException("the RSA private key cannot be used: " + cause.getMessage(), cause);
    }

    private String name(Primitives primitives) {
        return HexFormat.of().formatHex(primitives.sha256(modulus), 0, NAME_BYTES);
    }
}
