package io.rowseal.hibernate;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.ShortBufferException;

/**
 * The primitives of the JDK, with a count of what its ciphers do. A key ring with this provider takes primitives from nowhere
 * else, so nothing escapes the count.
 */
final class CountingProvider extends Provider {

    static final String SEALED = "AES/GCM/NoPadding 1";
    static final String OPENED = "AES/GCM/NoPadding 2";

    private static final long serialVersionUID = 1L;
    private static final List<String> CIPHERS = List.of("AES/GCM/NoPadding", "AES/KWP/NoPadding");
    private static final Map<String, String> OTHERS = Map.of(
            "HmacSHA256", "Mac",
            "HmacSHA512", "Mac",
            "SHA-256", "MessageDigest",
            "RSA", "KeyFactory",
            "RSA/ECB/OAEPPadding", "Cipher",
            "DRBG", "SecureRandom");

    private final transient Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

    CountingProvider() {
        super("Counting", "1", "counts what the ciphers of the JDK do");
        CIPHERS.forEach(name -> putService(new Service(this, "Cipher", name, Counting.class.getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                return new Counting(name);
            }
        }));
        OTHERS.forEach((name, type) -> {
            Service real = find(type, name);
            putService(new Service(this, type, name, real.getClassName(), null, null) {
                @Override
                public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                    return real.newInstance(parameter);
                }
            });
        });
    }

    private static Service find(String type, String name) {
        return Arrays.stream(Security.getProviders())
                .filter(provider -> provider.getName().regionMatches(true, 0, "Sun", 0, 3))
                .map(provider -> service(provider, type, name))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the JDK has no " + type + " " + name));
    }

    private static Service service(Provider provider, String type, String name) {
        Service whole = provider.getService(type, name);
        return whole != null || !type.equals("Cipher") ? whole : provider.getService(type, name.split("/", 2)[0]);
    }

    /** By algorithm and mode of {@link Cipher}: 1 encrypts, 2 decrypts, also where it wraps keys. */
    Map<String, Integer> take() {
        Map<String, Integer> taken = new TreeMap<>();
        counts.forEach((name, count) -> taken.put(name, count.getAndSet(0)));
        taken.values().removeIf(count -> count == 0);
        return taken;
    }

    /** Does what the cipher of the JDK does. */
    private final class Counting extends CipherSpi {

        private final String name;
        private final Cipher real;
        private int mode;

        Counting(String name) throws NoSuchAlgorithmException {
            this.name = name;
            try {
                this.real = Cipher.getInstance(name, "SunJCE");
            } catch (GeneralSecurityException e) {
                throw new NoSuchAlgorithmException(e);
            }
        }

        private void count() {
            int direction = mode == Cipher.WRAP_MODE
                    ? Cipher.ENCRYPT_MODE
                    : mode == Cipher.UNWRAP_MODE ? Cipher.DECRYPT_MODE : mode;
            counts.computeIfAbsent(name + " " + direction, added -> new AtomicInteger())
                    .incrementAndGet();
        }

        @Override
        protected void engineSetMode(String unused) throws NoSuchAlgorithmException {
            throw new NoSuchAlgorithmException(unused);
        }

        @Override
        protected void engineSetPadding(String unused) throws NoSuchPaddingException {
            throw new NoSuchPaddingException(unused);
        }

        @Override
        protected int engineGetBlockSize() {
            return real.getBlockSize();
        }

        @Override
        protected int engineGetOutputSize(int inputLength) {
            return real.getOutputSize(inputLength);
        }

        @Override
        protected byte[] engineGetIV() {
            return real.getIV();
        }

        @Override
        protected AlgorithmParameters engineGetParameters() {
            return real.getParameters();
        }

        @Override
        protected void engineInit(int newMode, Key key, SecureRandom random) throws InvalidKeyException {
            mode = newMode;
            real.init(newMode, key, random);
        }

        @Override
        protected void engineInit(int newMode, Key key, AlgorithmParameterSpec parameters, SecureRandom random)
                throws InvalidKeyException, InvalidAlgorithmParameterException {
            mode = newMode;
            real.init(newMode, key, parameters, random);
        }

        @Override
        protected void engineInit(int newMode, Key key, AlgorithmParameters parameters, SecureRandom random)
                throws InvalidKeyException, InvalidAlgorithmParameterException {
            mode = newMode;
            real.init(newMode, key, parameters, random);
        }

        @Override
        protected void engineUpdateAAD(byte[] source, int offset, int length) {
            real.updateAAD(source, offset, length);
        }

        @Override
        protected byte[] engineUpdate(byte[] input, int offset, int length) {
            return real.update(input, offset, length);
        }

        @Override
        protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int at)
                throws ShortBufferException {
            return real.update(input, offset, length, output, at);
        }

        @Override
        protected byte[] engineDoFinal(byte[] input, int offset, int length)
                throws IllegalBlockSizeException, BadPaddingException {
            count();
            return input == null ? real.doFinal() : real.doFinal(input, offset, length);
        }

        @Override
        protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int at)
                throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
            count();
            return input == null ? real.doFinal(output, at) : real.doFinal(input, offset, length, output, at);
        }

        @Override
        protected byte[] engineWrap(Key key) throws IllegalBlockSizeException, InvalidKeyException {
            count();
            return real.wrap(key);
        }

        @Override
        protected Key engineUnwrap(byte[] wrapped, String algorithm, int type)
                throws InvalidKeyException, NoSuchAlgorithmException {
            count();
            return real.unwrap(wrapped, algorithm, type);
        }
    }
}
