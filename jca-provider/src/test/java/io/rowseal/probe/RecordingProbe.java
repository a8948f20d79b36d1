package io.rowseal.probe;

import io.rowseal.jca.EnvelopeParameterSpec;
import io.rowseal.jca.RowsealProvider;
import io.rowseal.message.ProviderWork;
import io.rowseal.testing.PrimitiveProviders;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * Runs in a JVM of its own, in which every provider notes what is asked of it. Prints what the library asks of the chosen
 * provider, and what it asks elsewhere. The argument is the name of the chosen one.
 */
public final class RecordingProbe {

    private static final Set<String> OF_CHOSEN = new TreeSet<>();
    private static final Set<String> ELSEWHERE = new TreeSet<>();

    private RecordingProbe() {}

    public static void main(String[] arguments) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair rsa = generator.generateKeyPair();
        SecureRandom seeds = new SecureRandom();
        seeds.nextInt();
        Provider real = PrimitiveProviders.valueOf(arguments[0]).provider();
        RowsealProvider rowseal = new RowsealProvider();

        Provider[] installed = Security.getProviders();
        for (int i = 0; i < installed.length; i++) {
            Security.removeProvider(installed[i].getName());
            Security.insertProviderAt(new RecordingProvider(installed[i], noting(ELSEWHERE, installed[i])), i + 1);
        }
        Provider random = new RecordingProvider.DefaultRandom(seeds, noting(ELSEWHERE, null));
        Security.insertProviderAt(random, 1);
        // For the JDK the chosen one is the wrapper in the list.
        Provider chosen = arguments[0].equals("JDK")
                ? Security.getProvider("SunJCE")
                : new RecordingProvider(real, noting(OF_CHOSEN, real));

        ProviderWork work = new ProviderWork(chosen, new ProviderWork.Stores(rsa));
        Map<String, byte[]> sealed = work.seal();
        work.open(sealed);
        work.acceptedDamage(sealed);
        work.ring().rotateKek("default");
        work.ring().rewrapKeks();
        work.seal();
        jca(rowseal, work.ring().key("default"), rsa);

        OF_CHOSEN.forEach(noted -> System.out.println("chosen " + noted));
        ELSEWHERE.forEach(noted -> System.out.println("elsewhere " + noted));
        System.out.println("done " + sealed.size());
    }

    private static void jca(RowsealProvider rowseal, Key key, KeyPair rsa) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("Envelope", rowseal);
        cipher.init(Cipher.ENCRYPT_MODE, key, EnvelopeParameterSpec.of("invoice", "4711"));
        byte[] sealed = cipher.doFinal(new byte[100]);
        cipher.init(Cipher.DECRYPT_MODE, key, EnvelopeParameterSpec.of("invoice", "4711"));
        cipher.doFinal(sealed);
    }

    private static BiConsumer<String, String> noting(Set<String> notes, @Nullable Provider provider) {
        return (type, algorithm) -> {
            String caller = caller();
            if (caller != null) {
                notes.add(type + " " + algorithm + (provider == null ? "" : " of " + provider.getName()) + " for "
                        + caller);
            }
        };
    }

    /** The class of this library that asks; null if the JDK loads classes, or a provider asks for its own purposes. */
    private static @Nullable String caller() {
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            String name = frame.getClassName();
            if (name.equals("java.lang.ClassLoader")
                    || name.startsWith("org.bouncycastle.")
                    || name.startsWith("com.amazon.")) {
                return null;
            }
            if (name.startsWith("io.rowseal.") && !name.startsWith("io.rowseal.probe.")) {
                return name;
            }
        }
        return null;
    }
}
