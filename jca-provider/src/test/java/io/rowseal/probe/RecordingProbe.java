package io.rowseal.probe;

import io.rowseal.jca.EnvelopeParameterSpec;
import io.rowseal.jca.RowsealProvider;
import io.rowseal.keys.ClientKey;
import io.rowseal.message.ProviderWork;
import io.rowseal.testing.PrimitiveProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs in a JVM of its own, in which every provider notes what is asked of it. Prints what the library asks of the chosen
 * provider, and what it asks elsewhere. The argument is the name of the chosen one.
 */
public final class RecordingProbe {

    private static final Set<String> OF_CHOSEN = new TreeSet<>();
    private static final Set<String> ELSEWHERE = new TreeSet<>();

    private static final byte[] CLIENT_KEY =
            HexFormat.of().parseHex("80ad6820f1c90981e2ca42b817a345c1179d0a11d8e23a8adc0505e13d87295a");

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
        if (Security.getProvider(chosen.getName()) == null) {
            Security.addProvider(chosen);
        }
        RowsealProvider configured = configured(rowseal, chosen.getName());
        jca(rowseal, work.ring().key("default"), work.ring().key("default"), rsa.getPrivate());
        jca(configured, rsa.getPublic(), rsa.getPrivate(), rsa.getPrivate());
        jca(configured, ClientKey.of(CLIENT_KEY.clone()), ClientKey.of(CLIENT_KEY.clone()), rsa.getPublic());
        KeyGenerator.getInstance("EnvelopeDataKey", configured).generateKey();

        OF_CHOSEN.forEach(noted -> System.out.println("chosen " + noted));
        ELSEWHERE.forEach(noted -> System.out.println("elsewhere " + noted));
        System.out.println("done " + sealed.size());
    }

    /** A provider with the property; its stores are never opened, because the keys belong to no ring. */
    private static RowsealProvider configured(RowsealProvider rowseal, String chosen) throws IOException {
        Path file = Files.createTempFile("rowseal", ".properties");
        Files.writeString(
                file,
                "master-key-store.pkcs12.file=none.p12\nmaster-key-store.pkcs12.password-env=NONE\n"
                        + "kek-store.jdbc.url=jdbc:h2:file:./none\nprimitives.provider=" + chosen + "\n");
        file.toFile().deleteOnExit();
        return (RowsealProvider) rowseal.configure(file.toString());
    }

    /** Messages, streams and wrapped keys through the ciphers. */
    private static void jca(RowsealProvider rowseal, Key seals, Key opens, Key wrapped)
            throws GeneralSecurityException {
        EnvelopeParameterSpec context = EnvelopeParameterSpec.of("invoice", "4711");
        for (String name : new String[] {"Envelope", "EnvelopeStream"}) {
            Cipher cipher = Cipher.getInstance(name, rowseal);
            cipher.init(Cipher.ENCRYPT_MODE, seals, context);
            byte[] sealed = cipher.doFinal(new byte[100]);
            cipher.init(Cipher.DECRYPT_MODE, opens, context);
            cipher.doFinal(sealed);
        }
        Cipher cipher = Cipher.getInstance("Envelope", rowseal);
        cipher.init(Cipher.WRAP_MODE, seals, context);
        byte[] sealed = cipher.wrap(wrapped);
        cipher.init(Cipher.UNWRAP_MODE, opens, context);
        cipher.unwrap(
                sealed, wrapped.getAlgorithm(), wrapped instanceof PrivateKey ? Cipher.PRIVATE_KEY : Cipher.PUBLIC_KEY);
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
