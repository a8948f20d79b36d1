package io.rowseal.keys.local;

import io.rowseal.ConfigurationException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.format.Layout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Provider;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The content of a PKCS#12 file (RFC 7292) with secret keys, as the JDK and keytool write it. Holds keys in their encrypted
 * form only. Not thread safe.
 */
final class Pkcs12File {

    /** A file with thousands of keys is far smaller; what is larger is another file. */
    private static final long MAX_BYTES = 16L * 1024 * 1024;

    private final Path file;
    private final KeyStore content;

    private Pkcs12File(Path file, KeyStore content) {
        this.file = file;
        this.content = content;
    }

    /** An empty file, not written yet. */
    static Pkcs12File empty(Path file) {
        try {
            KeyStore content = newKeyStore();
            content.load(null, null);
            return new Pkcs12File(file, content);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(file, "the JDK has no PKCS12 key store: check its security configuration", e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws ConfigurationException if it cannot be read, is not a PKCS#12 file, or the password is wrong
     */
    static Pkcs12File read(Path file, char[] password) {
        return parse(file, readBytes(file), password);
    }

    private static Pkcs12File parse(Path file, byte[] bytes, char[] password) {
        try {
            KeyStore content = newKeyStore();
            content.load(new ByteArrayInputStream(bytes), password);
            return new Pkcs12File(file, content);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw unusable(
                        file,
                        "does not open with this password"
                                + PasswordRules.peculiarity(password)
                                + ": configure the password it was made with; if it is the"
                                + " right one, the file is damaged: restore it from its backup",
                        e);
            }
            throw unusable(file, PasswordRules.unreadable(e, password), e);
        } catch (GeneralSecurityException | RuntimeException e) {
            // The JDK's parser lets some of its own failures through on damaged files.
            throw unusable(file, "is not a PKCS#12 file or is damaged: restore it from its backup", e);
        }
    }

    private static byte[] readBytes(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw unusable(file, "is a directory: configure the path of the file in it", null);
            }
            long size = Files.size(file);
            if (size == 0) {
                throw unusable(file, "is empty: restore it from its backup", null);
            }
            if (size > MAX_BYTES) {
                throw unusable(
                        file, "has " + size + " bytes and is not a key file: configure the path of the key file", null);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw unusable(file, "is missing: restore it from its backup", e);
        } catch (IOException e) {
            throw unusable(
                    file,
                    "cannot be read (" + e.getClass().getSimpleName()
                            + "): let the user that runs this process read the file and enter its directories",
                    e);
        }
    }

    /** All aliases, of keys of any kind and of certificates. */
    List<String> aliases() {
        try {
            List<String> aliases = new ArrayList<>();
            for (String alias : Collections.list(content.aliases())) {
                aliases.add(alias.toLowerCase(Locale.ROOT));
            }
            return aliases;
        } catch (KeyStoreException e) {
            throw unusable(file, "cannot be listed: restore it from its backup", e);
        }
    }

    /** What stands under each alias that holds a secret key: a master key, or the reason why it cannot be one. */
    Map<String, Entry> secretKeys(char[] password) {
        Map<String, Entry> entries = new TreeMap<>();
        try {
            for (String alias : Collections.list(content.aliases())) {
                if (content.entryInstanceOf(alias, KeyStore.SecretKeyEntry.class)) {
                    entries.put(alias.toLowerCase(Locale.ROOT), entry(alias, password));
                }
            }
        } catch (GeneralSecurityException e) {
            entries.values().forEach(Entry::close);
            throw unusable(file, "cannot be listed: restore it from its backup", e);
        }
        return entries;
    }

    private Entry entry(String alias, char[] password) throws GeneralSecurityException {
        Key key;
        try {
            key = content.getKey(alias, password);
        } catch (UnrecoverableKeyException e) {
            return new Unusable("has another password than the file");
        }
        if (!(key instanceof SecretKey) || !"AES".equals(key.getAlgorithm())) {
            return new Unusable("is not an AES key");
        }
        byte[] bytes = key.getEncoded();
        if (bytes.length != Layout.KEY_BYTES) {
            Arrays.fill(bytes, (byte) 0);
            return new Unusable("is an AES key of " + bytes.length * 8 + " bits, not 256");
        }
        return new Usable(KeyBytes.hmac(bytes));
    }

    /** Adds a master key. */
    void add(String alias, byte[] masterKey, char[] password) {
        try {
            content.setEntry(
                    alias,
                    new KeyStore.SecretKeyEntry(new SecretKeySpec(masterKey, "AES")),
                    Pkcs12Protection.ofKey(password));
        } catch (KeyStoreException e) {
            throw unusable(file, "takes no secret key: use a file of type PKCS12", e);
        }
    }

    /** Protects every secret key that the password opens as a new one. */
    void renewProtection(char[] password) {
        try {
            for (String alias : Collections.list(content.aliases())) {
                if (content.entryInstanceOf(alias, KeyStore.SecretKeyEntry.class)) {
                    renewProtection(alias, password);
                }
            }
        } catch (GeneralSecurityException e) {
            throw unusable(file, "cannot be written: check the security configuration of the JDK", e);
        }
    }

    private void renewProtection(String alias, char[] password) throws GeneralSecurityException {
        Key key;
        try {
            key = content.getKey(alias, password);
        } catch (UnrecoverableKeyException e) {
            return; // it has a password of its own, and stays as it is
        }
        content.setEntry(alias, new KeyStore.SecretKeyEntry((SecretKey) key), Pkcs12Protection.ofKey(password));
    }

    /** The bytes of the file, read back once to be sure that they hold every alias. */
    byte[] toBytes(char[] password) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            content.store(out, password);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(file, "cannot be written: check the security configuration of the JDK", e);
        }
        byte[] bytes;
        try {
            bytes = Pkcs12Protection.withMac(out.toByteArray(), password);
        } catch (GeneralSecurityException e) {
            throw unusable(file, "cannot be written: check the security configuration of the JDK", e);
        }
        if (!parse(file, bytes, password).aliases().containsAll(aliases())) {
            throw unusable(file, "would lose keys if it was written by this JDK: add the key with keytool", null);
        }
        return bytes;
    }

    static ConfigurationException unusable(Path file, String problem, @Nullable Throwable cause) {
        return new ConfigurationException("the master-key file " + file.toAbsolutePath() + " " + problem, cause);
    }

    private static KeyStore newKeyStore() throws KeyStoreException {
        // Of the providers that have the type, not all keep secret keys in it.
        Provider jdk = Security.getProvider("SUN");
        return jdk == null ? KeyStore.getInstance("PKCS12") : KeyStore.getInstance("PKCS12", jdk);
    }

    /** What stands under an alias. */
    sealed interface Entry extends AutoCloseable {
        @Override
        default void close() {}
    }

    /** A master key; close wipes it. */
    record Usable(KeyBytes masterKey) implements Entry {
        @Override
        public void close() {
            masterKey.destroy();
        }
    }

    /** A secret key that cannot be a master key, and why. */
    record Unusable(String reason) implements Entry {}
}
