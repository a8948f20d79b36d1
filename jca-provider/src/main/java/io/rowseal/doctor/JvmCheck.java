package io.rowseal.doctor;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.Security;
import javax.crypto.Cipher;

/** Which JDK this is, and what its security configuration allows. */
final class JvmCheck {

    private static final String ADDED_PROPERTIES = "java.security.properties";
    private static final int KEY_BITS = 256;

    private JvmCheck() {}

    static void run(Report report) {
        report.fact(
                "JDK",
                System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version") + ", "
                        + System.getProperty("java.vm.name"));
        String added = System.getProperty(ADDED_PROPERTIES);
        report.fact("java.security", added == null ? "the JDK's own" : "the JDK's own and " + added);
        if (added != null) {
            examineAdded(report, added);
        }
        examinePolicy(report);
    }

    /** The JDK ignores a file that it cannot read, without a word. */
    private static void examineAdded(Report report, String added) {
        if (!"true".equals(Security.getProperty("security.overridePropertiesFile"))) {
            report.problem(
                    "-D" + ADDED_PROPERTIES + " is ignored, because java.security says so: set"
                            + " security.overridePropertiesFile=true there, or write the provider line into java.security itself");
        }
        // A second equals sign means "instead of java.security".
        String name = added.startsWith("=") ? added.substring(1) : added;
        if (!name.contains(":/") && !isReadable(name)) {
            report.problem("the file " + name + " of -D" + ADDED_PROPERTIES
                    + " cannot be read, and the JDK does not tell: correct the path");
        }
    }

    private static boolean isReadable(String name) {
        try {
            return Files.isReadable(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static void examinePolicy(Report report) {
        int allowed;
        try {
            allowed = Cipher.getMaxAllowedKeyLength("AES");
        } catch (NoSuchAlgorithmException e) {
            report.problem("the JDK knows no AES: check its security configuration (" + e.getMessage() + ")");
            return;
        }
        if (allowed < KEY_BITS) {
            report.problem("the JDK allows keys of " + allowed + " bits only, and refuses the cipher Envelope: set"
                    + " crypto.policy=unlimited in java.security");
        }
    }
}
