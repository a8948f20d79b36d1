package io.rowseal.jca;

import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/** Offers a key to everything in the JDK's providers and in Bouncy Castle that takes keys. */
final class ForeignProviders {

    private static final Set<String> TYPES =
            new TreeSet<>(Set.of("Cipher", "Mac", "KeyAgreement", "Signature", "SecretKeyFactory", "KeyFactory"));

    private static final List<@Nullable AlgorithmParameterSpec> PARAMETERS = Arrays.asList(
            null,
            new IvParameterSpec(new byte[8]),
            new IvParameterSpec(new byte[12]),
            new IvParameterSpec(new byte[16]),
            new GCMParameterSpec(128, new byte[12]),
            new PBEParameterSpec(new byte[16], 1));

    private final Set<String> accepting = new TreeSet<>();
    private int services;

    private ForeignProviders() {}

    /** Offers a key to all services. */
    static ForeignProviders offer(Key key) {
        return offer(key, service -> true);
    }

    /** Offers a key to some of the services. */
    static ForeignProviders offer(Key key, Predicate<Provider.Service> chosen) {
        ForeignProviders result = new ForeignProviders();
        for (Provider provider : all()) {
            for (Provider.Service service : provider.getServices()) {
                if (TYPES.contains(service.getType()) && chosen.test(service)) {
                    result.services++;
                    result.offer(provider, service, key);
                }
            }
        }
        return result;
    }

    static List<Provider> all() {
        List<Provider> providers = new ArrayList<>(List.of(Security.getProviders()));
        providers.add(new BouncyCastleProvider());
        return providers;
    }

    /** Those that took the key. */
    Set<String> accepting() {
        return accepting;
    }

    /** How many services were asked. */
    int services() {
        return services;
    }

    private void offer(Provider provider, Provider.Service service, Key key) {
        String algorithm = service.getAlgorithm();
        List<Callable<?>> attempts = switch (service.getType()) {
            case "Cipher" -> cipher(provider, algorithm, key);
            case "Mac" -> mac(provider, algorithm, key);
            case "KeyAgreement" -> agreement(provider, algorithm, key);
            case "Signature" -> signature(provider, algorithm, key);
            case "SecretKeyFactory" -> secretKeyFactory(provider, algorithm, key);
            default -> keyFactory(provider, algorithm, key);
        };
        for (Callable<?> attempt : attempts) {
            if (succeeds(attempt)) {
                accepting.add(provider.getName() + " " + service.getType() + " " + algorithm);
            }
        }
    }

    private static List<Callable<?>> cipher(Provider provider, String algorithm, Key key) {
        List<Callable<?>> attempts = new ArrayList<>();
        for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE, Cipher.WRAP_MODE, Cipher.UNWRAP_MODE}) {
            for (AlgorithmParameterSpec parameters : PARAMETERS) {
                attempts.add(() -> {
                    Cipher cipher = Cipher.getInstance(algorithm, provider);
                    if (parameters == null) {
                        cipher.init(mode, key);
                    } else {
                        cipher.init(mode, key, parameters);
                    }
                    return cipher;
                });
            }
        }
        // As the key that is wrapped, not the one that wraps.
        for (int length : new int[] {16, 24, 32}) {
            attempts.add(() -> {
                Cipher cipher = Cipher.getInstance(algorithm, provider);
                cipher.init(Cipher.WRAP_MODE, new SecretKeySpec(distinct(length), plainName(algorithm)));
                return cipher.wrap(key);
            });
        }
        return attempts;
    }

    private static String plainName(String algorithm) {
        return algorithm.startsWith("AES") ? "AES" : algorithm;
    }

    private static byte[] distinct(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (37 * i + 11);
        }
        return bytes;
    }

    private static List<Callable<?>> mac(Provider provider, String algorithm, Key key) {
        List<Callable<?>> attempts = new ArrayList<>();
        for (AlgorithmParameterSpec parameters : PARAMETERS) {
            attempts.add(() -> {
                Mac mac = Mac.getInstance(algorithm, provider);
                if (parameters == null) {
                    mac.init(key);
                } else {
                    mac.init(key, parameters);
                }
                return mac;
            });
        }
        return attempts;
    }

    private static List<Callable<?>> agreement(Provider provider, String algorithm, Key key) {
        return List.of(() -> {
            KeyAgreement agreement = KeyAgreement.getInstance(algorithm, provider);
            agreement.init(key);
            return agreement;
        });
    }

    private static List<Callable<?>> signature(Provider provider, String algorithm, Key key) {
        return List.of(
                () -> {
                    Signature signature = Signature.getInstance(algorithm, provider);
                    signature.initSign((PrivateKey) key);
                    return signature;
                },
                () -> {
                    Signature signature = Signature.getInstance(algorithm, provider);
                    signature.initVerify((PublicKey) key);
                    return signature;
                });
    }

    private static List<Callable<?>> secretKeyFactory(Provider provider, String algorithm, Key key) {
        return List.of(
                () -> SecretKeyFactory.getInstance(algorithm, provider).translateKey((SecretKey) key),
                () -> SecretKeyFactory.getInstance(algorithm, provider)
                        .getKeySpec((SecretKey) key, SecretKeySpec.class),
                () -> SecretKeyFactory.getInstance(algorithm, provider).getKeySpec((SecretKey) key, KeySpec.class));
    }

    private static List<Callable<?>> keyFactory(Provider provider, String algorithm, Key key) {
        return List.of(
                () -> KeyFactory.getInstance(algorithm, provider).translateKey(key),
                () -> KeyFactory.getInstance(algorithm, provider).getKeySpec(key, X509EncodedKeySpec.class),
                () -> KeyFactory.getInstance(algorithm, provider).getKeySpec(key, PKCS8EncodedKeySpec.class));
    }

    private static boolean succeeds(Callable<?> attempt) {
        try {
            return attempt.call() != null;
        } catch (Exception e) {
            // Providers refuse in many ways, not all of which the contract has.
            return false;
        }
    }
}
