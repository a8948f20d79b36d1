package io.rowseal.keys.local;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks for the password of a file at each use and wipes what it got. */
final class PasswordSource {

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
            return operation.apply(password);
        } finally {
            Arrays.fill(password, '\0');
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
