package io.rowseal.keys.local;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Recipients;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.StoreStart;
import io.rowseal.keys.spi.WrappedKey;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.Provider;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Master keys in a PKCS#12 file (RFC 7292): AES-256 secret keys under aliases, encrypted by a password. A file made by {@code
 * keytool -genseckey -keyalg AES -keysize 256 -storetype PKCS12} works, and so does a file that this store creates.
 *
 * <p><b>Anyone who has the file and its password can read all data. Without either of them nobody can.</b> Back up the file
 * apart from the data. A guess of the password costs 600,000 iterations of PBKDF2-HMAC-SHA-256 in files that this store creates
 * or adds a key to; use a long random password nevertheless. A new file needs at least 12 ASCII characters.
 *
 * <p><b>Key references</b> are the aliases, in lower case as PKCS#12 compares them. The active one is the configured one,
 * otherwise the highest of master-1, master-2, …, otherwise the only one. After a change by another process, the store finds
 * new aliases when a KEK record names one of them; any other change needs a restart. If the file was deleted, or replaced by
 * one without the keys in use, the store wraps nothing more.
 *
 * <p><b>Guarantees.</b> Keys are wrapped by AES-256-GCM (NIST SP 800-38D) under a key derived from the master key by
 * HKDF-Expand (RFC 5869), with the context as associated data. The store keeps only the derived keys in memory. It drops what
 * the JDK decrypted on the way to them, and wipes it if the JDK allows. It creates and replaces a file in one step, with
 * owner-only permissions from the start, and forces it to disk before it uses it. No crash and no second process leaves half a
 * file or two different keys. Thread safe; all methods except {@link #start}, {@link #storeId}, {@link #describe} and {@link
 * #close} throw {@link IllegalStateException} before {@code start} and after {@code close}.
 */
public final class Pkcs12MasterKeyStore implements MasterKeyStore {

    private static final System.Logger LOG = System.getLogger(Pkcs12MasterKeyStore.class.getName());

    private final String storeId;
    private final Path file;
    private final PasswordSource passwords;
    private final Pkcs12FileChanges changes;
    private final boolean createIfMissing;
    private final @Nullable String configuredActive;
    private final StorePrimitives primitives = new StorePrimitives();
    private final LocalWrappingKeys keys;
    private final KeyFileContent content;

    private Pkcs12MasterKeyStore(Builder builder, Path file, Supplier<char[]> password) {
        this.storeId = builder.storeId;
        this.file = file;
        this.passwords = new PasswordSource(file, password);
        this.changes = new Pkcs12FileChanges(file, passwords, primitives);
        this.createIfMissing = builder.createIfMissing;
        this.configuredActive = builder.activeKeyRef;
        this.keys = new LocalWrappingKeys(storeId, primitives);
        this.content = new KeyFileContent(storeId, file, passwords, configuredActive, primitives, keys);
    }

    /**
     * A store with the id "pkcs12" over a file, which the key ring creates at its start if it is missing and there are no KEK records.
     *
     * @param file its path; the directory must exist
     * @param password returns a new array at each call, which is wiped after its use
     * @return the store
     */
    public static Pkcs12MasterKeyStore createOrOpen(Path file, Supplier<char[]> password) {
        return builder().file(file).password(password).createIfMissing(true).build();
    }

    /**
     * Begins the configuration of a store.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String storeId() {
        return storeId;
    }

    @Override
    public String activeKeyRef() {
        keys.requireOpen();
        String keyRef = content.active();
        if (keyRef == null) {
            throw new IllegalStateException("the master-key store '" + storeId
                    + "' is not started: KeyRing.builder() starts it, or call start()");
        }
        return keyRef;
    }

    @Override
    public List<String> keyRefs() {
        return keys.keyRefs(activeKeyRef());
    }

    /**
     * Reads the file, or creates it with one random key "master-1". Later calls do nothing.
     *
     * @param start whether a missing file may be created, if this store is configured to do so
     * @throws ConfigurationException if the file is missing and must not be created, or cannot be used; the message says what
     *     to do
     */
    @Override
    public synchronized void start(StoreStart start) {
        primitives.choose(start);
        keys.requireOpen();
        if (content.active() != null) {
            return;
        }
        if (isMissing()) {
            requireMayCreate(start);
            changes.create();
        }
        content.load();
        warnIfTooOpen();
        if (createIfMissing && start.permitsNewKeys()) {
            // Its creator may have died before this step, in this process or another one.
            FileOperation.attempt(file, "be made durable", () -> {
                OwnerOnlyFiles.forceDirectory(file);
                return file;
            });
        }
    }

    /**
     * Adds a random key "master-N" to the file, where N is one more than the highest there, and makes it the active one. Older
     * keys stay in the file, so they still unwrap their KEKs. Other processes follow at their next start. Back up the file
     * afterwards; {@link io.rowseal.keys.KeyRing#rewrapKeks()} moves existing KEKs to the new key.
     *
     * @return the new key reference
     * @throws ConfigurationException if the active key is configured, the file cannot be written, or it is missing or was
     *     replaced by an older copy since this process read it
     */
    public synchronized String rotate() {
        String before = activeKeyRef();
        if (configuredActive != null) {
            throw new ConfigurationException(
                    "the active key of the master-key store '" + storeId + "' is configured as '" + configuredActive
                            + "', so a new key would not be used: remove that setting, then rotate");
        }
        content.requireHeld(before);
        String added = changes.addKey(entries -> content.requireOurs(entries, before), keys.keyRefs());
        content.load();
        return added;
    }

    @Override
    public WrappedKey wrap(String keyRef, byte[] key, Context context) {
        learn(keyRef);
        content.requireHeld(keyRef);
        return keys.wrap(keyRef, key, context);
    }

    @Override
    public byte[] unwrap(WrappedKey wrapped, Context context) {
        if (wrapped.storeId().equals(storeId)) {
            learn(wrapped.keyRef());
        }
        return keys.unwrap(wrapped, context);
    }

    /** Reads the file for this call, so that what opens here opens after a restart too. */
    @Override
    public byte[] unwrapFresh(WrappedKey wrapped, Context context) {
        activeKeyRef();
        return content.unwrapFresh(wrapped, context);
    }

    @Override
    public String describe() {
        String keyRef = content.active();
        return "PKCS#12 file " + file.toAbsolutePath() + ", store '" + storeId + "', "
                + (keyRef == null ? "not started" : "keys " + keys.keyRefs() + ", active '" + keyRef + "'");
    }

    @Override
    public String toString() {
        return describe();
    }

    /** Wipes the keys. The file stays. */
    @Override
    public void close() {
        keys.close();
    }

    private void learn(String keyRef) {
        activeKeyRef();
        content.learn(keyRef);
    }

    private void requireMayCreate(StoreStart start) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null && Files.notExists(parent)) {
            throw Pkcs12File.unusable(
                    file,
                    "is missing, because its directory does not exist: mount the volume that belongs there, correct the"
                            + " path, or create the directory for this process's user only",
                    null);
        }
        if (!start.permitsNewKeys()) {
            throw Pkcs12File.unusable(
                    file,
                    "is missing, and there are KEK records that only its keys can unwrap: restore it"
                            + " from its backup (a new file could not read the existing data, so none was created)",
                    null);
        }
        if (!createIfMissing) {
            throw Pkcs12File.unusable(
                    file,
                    "is missing: allow its creation (createIfMissing), or make it with "
                            + ActiveAlias.keytool("master-1", file),
                    null);
        }
    }

    private boolean isMissing() {
        return FileOperation.attempt(file, "be found", () -> {
            try {
                Files.readAttributes(file, BasicFileAttributes.class);
                return false;
            } catch (NoSuchFileException e) {
                return true;
            }
        });
    }

    private void warnIfTooOpen() {
        FileOperation.attempt(file, "be examined", () -> {
            OwnerOnlyFiles.tooOpen(file)
                    .ifPresent(permissions -> LOG.log(
                            Level.WARNING,
                            "the master-key file "
                                    + file.toAbsolutePath() + " is open to other users (" + permissions
                                    + "): run chmod 600 "
                                    + file.toAbsolutePath()));
            return file;
        });
    }

    /** Configuration of a {@link Pkcs12MasterKeyStore}. Not thread safe. */
    public static final class Builder {

        private String storeId = "pkcs12";
        private @Nullable Path file;
        private @Nullable Supplier<char[]> password;
        private boolean createIfMissing;
        private @Nullable String activeKeyRef;
        private @Nullable Primitives primitives;

        private Builder() {}

        /**
         * Sets the name under which KEK records refer to this store. Do not change it while there is data.
         *
         * @param value 1 to 255 UTF-8 bytes; default "pkcs12"
         * @return this builder
         * @throws IllegalArgumentException if it is empty or too long
         */
        public Builder storeId(String value) {
            int length = value.getBytes(StandardCharsets.UTF_8).length;
            if (length == 0 || length > Recipients.MAX_STORE_ID_BYTES) {
                throw new IllegalArgumentException(
                        "a store id has 1 to " + Recipients.MAX_STORE_ID_BYTES + " bytes, not " + length);
            }
            this.storeId = value;
            return this;
        }

        /**
         * Sets the file.
         *
         * @param value its path; the directory must exist
         * @return this builder
         */
        public Builder file(Path value) {
            this.file = value;
            return this;
        }

        /**
         * Sets where the password comes from. The store asks for it whenever it reads the file: at the start, at a rotation,
         * when a KEK is created or checked, and when the file has changed.
         *
         * @param value returns a new array at each call, which is wiped after its use
         * @return this builder
         */
        public Builder password(Supplier<char[]> value) {
            this.password = value;
            return this;
        }

        /**
         * Sets whether the store creates a missing file. It never does while there are KEK records.
         *
         * @param value default false
         * @return this builder
         */
        public Builder createIfMissing(boolean value) {
            this.createIfMissing = value;
            return this;
        }

        /**
         * Sets the alias of the key that wraps new KEKs.
         *
         * @param value an alias, in any case; null for the highest of master-1, master-2, …, otherwise the only one
         * @return this builder
         */
        public Builder activeKeyRef(@Nullable String value) {
            this.activeKeyRef = value == null ? null : value.toLowerCase(Locale.ROOT);
            return this;
        }

        /**
         * Sets the provider of random keys and wrapping, for a store that is used without a key ring. A key ring with a chosen
         * provider sets its own. The JDK always reads and writes the file itself.
         *
         * @param provider default the JDK's
         * @return this builder
         * @throws ConfigurationException if the provider lacks a primitive; the message lists what is missing
         */
        public Builder primitiveProvider(Provider provider) {
            this.primitives = Primitives.of(provider);
            return this;
        }

        /**
         * Builds the store. It reads nothing before {@link Pkcs12MasterKeyStore#start}.
         *
         * @return the store
         * @throws ConfigurationException if the file or the password source is missing
         */
        public Pkcs12MasterKeyStore build() {
            if (file == null || password == null) {
                throw new ConfigurationException(
                        "a PKCS#12 master-key store needs a file and a password source: configure the "
                                + (file == null ? "file" : "password") + " too");
            }
            Pkcs12MasterKeyStore store = new Pkcs12MasterKeyStore(this, file, password);
            if (primitives != null) {
                store.primitives.choose(primitives);
            }
            return store;
        }
    }
}
