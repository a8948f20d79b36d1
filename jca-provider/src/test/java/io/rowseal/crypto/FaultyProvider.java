package io.rowseal.crypto;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import org.jspecify.annotations.Nullable;

/** A provider that does everything as the JDK does, except for one fault. */
final class FaultyProvider extends Provider {

    /** What is wrong. */
    enum Fault {
        NONE,
        AES_GCM_ENCRYPTS_WRONGLY,
        AES_GCM_DECRYPTS_WRONGLY,
        AES_GCM_ACCEPTS_EVERYTHING,
        AES_KWP_WRAPS_WRONGLY,
        AES_KWP_UNWRAPS_WRONGLY,
        AES_KWP_ACCEPTS_EVERYTHING,
        HMAC_SHA_256_WRONG,
        HMAC_SHA_512_WRONG,
        SHA_256_WRONG,
        RANDOM_REPEATS,
        RSA_DECRYPTS_WRONGLY,
        RSA_ENCRYPTS_WRONGLY,
        RSA_ACCEPTS_EVERYTHING,
        SHA_256_THROWS_AN_ERROR
    }

    private static final long serialVersionUID = 1L;

    volatile Fault fault;
    volatile Runnable beforeEachDigest = () -> {};
    volatile Runnable beforeEachGcm = () -> {};
    final AtomicInteger digests = new AtomicInteger();

    FaultyProvider(Fault fault) {
        super("Faulty", "1", "the JDK's primitives with a fault");
        this.fault = fault;
        service("Cipher", "AES/GCM/NoPadding", () -> new FaultyCipher(Cipher.getInstance("AES/GCM/NoPadding")));
        service("Cipher", "AES/KWP/NoPadding", () -> new FaultyCipher(Cipher.getInstance("AES/KWP/NoPadding")));
        service("Cipher", "RSA/ECB/OAEPPadding", () -> new FaultyCipher(Cipher.getInstance("RSA/ECB/OAEPPadding")));
        service("Mac", "HmacSHA256", () -> new FaultyMac(Mac.getInstance("HmacSHA256"), Fault.HMAC_SHA_256_WRONG));
        service("Mac", "HmacSHA512", () -> new FaultyMac(Mac.getInstance("HmacSHA512"), Fault.HMAC_SHA_512_WRONG));
        service("MessageDigest", "SHA-256", () -> new FaultyDigest(MessageDigest.getInstance("SHA-256")));
        service("SecureRandom", "DEFAULT", FaultyRandom::new);
        service("KeyFactory", "RSA", () -> new Keys(KeyFactory.getInstance("RSA")));
    }

    void without(String type, String algorithm) {
        removeService(getService(type, algorithm));
    }

