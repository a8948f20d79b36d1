package io.rowseal.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/**
 * Makes this JDK demand signed providers, by a class in place of the one that lets all pass in OpenJDK builds. It stands in
 * for the check of Oracle's JDK: it demands a signature of every entry, but takes any signer.
 */
final class VerifyingJdk {

    private static final String SOURCE = """
            package javax.crypto;

            import java.io.IOException;
            import java.io.InputStream;
            import java.net.URISyntaxException;
            import java.net.URL;
            import java.nio.file.Path;
            import java.security.Provider;
            import java.security.cert.Certificate;
            import java.util.Collections;
            import java.util.jar.JarEntry;
            import java.util.jar.JarException;
            import java.util.jar.JarFile;

            final class ProviderVerifier {

                private final URL url;

                ProviderVerifier(URL url, boolean ignored) {
                    this(url, null, ignored);
                }

                ProviderVerifier(URL url, Provider provider, boolean ignored) {
                    this.url = url;
                }

                void verify() throws IOException {
                    if (url == null || url.getProtocol().equals("jrt")) {
                        return;
                    }
                    try (JarFile jar = new JarFile(Path.of(url.toURI()).toFile(), true)) {
                        for (JarEntry entry : Collections.list(jar.entries())) {
                            try (InputStream in = jar.getInputStream(entry)) {
                                in.readAllBytes();
                            }
                            if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/")
                                    && entry.getCodeSigners() == null) {
                                throw new JarException(url + " has unsigned entries - " + entry.getName());
                            }
                        }
                    } catch (URISyntaxException e) {
                        throw new JarException(e.getMessage());
                    }
                }

                static void verifyPolicySigned(Certificate[] certificates) {}

                static boolean isTrustedCryptoProvider(Provider provider) {
                    return false;
                }

                CryptoPermissions getPermissions() {
                    return null;
                }
            }
            """;

    private VerifyingJdk() {}

    /** The option that makes a JVM of this JDK demand signatures. */
    static String option(Path directory) throws Exception {
        Path sources = Files.createDirectories(directory.resolve("sources/javax/crypto"));
        Path classes = Files.createDirectories(directory.resolve("patch"));
        Path source = Files.writeString(sources.resolve("ProviderVerifier.java"), SOURCE);
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--patch-module",
                        "java.base=" + directory.resolve("sources"),
                        "-d",
                        classes.toString(),
                        source.toString());
        if (result != 0) {
            throw new AssertionError("javac ended with " + result);
        }
        return "--patch-module=java.base=" + classes;
    }
}
