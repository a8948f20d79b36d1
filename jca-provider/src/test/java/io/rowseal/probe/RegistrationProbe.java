package io.rowseal.probe;

import io.rowseal.jca.RowsealProvider;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.KeyRingKey;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;

/**
 * Runs in a JVM of its own and prints what it finds, one line for each argument. Outside the packages of the module, so that
 * it can stand on the class path beside the module.
 */
public final class RegistrationProbe {

    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

    private RegistrationProbe() {}

    public static void main(String[] questions) {
        for (String question : questions) {
            String answer;
            try {
                answer = answer(question);
            } catch (Exception | LinkageError e) {
                answer = e.getClass().getSimpleName() + ": " + e.getMessage();
            }
            System.out.println(question + "=" + answer);
        }
    }

    private static String answer(String question) throws Exception {
        return switch (question) {
            case "add" -> String.valueOf(Security.addProvider(new RowsealProvider()) > 0);
            case "present" -> String.valueOf(registered() != null);
            case "last" -> String.valueOf(Security.getProviders()[Security.getProviders().length - 1] == registered());
            case "module" -> String.valueOf(RowsealProvider.class.getModule().getName());
            case "own-ring" -> roundTrip(ownRing().key("default"));
            case "configured" -> roundTrip(((RowsealProvider) registered()).key());
            case "configured-scope" -> ((RowsealProvider) registered()).key().scope();
            case "key-twice" ->
                String.valueOf(
                        ((RowsealProvider) registered()).key("a").equals(((RowsealProvider) registered()).key("a")));
            case "insert-first" -> insertFirst();
            case "sha" -> java.security.MessageDigest.getInstance("SHA-256").getAlgorithm();
            default -> throw new IllegalArgumentException(question);
        };
    }

    private static Provider registered() {
        return Security.getProvider(RowsealProvider.NAME);
    }

    private static KeyRing ownRing() {
        return KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new InMemoryKekStore())
                .build();
    }

    private static String roundTrip(KeyRingKey key) throws Exception {
        Cipher cipher = Cipher.getInstance("Envelope");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        byte[] sealed = cipher.doFinal(MESSAGE);
        cipher.init(Cipher.DECRYPT_MODE, key);
        return Arrays.equals(cipher.doFinal(sealed), MESSAGE) ? "works" : "differs";
    }

    /** Which provider serves each algorithm, before and after; and the default of each type. */
    private static String insertFirst() throws Exception {
        Map<String, String> before = serving();
        if (Security.insertProviderAt(new RowsealProvider(), 1) != 1) {
            return "not inserted";
        }
        Map<String, String> after = serving();
        boolean own = RowsealProvider.NAME.equals(after.get("Cipher.Envelope"));
        after.values().removeIf(RowsealProvider.NAME::equals);
        return own && before.equals(after) && before.size() > 300 ? "unchanged" : "changed";
    }

    private static Map<String, String> serving() throws Exception {
        Map<String, String> serving = new TreeMap<>();
        for (Provider provider : Security.getProviders()) {
            for (Provider.Service service : provider.getServices()) {
                String name = service.getType() + "." + service.getAlgorithm();
                serving.computeIfAbsent(name, absent -> first(service.getType(), service.getAlgorithm()));
            }
        }
        serving.put(
                "used Cipher",
                Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName());
        serving.put(
                "used Mac",
                javax.crypto.Mac.getInstance("HmacSHA256").getProvider().getName());
        serving.put(
                "used random", new java.security.SecureRandom().getProvider().getName());
        serving.put(
                "used TLS", javax.net.ssl.SSLContext.getDefault().getProvider().getName());
        serving.put(
                "used trust",
                javax.net.ssl.TrustManagerFactory.getInstance(javax.net.ssl.TrustManagerFactory.getDefaultAlgorithm())
                        .getProvider()
                        .getName());
        return serving;
    }

    private static String first(String type, String algorithm) {
        for (Provider provider : Security.getProviders()) {
            if (provider.getService(type, algorithm) != null) {
                return provider.getName();
            }
        }
        throw new IllegalStateException(type + " " + algorithm);
    }
}
