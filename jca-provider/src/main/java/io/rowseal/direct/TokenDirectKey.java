package io.rowseal.direct;

import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Recipients.Recipient;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RSA private key in a token, which does not give away its modulus: it only opens. Recipients are named by the modulus, so it
 * tries all that are RSA keys, of which a message has at most 16.
 */
public final class TokenDirectKey implements DirectKey {

    private final PrivateKey key;

    TokenDirectKey(PrivateKey key) {
        this.key = key;
    }

    @Override
    public @Nullable String obstacle(boolean seals) {
        return seals ? "an RSA private key only opens: seal with the public key" : null;
    }

    @Override
    public Recipient wrap(Primitives primitives, KeyBytes dataKey) {
        throw new IllegalStateException("an RSA private key only opens");
    }

    @Override
    public @Nullable Recipient choose(Primitives primitives, List<Recipient> recipients) {
        return null;
    }

    @Override
    public List<Recipient> unnamed(List<Recipient> recipients) {
        return recipients.stream()
                .filter(recipient -> recipient.storeId().equals(RsaDirectKey.STORE_ID))
                .toList();
    }

    @Override
    public byte @Nullable [] unwrap(Primitives primitives, Recipient recipient) {
        try {
            return primitives.rsaOaep().unwrap(key, recipient.wrapped());
        } catch (InvalidKeyException e) {
            throw RsaDirectKey.unusable(e);
        }
    }
}
