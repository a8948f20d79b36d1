package io.rowseal.keys.local;

import io.rowseal.format.Layout;
import io.rowseal.keys.local.Pkcs12File.Entry;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Creates a master-key file, or adds a key to one, in one step that a crash or another process cannot come between. */
final class Pkcs12FileChanges {

    private static final System.Logger LOG = System.getLogger(Pkcs12MasterKeyStore.class.getName());
    private static final int RANDOM_NAME_BYTES = 8;

    private final Path file;
    private final PasswordSource passwords;
    private final StorePrimitives primitives;

    Pkcs12FileChanges(Path file, PasswordSource passwords, StorePrimitives primitives) {
        this.file = file;
        this.passwords = passwords;
        this.primitives = primitives;
    }

    /**
     * Creates the file with one random key, unless another process is first.
     *
     * @return whether this call created it
     */
    boolean create() {
        requirePlace();
        return passwords.use(password -> {
            PasswordRules.requireForNewFile(file, password);
            return FileOperation.attempt(file, "be created", () -> create(password));
        });
    }

    private boolean create(char[] password) throws IOException {
        try (FileGuard guard = FileGuard.acquire(file)) {
            OwnerOnlyFiles.removeLeftovers(file);
            Pkcs12File content = Pkcs12File.empty(file);
            addRandomKey(content, "master-1", password);
            boolean created = OwnerOnlyFiles.publishNew(writeBeside(content, file, password), file);
            if (created) {
                LOG.log(
                        Level.INFO,
                        "created the master-key file " + file.toAbsolutePath()
                                + ": back it up apart from the data, without it no data can be read");
            }
            return created;
        }
    }

    /**
     * Adds a random key under the next name master-N.
     *
     * @param check refuses a file that is not the one this process read
     * @param known names this process knows, none of which is given again
     * @return its alias
     */
    String addKey(Consumer<Map<String, Entry>> check, Collection<String> known) {
        return passwords.use(
                password -> FileOperation.attempt(file, "be replaced", () -> addKey(password, check, known)));
    }

    private String addKey(char[] password, Consumer<Map<String, Entry>> check, Collection<String> known)
            throws IOException {
        // A link stays a link; the file it leads to is replaced.
        Path target = file.toRealPath();
        try (FileGuard guard = FileGuard.acquire(target)) {
            OwnerOnlyFiles.removeLeftovers(target);
            Pkcs12File content = Pkcs12File.read(target, password);
            check(content.secretKeys(password), check);
            List<String> names = new ArrayList<>(content.aliases());
            names.addAll(known);
            String added = MasterKeyNames.successor(names);
            content.renewProtection(password);
            addRandomKey(content, added, password);
            OwnerOnlyFiles.replace(writeBeside(content, target, password), target);
            LOG.log(
                    Level.INFO,
                    "added the master key '" + added + "' to the file " + file.toAbsolutePath()
                            + ", where it wraps from now on: back the file up, apart from the data");
            return added;
        }
    }

    private static void check(Map<String, Entry> entries, Consumer<Map<String, Entry>> check) {
        try {
            check.accept(entries);
        } finally {
            entries.values().forEach(Entry::close);
        }
    }

    private void addRandomKey(Pkcs12File content, String alias, char[] password) {
        byte[] masterKey = primitives.get().random(Layout.KEY_BYTES);
        content.add(alias, masterKey, password);
        Arrays.fill(masterKey, (byte) 0);
    }

    private Path writeBeside(Pkcs12File content, Path target, char[] password) throws IOException {
        return OwnerOnlyFiles.writeBeside(
                target, content.toBytes(password), primitives.get().random(RANDOM_NAME_BYTES));
    }

    private void requirePlace() {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw Pkcs12File.unusable(
                    file,
                    "cannot be created, because its directory does not exist: create it for this process's user only,"
                            + " or mount the volume that belongs there",
                    null);
        }
        if (Files.isSymbolicLink(file)) {
            throw Pkcs12File.unusable(
                    file, "is a symbolic link to a missing file: restore that file or remove the link", null);
        }
    }
}
