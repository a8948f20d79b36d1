package io.rowseal.crypto;

import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.MessageDigest;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The provider's objects for one caller at a time, and the operations on them. {@link Primitives} says what each does. Every
 * initialization is given the generator, because the JDK otherwise makes one of its own default. Closing gives them back to
 * their pool. Not thread safe.
 */
final class Engines implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Engines.class.getName());
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;

    /** The part of the pool they belong to. */
    AtomicReferenceArray<Engines> lender = new AtomicReferenceArray<>(0);

    private final EnginePool pool;
    private final PrimitiveSource source;
    private final SecureRandom random;
    private Cipher gcm;
    private final Cipher kwp;
    private final Mac mac;
    private final Mac macSha512;
    private final MessageDigest sha256;

    Engines(EnginePool pool, PrimitiveSource source, SecureRandom random) {
        this.pool = pool;
        this.source = source;
        this.random = random;
        try {
            this.gcm = source.gcm();
            this.kwp = source.kwp();
            this.mac = source.hmacSha256();
            this.macSha512 = source.hmacSha512();
            this.sha256 = source.sha256();
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    byte[] hmacSha256(SecretKey key, byte[]... parts) {
        return hmac(mac, key, parts);
    }

    byte[] hmacSha512(SecretKey key, byte[]... parts) {
        return hmac(macSha512, key, parts);
    }

    private byte[] hmac(Mac engine, SecretKey key, byte[]... parts) {
        try {
            engine.init(key);
            for (byte[] part : parts) {
                engine.update(part);
            }
            return engine.doFinal();
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    byte[] hkdfExpandSha256(SecretKey pseudorandomKey, int length, byte[]... infoParts) {
        return hkdfExpand(mac, pseudorandomKey, length, infoParts);
    }

    byte[] hkdfExpandSha512(SecretKey pseudorandomKey, int length, byte[]... infoParts) {
        return hkdfExpand(macSha512, pseudorandomKey, length, infoParts);
    }

    private byte[] hkdfExpand(Mac engine, SecretKey pseudorandomKey, int length, byte[]... infoParts) {
        try {
            engine.init(pseudorandomKey);
            byte[] output = new byte[length];
            byte[] block = new byte[0];
            for (int done = 0, counter = 1; done < length; counter++) {
                engine.update(block);
                for (byte[] part : infoParts) {
                    engine.update(part);
                }
                engine.update((byte) counter);
                Arrays.fill(block, (byte) 0);
                block = engine.doFinal();
                int count = Math.min(block.length, length - done);
                System.arraycopy(block, 0, output, done, count);
                done += count;
            }
            Arrays.fill(block, (byte) 0);
            return output;
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    byte[] sha256(byte[] message) {
        return sha256.digest(message);
    }

    void gcmSeal(
            SecretKey key,
            byte[] nonce,
            byte[] associatedData,
            byte[] plaintext,
            int from,
            int length,
            byte[] output,
            int offset) {
        try {
            gcm.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce), random);
            gcmFinish(associatedData, plaintext, from, length, output, offset);
        } catch (InvalidAlgorithmParameterException e) {
            // The object stays: it is what knows that the nonce was used.
            throw new ProviderException(
                    "the provider " + source.description() + " refused a nonce, and nothing was encrypted. If it says"
                            + " that the nonce was used before, the random generator repeats itself: replace it",
                    e);
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    void gcmSealDerived(
            SecretKey key, byte[] nonce, byte[] associatedData, byte[] plaintext, byte[] output, int offset) {
        GCMParameterSpec spec = new GCMParameterSpec(TAG_BITS, nonce);
        try {
            try {
                gcm.init(Cipher.ENCRYPT_MODE, key, spec, random);
            } catch (InvalidAlgorithmParameterException e) {
                // Providers refuse the same key and nonce twice in a row. Derived nonces repeat only together with the
                // whole message, and a new object knows no previous call.
                gcm = source.gcm();
                gcm.init(Cipher.ENCRYPT_MODE, key, spec, random);
            }
            gcmFinish(associatedData, plaintext, 0, plaintext.length, output, offset);
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    private void gcmFinish(byte[] associatedData, byte[] plaintext, int from, int length, byte[] output, int offset)
            throws GeneralSecurityException {
        gcm.updateAAD(associatedData);
        gcm.doFinal(plaintext, from, length, output, offset);
    }

    byte[] gcmOpen(SecretKey key, byte[] nonce, byte[] associatedData, byte[] ciphertext, int offset, int length)
            throws AEADBadTagException {
        try {
            gcm.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce), random);
            gcm.updateAAD(associatedData);
            return gcm.doFinal(ciphertext, offset, length);
        } catch (AEADBadTagException e) {
            renewGcm();
            throw e;
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    /** The object may hold unverified plaintext after a wrong tag. */
    private void renewGcm() {
        try {
            gcm = source.gcm();
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    byte[] kwpWrap(SecretKey wrappingKey, KeyBytes key) {
        try {
            kwp.init(Cipher.WRAP_MODE, wrappingKey, random);
            return kwp.wrap(key);
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    byte @Nullable [] kwpUnwrap(SecretKey wrappingKey, byte[] wrapped) {
        try {
            kwp.init(Cipher.DECRYPT_MODE, wrappingKey, random);
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
        try {
            return kwp.doFinal(wrapped);
        } catch (WipedKeyException e) {
            throw e;
        } catch (GeneralSecurityException | RuntimeException e) {
            // ACCP's refusal is a RuntimeException of its own.
            return null;
        }
    }

    @Override
    public void close() {
        pool.takeBack(this);
    }

    /**
     * Has the objects overwrite the key they were used with last, by giving them another one that is no secret. They must not
     * be used after that.
     */
    void forgetKeys() {
        KeyBytes noSecret = KeyBytes.aes(new byte[KEY_BYTES]);
        forget(() ->
                gcm.init(Cipher.DECRYPT_MODE, noSecret, new GCMParameterSpec(TAG_BITS, new byte[NONCE_BYTES]), random));
        forget(() -> kwp.init(Cipher.DECRYPT_MODE, noSecret, random));
        forget(() -> mac.init(noSecret));
        forget(() -> macSha512.init(noSecret));
    }

    private interface Initialization {
        void run() throws GeneralSecurityException;
    }

    private static void forget(Initialization initialization) {
        try {
            initialization.run();
        } catch (GeneralSecurityException | RuntimeException e) {
            // The object is dropped in any case. A provider that went away has nothing left to overwrite.
            LOG.log(Level.DEBUG, "a primitive did not take another key in place of its last one", e);
        }
    }

    private ProviderException unexpected(GeneralSecurityException cause) {
        return new ProviderException(
                "the provider " + source.description() + " refused a primitive this library needs:"
                        + " check the JDK's security configuration",
                cause);
    }
}
