package io.rowseal.probe;

import io.rowseal.Context;
import io.rowseal.jca.RowsealProvider;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.KeyRingKey;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.message.Envelope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Key;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Runs in a JVM of its own and prints what it finds, one line for each argument. Outside the packages of the module, so that
 * it can stand on the class path beside the module.
 */
public final class RegistrationProbe {

    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

    private static final SecretKeySpec AES =
            new SecretKeySpec("a test key of thirty-two bytes !".getBytes(StandardCharsets.US_ASCII), "AES");

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
            case "position" -> String.valueOf(List.of(Security.getProviders()).indexOf(registered()) + 1);
            case "tls-1.2" -> TlsHandshake.run(Path.of("peer.p12"), "TLSv1.2");
            case "tls-1.3" -> TlsHandshake.run(Path.of("peer.p12"), "TLSv1.3");
            case "loader" -> RowsealProvider.class.getClassLoader().getClass().getName();
            case "service-file" -> serviceFile();
            case "by-name" -> Cipher.getInstance("Envelope").getAlgorithm();
            case "by-provider" ->
                Cipher.getInstance("Envelope", new RowsealProvider()).getAlgorithm();
            case "direct" -> direct(Envelope.of(ownRing().key("default")));
            case "aes-envelope" -> roundTrip("Envelope", AES);
            case "aes-stream" -> roundTrip("EnvelopeStream", AES);
            case "sha" -> java.security.MessageDigest.getInstance("SHA-256").getAlgorithm();
            default -> throw new IllegalArgumentException(question);
        };
    }

    private static String direct(Envelope envelope) {
        return Arrays.equals(envelope.open(envelope.seal(MESSAGE, Context.of()), Context.of()), MESSAGE)
                ? "works"
                : "differs";
    }

    /** The providers that the class loader of the application finds as services. */
    private static String serviceFile() {
        for (Provider provider : ServiceLoader.load(Provider.class, RegistrationProbe.class.getClassLoader())) {
            if (provider.getName().equals(RowsealProvider.NAME)) {
                return provider.getClass().getName();
            }
        }
        return "not found";
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
        return roundTrip("Envelope", key);
    }

    private static String roundTrip(String transformation, Key key) throws Exception {
        Cipher cipher = Cipher.getInstance(transformation);
        cipher.init(Cipher.ENCRYPT_MODE, key);
        byte[] sealed = cipher.doFinal(MESSAGE);
        cipher.init(Cipher.DECRYPT_MODE, key);
        return Arrays.equals(cipher.doFinal(sealed), MESSAGE) ? "works" : "differs";
    }

    /** Which provider serves each algorithm, before and after. */
    private static String insertFirst() throws Exception {
        ServingProviders before = ServingProviders.snapshot();
        if (Security.insertProviderAt(new RowsealProvider(), 1) != 1) {
            return "not inserted";
        }
        Map<String, String> after = ServingProviders.snapshot().byAlgorithm();
        // What it adds are algorithms that nobody had.
        after.entrySet()
                .removeIf(entry -> entry.getValue().endsWith(RowsealProvider.NAME)
                        && !before.byAlgorithm().containsKey(entry.getKey()));
        if (before.asked() < 250 || before.byAlgorithm().size() < 300) {
            return "too few: " + before.asked() + " of " + before.byAlgorithm().size();
        }
        return before.byAlgorithm().equals(after) ? "unchanged" : "changed";
    }
}
