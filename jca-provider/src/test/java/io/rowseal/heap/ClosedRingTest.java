package io.rowseal.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.testing.JavaProcess;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the heap holds of a key ring's keys after it is closed. */
class ClosedRingTest {

    private static final String PASSWORD = "only for this test";

    @TempDir
    Path directory;

    @Test
    void f10i_noKeyIsInTheHeapAfterTheRingIsClosed() throws Exception {
        byte[] masterKey = new byte[32];
        new SecureRandom().nextBytes(masterKey);
        writeFile(masterKey);
        List<byte[]> keys = run();
        assertThat(keys)
                .as("KEK, index root, wrapping and derived keys, content keys")
                .hasSizeGreaterThanOrEqualTo(8);
        assertThat(found(directory.resolve("before.hprof"), keys))
                .as("the search finds all of them while the ring is open")
                .hasSizeGreaterThanOrEqualTo(2 * keys.size());
        keys.add(masterKey);
        assertThat(found(directory.resolve("after.hprof"), keys)).isEmpty();
    }

    private List<byte[]> run() throws Exception {
        ProcessBuilder builder = JavaProcess.builder(
                ClosedRingProcess.class,
                directory.resolve("keys.p12").toString(),
                PASSWORD,
                directory.resolve("before.hprof").toString(),
                directory.resolve("after.hprof").toString());
        builder.command()
                .addAll(
                        1,
                        List.of(
                                "--add-opens=java.base/java.util=ALL-UNNAMED",
                                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                                "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
                                "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED"));
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        List<byte[]> keys = new ArrayList<>();
        for (String line : output.lines()
                .filter(text -> text.matches("[0-9a-f]{64}"))
                .distinct()
                .toList()) {
            keys.add(xor(HexFormat.of().parseHex(line), 0xFF));
        }
        return keys;
    }

    private void writeFile(byte[] masterKey) throws Exception {
        KeyStore content = KeyStore.getInstance("PKCS12");
        content.load((InputStream) null, null);
        content.setEntry(
                "master-1",
                new KeyStore.SecretKeyEntry(new SecretKeySpec(masterKey, "AES")),
                new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
        try (OutputStream out = Files.newOutputStream(directory.resolve("keys.p12"))) {
            content.store(out, PASSWORD.toCharArray());
        }
    }

    /**
     * Halves of the keys, and their forms as key schedules of AES (ints, most significant byte first) and pads of HMAC. Schedules
     * for decryption have the halves apart.
     */
    private static Set<String> found(Path dump, List<byte[]> keys) throws Exception {
        String heap = new String(Files.readAllBytes(dump), StandardCharsets.ISO_8859_1);
        Set<String> found = new HashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            for (int pad : new int[] {0, 0x36, 0x5c}) {
                String key = new String(xor(keys.get(i), pad), StandardCharsets.ISO_8859_1);
                int half = key.length() / 2;
                for (int from : new int[] {0, half}) {
                    if (heap.contains(key.substring(from, from + half))) {
                        found.add("bytes of key " + i + " from " + from + " with " + pad);
                    }
                }
            }
        }
        return found;
    }

    private static byte[] xor(byte[] bytes, int with) {
        byte[] result = bytes.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= (byte) with;
        }
        return result;
    }
}
