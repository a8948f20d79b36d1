package io.rowseal.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Who signed the jar that a class comes from. Whether anybody trusts the signer is for the JDK to say. */
final class JarSignature {

    private JarSignature() {}

    /**
     * Names of the signers' certificates.
     *
     * @return empty for an unsigned class
     * @throws IOException if the jar cannot be read
     * @throws SecurityException if the class is not the one that was signed
     */
    static Set<String> signersOf(Class<?> type) throws IOException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Set.of();
        }
        CodeSigner[] signers = source.getCodeSigners();
        // A class of a named module does not know them.
        return names(signers == null ? read(source.getLocation(), type) : signers);
    }

    private static CodeSigner @Nullable [] read(@Nullable URL location, Class<?> type) throws IOException {
        if (location == null || !location.getProtocol().equals("file")) {
            return null;
        }
        Path file = path(location);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            JarEntry entry = jar.getJarEntry(type.getName().replace('.', '/') + ".class");
            if (entry == null) {
                return null;
            }
            // The signature is known once all bytes were read.
            try (InputStream in = jar.getInputStream(entry)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return entry.getCodeSigners();
        }
    }

    private static Path path(URL location) throws IOException {
        try {
            return Path.of(location.toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static Set<String> names(CodeSigner @Nullable [] signers) {
        Set<String> names = new LinkedHashSet<>();
        if (signers != null) {
            for (CodeSigner signer : signers) {
                if (signer.getSignerCertPath().getCertificates().get(0) instanceof X509Certificate certificate) {
                    names.add(certificate.getSubjectX500Principal().getName());
                }
            }
        }
        return names;
    }
}
