package io.rowseal.keys.local;

import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;

/** What a password of a PKCS#12 file must be, and what is wrong with one that does not open it. */
final class PasswordRules {

    /** The least characters of the password of a new file. */
    static final int LEAST_CHARACTERS = 12;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private PasswordRules() {}

    /** Refuses passwords that no new file should have. */
    static void requireForNewFile(Path file, char[] password) {
        if (password.length == 0) {
            throw Pkcs12File.unusable(file, "cannot be created without a password: configure a long random one", null);
        }
        String peculiarity = peculiarity(password);
        if (!peculiarity.isEmpty()) {
            throw Pkcs12File.unusable(
                    file, "cannot be created with this password" + peculiarity + ": configure another", null);
        }
        if (password.length < LEAST_CHARACTERS) {
            throw Pkcs12File.unusable(
                    file,
                    "cannot be created with a password of fewer than " + LEAST_CHARACTERS
                            + " characters: configure a long random one (openssl rand -base64 32)",
                    null);
        }
    }

    /** A clause on what is peculiar about the characters, or nothing. */
    static String peculiarity(char[] password) {
        if (password.length > 0 && password[0] == BYTE_ORDER_MARK) {
            return ", which begins with a byte-order mark, as some editors put into a file (save it as UTF-8 without one)";
        }
        for (char character : password) {
            if (character < ' ' || character > '~') {
                return ", which has characters outside of printable ASCII, as JDK 17 refuses and others encode differently";
            }
        }
        return "";
    }

    /** Why a file that has been read cannot be opened. */
    static String unreadable(Throwable failure, char[] password) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoSuchAlgorithmException) {
                return "is protected by an algorithm that this JDK ("
                        + Runtime.version().feature()
                        + ") lacks, most likely because a newer JDK made it: run this process on that JDK, or create the file"
                        + " again there with keytool -importkeystore and -J-Dkeystore.pkcs12.macAlgorithm=HmacPBESHA256. If no newer JDK made it, it is damaged: restore it from its"
                        + " backup";
            }
            if (String.valueOf(cause.getMessage()).contains("not ASCII")) {
                return "does not open with this password" + peculiarity(password)
                        + ": run this process on the newer JDK that made the file, and give the file another password there";
            }
        }
        return "is not a PKCS#12 file or is damaged: restore it from its backup";
    }
}
