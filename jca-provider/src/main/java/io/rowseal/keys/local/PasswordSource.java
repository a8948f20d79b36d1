package io.rowseal.keys.local;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks for the password of a file at each use and wipes what it got. */
final class PasswordSource {

    private static final System.Logger LOG = System.getLogger(Pkcs12MasterKeyStore.class.getName());

    private final AtomicBoolean warned = new AtomicBoolean();
    private final Path file;
    private final Supplier<char[]> source;

    PasswordSource(Path file, Supplier<char[]> source) {
        this.file = file;
        this.source = source;
    }

    /**
     * Runs an operation that needs the password.
     *
     * @throws io.rowseal.ConfigurationException if the source has no password
     */
    <T> T use(Function<char[], T> operation) {
        char[] password = source.get();
        if (password == null) {
            throw Pkcs12File.unusable(file, "has no password: the configured source returned none", null);
        }
        if (isWiped(password)) {
            throw Pkcs12File.unusable(
                    file,
                    "has no password: the configured source returned an array that was wiped; it must return a new copy"
                            + " each time",
                    null);
        }
        try {
            T result = operation.apply(password);
            warnIfShort(password.length);
            return result;
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private void warnIfShort(int length) {
        if (length < PasswordRules.LEAST_CHARACTERS && warned.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "the password of the master-key file " + file.toAbsolutePath() + " has fewer than "
                            + PasswordRules.LEAST_CHARACTERS
                            + " characters and can be guessed by who has the file: give it a long random one"
                            + " (keytool -storepasswd)");
        }
    }

    private static boolean isWiped(char[] password) {
        for (char character : password) {
            if (character != '\0') {
                return false;
            }
        }
        return password.length > 0;
    }
}
