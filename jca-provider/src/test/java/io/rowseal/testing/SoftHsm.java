package io.rowseal.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.opentest4j.TestAbortedException;

/**
 * A token of SoftHSM2 in a directory of its own. Where SoftHSM2 is not installed tests are skipped; in continuous integration,
 * where the environment variable CI is true, they fail.
 */
public final class SoftHsm {

    public static final String PIN = "1234";

    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
            Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));

    private SoftHsm() {}

    /**
     * Makes a token.
     *
     * @return the configuration of SunPKCS11; the JVM that reads it needs the environment of {@link #environment}
     */
    public static Path create(Path directory) throws IOException, InterruptedException {
        Path library = LIBRARIES.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> missing("no libsofthsm2.so was found"));
        Files.createDirectory(directory.resolve("tokens"));
        Files.writeString(
                settings(directory),
                "directories.tokendir=" + directory.resolve("tokens")
                        + "\nobjectstore.backend=file\nlog.level=ERROR\n");
        ProcessBuilder builder = new ProcessBuilder(
                        "softhsm2-util", "--init-token", "--free", "--label", "test", "--pin", PIN, "--so-pin", "5678")
                .redirectErrorStream(true);
        environment(builder, directory);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw missing("there is no softhsm2-util");
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
        String attributes = "CKA_SENSITIVE=true\nCKA_EXTRACTABLE=false\nCKA_DECRYPT=true\n";
        return Files.writeString(
                directory.resolve("pkcs11.cfg"),
                "name = SoftHSM\nlibrary = " + library + "\nslotListIndex = 0\n"
                        + "attributes(generate,CKO_PRIVATE_KEY,CKK_RSA) = {\n" + attributes + "}\n"
                        + "attributes(import,CKO_PRIVATE_KEY,CKK_RSA) = {\n" + attributes + "}\n");
    }

    /** SoftHSM2 reads its environment once, when the JVM loads it. */
    public static void environment(ProcessBuilder builder, Path directory) {
        builder.environment().put("SOFTHSM2_CONF", settings(directory).toString());
    }

    private static Path settings(Path directory) {
        return directory.resolve("softhsm2.conf");
    }

    private static RuntimeException missing(String what) {
        String message = "SoftHSM2 is not installed (apt-get install softhsm2): " + what;
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        return new TestAbortedException(message);
    }
}
