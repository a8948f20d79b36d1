package io.rowseal.doctor;

import io.rowseal.RowsealException;
import io.rowseal.jca.RowsealProvider;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * Whether the JDK takes the provider's cipher, and the cipher works. {@code Cipher.getInstance} without a provider skips one
 * that the JDK cannot verify, and hides why; asked for this provider it tells.
 */
final class AcceptanceCheck {

    private static final String TRANSFORMATION = "Envelope";
    private static final int MOST_CAUSES = 10;

    private AcceptanceCheck() {}

    static void run(Report report) {
        Set<String> signers = signers(report);
        report.fact("signed", signers.isEmpty() ? "no" : "by " + String.join(" and ", signers));
        Cipher cipher;
        try {
            // A new one: what is wrong with the configuration of the registered one is told elsewhere.
            cipher = Cipher.getInstance(TRANSFORMATION, new RowsealProvider());
        } catch (SecurityException e) {
            report.fact("accepted by the JDK", "no: it verifies provider signatures");
            report.problem("this JDK takes ciphers from signed jars only, and refuses this one (" + causes(e)
                    + "): use the signed release jar as one unmodified file outside of any other jar, an OpenJDK build, or"
                    + " the direct API io.rowseal.message.Envelope; see docs/signing.md");
            return;
        } catch (GeneralSecurityException e) {
            report.fact("accepted by the JDK", "no");
            report.problem("the JDK refuses the cipher (" + causes(e)
                    + "): remove Cipher.Envelope from jdk.crypto.disabledAlgorithms in java.security");
            return;
        }
        report.fact(
                "accepted by the JDK",
                signers.isEmpty() ? "yes: it does not verify provider signatures" : "yes, with this signature");
        testCipher(report, cipher);
    }

    private static Set<String> signers(Report report) {
        try {
            return JarSignature.signersOf(RowsealProvider.class);
        } catch (IOException | SecurityException e) {
            report.problem("the signature of the provider's jar cannot be verified (" + e
                    + "): use the release jar as it was published");
            return Set.of();
        }
    }

    /** A message under keys that exist in memory only, from the cipher down to the primitives. */
    private static void testCipher(Report report, Cipher cipher) {
        byte[] message = "doctor".getBytes(StandardCharsets.UTF_8);
        try (KeyRing ring = KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new InMemoryKekStore())
                .build()) {
            cipher.init(Cipher.ENCRYPT_MODE, ring.key(KeyRing.DEFAULT_SCOPE));
            byte[] sealed = cipher.doFinal(message);
            cipher.init(Cipher.DECRYPT_MODE, ring.key(KeyRing.DEFAULT_SCOPE));
            if (Arrays.equals(cipher.doFinal(sealed), message)) {
                report.fact("cipher", "seals and opens a message");
                return;
            }
            report.problem("the cipher opened another message than it sealed: do not use this installation");
        } catch (GeneralSecurityException | RowsealException e) {
            report.problem("the cipher cannot seal and open a message: " + causes(e));
        }
    }

    private static String causes(Throwable failure) {
        StringBuilder text = new StringBuilder();
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            text.append(depth == 0 ? "" : ", because of ").append(cause);
            cause = cause.getCause();
        }
        return text.toString();
    }
}