    private void service(String type, String algorithm, Maker maker) {
        putService(new Service(this, type, algorithm, "made below", null, null) {
            @Override
            public Object newInstance(@Nullable Object parameter) {
                try {
                    return maker.make();
                } catch (GeneralSecurityException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public boolean supportsParameter(@Nullable Object parameter) {
                return true;
            }
        });
    }

    private interface Maker {
        Object make() throws GeneralSecurityException;
    }

    private byte[] spoiled(byte[] bytes, Fault when) {
        if (fault == when && bytes.length > 0) {
            bytes[bytes.length / 2] ^= 0x10;
        }
        return bytes;
    }

    private final class FaultyCipher extends CipherSpi {

        private final Cipher real;
        private int mode;

        FaultyCipher(Cipher real) {
            this.real = real;
        }

        private boolean is(String algorithm) {
            return real.getAlgorithm().startsWith(algorithm);
        }

        @Override
        protected void engineInit(int opmode, Key key, SecureRandom random) throws java.security.InvalidKeyException {
            mode = opmode;
            real.init(opmode, key, random);
        }

        @Override
        protected void engineInit(int opmode, Key key, AlgorithmParameterSpec spec, SecureRandom random)
                throws java.security.InvalidKeyException, java.security.InvalidAlgorithmParameterException {
            mode = opmode;
            real.init(opmode, key, spec, random);
        }

        @Override
        protected void engineInit(int opmode, Key key, AlgorithmParameters parameters, SecureRandom random) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void engineUpdateAAD(byte[] source, int offset, int length) {
            real.updateAAD(source, offset, length);
        }

        @Override
        protected byte[] engineDoFinal(byte[] input, int offset, int length)
                throws IllegalBlockSizeException, BadPaddingException {
            byte[] output;
            if (is("AES/GCM")) {
                beforeEachGcm.run();
            }
            try {
                output = real.doFinal(input, offset, length);
            } catch (BadPaddingException | IllegalBlockSizeException e) {
                if (is("AES/GCM") && fault == Fault.AES_GCM_ACCEPTS_EVERYTHING
                        || is("AES/KWP") && fault == Fault.AES_KWP_ACCEPTS_EVERYTHING
                        || is("RSA") && fault == Fault.RSA_ACCEPTS_EVERYTHING) {
                    return new byte[32];
                }
                throw e;
            }
            boolean encrypts = mode == Cipher.ENCRYPT_MODE;
            if (is("RSA")) {
                return spoiled(output, encrypts ? Fault.RSA_ENCRYPTS_WRONGLY : Fault.RSA_DECRYPTS_WRONGLY);
            }
            if (is("AES/KWP")) {
                return spoiled(output, Fault.AES_KWP_UNWRAPS_WRONGLY);
            }
            return spoiled(output, encrypts ? Fault.AES_GCM_ENCRYPTS_WRONGLY : Fault.AES_GCM_DECRYPTS_WRONGLY);
        }

        @Override
        protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int outputOffset)
                throws IllegalBlockSizeException, BadPaddingException {
            byte[] result = engineDoFinal(input, offset, length);
            System.arraycopy(result, 0, output, outputOffset, result.length);
            return result.length;
        }

        @Override
        protected byte[] engineWrap(Key key) throws IllegalBlockSizeException, java.security.InvalidKeyException {
            return spoiled(real.wrap(key), Fault.AES_KWP_WRAPS_WRONGLY);
        }

        @Override
        protected byte[] engineUpdate(byte[] input, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int outputOffset) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected int engineGetOutputSize(int length) {
            return real.getOutputSize(length);
        }

        @Override
        protected int engineGetBlockSize() {
            return real.getBlockSize();
        }

        @Override
        protected byte[] engineGetIV() {
            return real.getIV();
        }

        @Override
        protected @Nullable AlgorithmParameters engineGetParameters() {
            return null;
        }

        @Override
        protected void engineSetMode(String name) {}

        @Override
        protected void engineSetPadding(String name) {}
    }

    private final class FaultyMac extends MacSpi {

        private final Mac real;
        private final Fault when;

        FaultyMac(Mac real, Fault when) {
            this.real = real;
            this.when = when;
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec spec) throws java.security.InvalidKeyException {
            real.init(key);
        }

        @Override
        protected void engineUpdate(byte input) {
            real.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            real.update(input, offset, length);
        }

        @Override
        protected byte[] engineDoFinal() {
            return spoiled(real.doFinal(), when);
        }

        @Override
        protected int engineGetMacLength() {
            return real.getMacLength();
        }

        @Override
        protected void engineReset() {
            real.reset();
        }
    }

    private final class FaultyDigest extends MessageDigestSpi {

        private final MessageDigest real;

        FaultyDigest(MessageDigest real) {
            this.real = real;
        }

        @Override
        protected void engineUpdate(byte input) {
            real.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            real.update(input, offset, length);
        }

        @Override
        protected byte[] engineDigest() {
            digests.incrementAndGet();
            beforeEachDigest.run();
            if (fault == Fault.SHA_256_THROWS_AN_ERROR) {
                throw new UnsatisfiedLinkError("native code of the provider is missing");
            }
            return spoiled(real.digest(), Fault.SHA_256_WRONG);
        }

        @Override
        protected void engineReset() {
            real.reset();
        }
    }

    private final class FaultyRandom extends SecureRandomSpi {

        private static final long serialVersionUID = 1L;
        private final transient SecureRandom real = new SecureRandom();

        @Override
        protected void engineSetSeed(byte[] seed) {}

        @Override
        protected void engineNextBytes(byte[] bytes) {
            if (fault == Fault.RANDOM_REPEATS) {
                java.util.Arrays.fill(bytes, (byte) 7);
            } else {
                real.nextBytes(bytes);
            }
        }

        @Override
        protected byte[] engineGenerateSeed(int count) {
            return new byte[count];
        }
    }

    private static final class Keys extends KeyFactorySpi {

        private final KeyFactory real;

        Keys(KeyFactory real) {
            this.real = real;
        }

        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
            return real.generatePublic(spec);
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
            return real.generatePrivate(spec);
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> type) throws InvalidKeySpecException {
            return real.getKeySpec(key, type);
        }

        @Override
        protected Key engineTranslateKey(Key key) throws java.security.InvalidKeyException {
            return real.translateKey(key);
        }
    }
}
