package io.rowseal.jca;

import io.rowseal.Context;
import io.rowseal.keys.ClientKey;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.RecipientKeys;
import io.rowseal.testing.TestMasterKeyStore;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;

/** Keys of every kind, keys that are none, and messages that the direct API sealed under them. */
final class SequenceSamples implements AutoCloseable {

    /** A message or stream, and with what it was sealed. */
    record Sealed(ModelKey key, boolean stream, Context context, byte[] aad, byte[] message, byte[] bytes) {}

    static final List<Context> CONTEXTS = List.of(Context.empty(), Context.of("a", "1"), Context.of("table", "t"));
    static final byte[] AAD = {7, 7, 7};

    private static final int CHUNK = 16 * 1024;
    private static final int[] SMALL = {0, 5, 40};
    private static final int[] LARGE = {CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 7};

    final CipherFixture fixture = new CipherFixture();
    final KeyRing otherRing = new CipherFixture().stores.ring;
    final TestMasterKeyStore store = new TestMasterKeyStore("direct");
    final List<ModelKey> keys = new ArrayList<>();
    final List<Sealed> small = new ArrayList<>();
    final List<Sealed> large = new ArrayList<>();

    /** Of which none seals. */
    final List<Key> neverSeal = new ArrayList<>();

    /** Of which none opens. */
    final List<Key> neverOpen = new ArrayList<>();

    SequenceSamples() {
        Key aes = new SecretKeySpec(CipherFixture.random(11, 32), "AES");
        Key handle = MasterKeyHandle.of(store);
        both("key ring", fixture.key, false);
        both("other scope", fixture.stores.ring.key("tenant"), false);
        both("other ring", otherRing.key("default"), false);
        both("client key", ClientKey.of(CipherFixture.random(12, 32)), false);
        both("other client key", ClientKey.of(CipherFixture.random(13, 32)), false);
        both("AES", aes, false);
        both("other AES", new SecretKeySpec(CipherFixture.random(14, 32), "AES"), false);
        both("master key", handle, true);
        both("recipients", RecipientKeys.of(handle, aes), true);
        keys.add(new ModelKey("many recipients", RecipientKeys.of(aes, handle, CipherKeys.RSA.getPublic()), aes, true));
        keys.add(new ModelKey("RSA", CipherKeys.RSA.getPublic(), CipherKeys.RSA.getPrivate(), false));
        for (ModelKey key : keys) {
            for (boolean stream : new boolean[] {false, true}) {
                seal(key, stream);
            }
        }
        refuse();
    }

    private void both(String name, Key key, boolean asksStore) {
        keys.add(new ModelKey(name, key, key, asksStore));
    }

    private void seal(ModelKey key, boolean stream) {
        for (byte[] aad : List.of(new byte[0], AAD)) {
            for (Context context : CONTEXTS) {
                for (int length : SMALL) {
                    small.add(seal(key, stream, context, aad, length));
                }
            }
        }
        for (int length : LARGE) {
            large.add(seal(key, stream, CONTEXTS.get(1), AAD, length));
        }
    }

    private static Sealed seal(ModelKey key, boolean stream, Context context, byte[] aad, int length) {
        byte[] message = CipherFixture.random(length, length);
        byte[] sealed = key.sealing.seal(stream, message, context, aad);
        if (!Arrays.equals(
                message, key.opening.open(stream, sealed, context, aad).verified())) {
            throw new AssertionError("the direct API does not open what it sealed under " + key);
        }
        return new Sealed(key, stream, context, aad, message, sealed);
    }

    private void refuse() {
        ClientKey destroyed = ClientKey.of(CipherFixture.random(15, 32));
        destroyed.destroy();
        MasterKeyHandle destroyedHandle = MasterKeyHandle.of(store);
        destroyedHandle.destroy();
        List<Key> none = new ArrayList<>(List.of(
                new SecretKeySpec(new byte[16], "AES"),
                new SecretKeySpec(new byte[32], "ChaCha20"),
                ellipticCurve(),
                destroyed,
                destroyedHandle));
        none.add(null);
        neverSeal.addAll(none);
        neverSeal.add(CipherKeys.RSA.getPrivate());
        neverOpen.addAll(none);
        neverOpen.add(CipherKeys.RSA.getPublic());
        neverOpen.add(RecipientKeys.of(CipherKeys.RSA.getPublic()));
    }

    private static Key ellipticCurve() {
        try {
            return KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        fixture.close();
        otherRing.close();
    }
}
