package io.rowseal.crypto;

import io.rowseal.ConfigurationException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * The provider that was chosen, and the names it has the primitives under. A primitive it lacks is never taken from another
 * provider. The one exception is the JDK, whose primitives are spread over providers: SunJCE has the ciphers, SUN has SHA-256
 * and the default generator is the JVM's. Immutable and thread safe.
 */
final class PrimitiveSource {

    private static final String JDK_CIPHERS = "SunJCE";
    private static final String JDK_DIGESTS = "SUN";

    /** Null stands for the search of the JDK. */
    private final @Nullable Provider provider;

    private final boolean jdk;
    private final Map<Primitive, String> names = new EnumMap<>(Primitive.class);

    private PrimitiveSource(@Nullable Provider provider) {
        this.provider = provider;
        this.jdk = provider == null || provider.getName().equals(JDK_CIPHERS);
    }

    /** The JDK's primitives: of SunJCE where it exists, else of the first provider that has each. */
    static PrimitiveSource jdk() {
        return of(Security.getProvider(JDK_CIPHERS));
    }

    /**
     * The primitives of one provider.
     *
     * @param provider the provider, registered or not; null for the search of the JDK
     * @throws ConfigurationException if it lacks a primitive, or the JVM does not accept it; the message lists what is missing
     */
    static PrimitiveSource of(@Nullable Provider provider) {
        PrimitiveSource source = new PrimitiveSource(provider);
        List<String> missing = new ArrayList<>();
        for (Primitive primitive : Primitive.values()) {
            if (!primitive.names().isEmpty() && !source.find(primitive)) {
                missing.add(primitive.label());
            }
        }
        if (!missing.isEmpty()) {
            throw new ConfigurationException("the provider " + source.description() + " cannot be used for primitives: "
                    + String.join(", ", missing)
                    + " missing. Choose one that has all of them, such as the JDK's SunJCE,"
                    + " Bouncy Castle (BC or BCFIPS) or AmazonCorrettoCryptoProvider");
        }
        return source;
    }

    private boolean find(Primitive primitive) {
        if (primitive == Primitive.RANDOM) {
            return findGenerator();
        }
        for (String name : primitive.names()) {
            try {
                switch (primitive) {
                    case HMAC_SHA_256, HMAC_SHA_512 -> mac(name);
                    case SHA_256 -> digest(name);
                    // A provider may know "AES" and refuse the mode only now, so asking for the service says nothing.
                    default -> cipher(name, provider);
                }
                names.put(primitive, name);
                return true;
            } catch (GeneralSecurityException e) {
                continue;
            } catch (SecurityException e) {
                throw new ConfigurationException(
                        "this JVM does not accept the provider " + description()
                                + ": use the jar as its maker signed it" + " and not a repackaged one",
                        e);
            }
        }
        return false;
    }

    private boolean findGenerator() {
        if (provider == null || jdk) {
            return true;
        }
        String found = provider.getServices().stream()
                .filter(service -> service.getType().equals("SecureRandom"))
                .map(Provider.Service::getAlgorithm)
                .min(Comparator.naturalOrder())
                .orElse(null);
        for (String name : Primitive.RANDOM.names()) {
            if (provider.getService("SecureRandom", name) != null) {
                found = name;
            }
        }
        if (found != null) {
            names.put(Primitive.RANDOM, found);
        }
        return found != null;
    }

    Cipher gcm() throws GeneralSecurityException {
        return cipher(name(Primitive.AES_GCM), provider);
    }

    Cipher kwp() throws GeneralSecurityException {
        return cipher(name(Primitive.AES_KWP), provider);
    }

    Cipher rsaOaep() throws GeneralSecurityException {
        return cipher(name(Primitive.RSA_OAEP), provider);
    }

    Mac hmacSha256() throws GeneralSecurityException {
        return mac(name(Primitive.HMAC_SHA_256));
    }

    Mac hmacSha512() throws GeneralSecurityException {
        return mac(name(Primitive.HMAC_SHA_512));
    }

    MessageDigest sha256() throws GeneralSecurityException {
        return digest(name(Primitive.SHA_256));
    }

    SecureRandom random() {
        if (provider == null || jdk) {
            return new SecureRandom();
        }
        try {
            return SecureRandom.getInstance(name(Primitive.RANDOM), provider);
        } catch (NoSuchAlgorithmException e) {
            throw new ConfigurationException("the provider " + description() + " gives no random generator", e);
        }
    }

    KeyFactory keyFactory(String algorithm) throws NoSuchAlgorithmException {
        // The JDK's key factories are in providers of their own, one per algorithm.
        return provider == null || jdk
                ? KeyFactory.getInstance(algorithm)
                : KeyFactory.getInstance(algorithm, provider);
    }

    /** Name and version for messages. */
    String description() {
        return provider == null ? "of the JDK" : provider.getName() + " " + provider.getVersionStr();
    }

    private String name(Primitive primitive) {
        String name = names.get(primitive);
        if (name == null) {
            throw new IllegalStateException(primitive + " was not looked for");
        }
        return name;
    }

    private static Cipher cipher(String name, @Nullable Provider provider) throws GeneralSecurityException {
        return provider == null ? Cipher.getInstance(name) : Cipher.getInstance(name, provider);
    }

    private Mac mac(String name) throws GeneralSecurityException {
        return provider == null ? Mac.getInstance(name) : Mac.getInstance(name, provider);
    }

    private MessageDigest digest(String name) throws GeneralSecurityException {
        Provider digests = jdk ? Security.getProvider(JDK_DIGESTS) : provider;
        return digests == null ? MessageDigest.getInstance(name) : MessageDigest.getInstance(name, digests);
    }
}
