package io.rowseal.examples.clinic;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The password of the master-key file: the caller's, or a random one. There is no default that everybody knows.
 *
 * @param value the password
 * @param origin where it is from, for messages
 */
record KeyPassword(String value, String origin) {

    /** Environment variable or system property. */
    static final String NAME = "CLINIC_KEY_PASSWORD";

    private static final int RANDOM_BYTES = 24;

    /** The given one, or if there is none a random one that is written to a new file only its owner can read. */
    static KeyPassword of(@Nullable String given, Path file) {
        if (given != null && !given.isEmpty()) {
            return new KeyPassword(given, "from " + NAME);
        }
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                DataDirectory.ownerOnly(file, "rw-------")))) {
            out.write(password.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("the password file cannot be written", e);
        }
        return new KeyPassword(
                password,
                "random, in " + file.getFileName() + "; for real data set " + NAME
                        + " and keep it away from the key file");
    }

    @Override
    public String toString() {
        return "KeyPassword " + origin;
    }
}
