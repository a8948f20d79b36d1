package io.rowseal.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.Context;
import io.rowseal.KeyAccessDeniedException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.RecipientKeys;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.WrappedKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/** The keys that a file of vectors names: AES keys, RSA keys, and master keys whose stores answer as it is written. */
public final class VectorKeys {

    private final Map<String, MasterKeyStore> stores = new HashMap<>();
    private final Map<String, KeyPair> rsaKeys = new HashMap<>();

    public VectorKeys(JsonNode file) {
        for (JsonNode store : file.required("stores")) {
            stores.put(store.required("storeId").asString(), new WrittenStore(store));
        }
        for (JsonNode rsa : file.required("rsaKeys")) {
            rsaKeys.put(rsa.required("name").asString(), rsa(rsa));
        }
    }

    /** One key, or several as recipients. RSA keys are public to seal, private to open. */
    public Key key(JsonNode entries, boolean seals) {
        Key[] keys = entries.valueStream().map(entry -> one(entry, seals)).toArray(Key[]::new);
        return keys.length == 1 ? keys[0] : RecipientKeys.of(keys);
    }

    private Key one(JsonNode entry, boolean seals) {
        if (entry.has("aes")) {
            return new SecretKeySpec(Vectors.hex(entry.required("aes")), "AES");
        }
        if (entry.has("rsa")) {
            KeyPair pair = rsaKeys.get(entry.required("rsa").asString());
            return seals ? pair.getPublic() : pair.getPrivate();
        }
        MasterKeyStore store = stores.get(entry.required("storeId").asString());
        return entry.has("keyRef")
                ? MasterKeyHandle.of(store, entry.required("keyRef").asString())
                : MasterKeyHandle.of(store);
    }

    private static KeyPair rsa(JsonNode numbers) {
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            BigInteger modulus = number(numbers, "n");
            return new KeyPair(
                    factory.generatePublic(new RSAPublicKeySpec(modulus, number(numbers, "e"))),
                    factory.generatePrivate(new RSAPrivateKeySpec(modulus, number(numbers, "d"))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger number(JsonNode numbers, String name) {
        return new BigInteger(numbers.required(name).asString(), 16);
    }

    /** Knows which bytes unwrap to which keys. */
    private static final class WrittenStore implements MasterKeyStore {

        private static final Context CONTEXT = Context.of("purpose", "data-key");

        private final JsonNode store;
        private final List<String> keyRefs;

        WrittenStore(JsonNode store) {
            this.store = store;
            this.keyRefs = store.required("keyRefs")
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList();
        }

        @Override
        public String storeId() {
            return store.required("storeId").asString();
        }

        @Override
        public String activeKeyRef() {
            return keyRefs.get(0);
        }

        @Override
        public List<String> keyRefs() {
            return keyRefs;
        }

        @Override
        public WrappedKey wrap(String keyRef, byte[] key, Context context) {
            requireContext(context);
            for (JsonNode known : store.required("unwraps")) {
                if (known.required("keyRef").asString().equals(keyRef)
                        && Arrays.equals(Vectors.hex(known.required("key")), key)) {
                    return new WrappedKey(storeId(), keyRef, Vectors.hex(known.required("wrapped")));
                }
            }
            throw new IllegalStateException("not the data key of the vector");
        }

        @Override
        public byte[] unwrap(WrappedKey wrapped, Context context) {
            requireContext(context);
            if (!keyRefs.contains(wrapped.keyRef())) {
                throw new UnknownKeyException("not a key reference of this store");
            }
            if (store.has("fails")) {
                throw switch (store.required("fails").asString()) {
                    case "key-unavailable" -> new KeyUnavailableException("the vectors say so");
                    case "key-access-denied" -> new KeyAccessDeniedException("the vectors say so");
                    default -> new IllegalStateException("a failure that this test does not know");
                };
            }
            for (JsonNode known : store.required("unwraps")) {
                if (known.required("keyRef").asString().equals(wrapped.keyRef())
                        && Arrays.equals(Vectors.hex(known.required("wrapped")), wrapped.bytes())) {
                    return Vectors.hex(known.required("key"));
                }
            }
            throw new WrongContextException("not one of the wrapped keys of this store");
        }

        private static void requireContext(Context context) {
            assertThat(context.names()).isEqualTo(CONTEXT.names());
            assertThat(context.value("purpose")).isEqualTo(CONTEXT.value("purpose"));
        }

        @Override
        public String describe() {
            return "master keys of the vectors";
        }

        @Override
        public void close() {}
    }
}
