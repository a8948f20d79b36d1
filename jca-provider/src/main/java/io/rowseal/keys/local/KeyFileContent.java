package io.rowseal.keys.local;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.keys.local.Pkcs12File.Entry;
import io.rowseal.keys.local.Pkcs12File.Usable;
import io.rowseal.keys.spi.WrappedKey;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a master-key file in memory, and whether the file still holds them. A file that was deleted, or replaced by an
 * older copy, must not go unnoticed: what is wrapped with a key that only this process has is lost with the process. Thread
 * safe.
 */
final class KeyFileContent {

    private final String storeId;
    private final Path file;
    private final PasswordSource passwords;
    private final @Nullable String configuredActive;
    private final StorePrimitives primitives;
    private final LocalWrappingKeys keys;
    private volatile @Nullable String active;
    private @Nullable FileStamp loaded;

    KeyFileContent(
            String storeId,
            Path file,
            PasswordSource passwords,
            @Nullable String configuredActive,
            StorePrimitives primitives,
            LocalWrappingKeys keys) {
        this.storeId = storeId;
        this.file = file;
        this.passwords = passwords;
        this.configuredActive = configuredActive;
        this.primitives = primitives;
        this.keys = keys;
    }

    /** The key that wraps, null before the first {@link #load}. */
    @Nullable
    String active() {
        return active;
    }

    /** Reads the file and chooses the key that wraps. */
    synchronized void load() {
        // Before the content, so that a change in between is seen as one at the next look.
        FileStamp stamp = stamp();
        active = read(entries -> {
            String chosen = ActiveAlias.choose(configuredActive, entries, file);
            requireOurs(entries, chosen);
            addNew(entries);
            return chosen;
        });
        loaded = stamp;
    }

    /** Reads the file again if it names a key that is not known yet and the file has changed since. */
    void learn(String keyRef) {
        if (!keys.contains(keyRef)) {
            synchronized (this) {
                if (!stamp().equals(loaded)) {
                    load();
                }
            }
        }
    }

    /**
     * Before each wrap: refuses unless the file still holds the key. One look at the file's attributes; its content is read
     * only if they changed.
     */
    synchronized void requireHeld(String keyRef) {
        FileStamp stamp = stamp();
        if (stamp.equals(loaded) || !keys.contains(keyRef)) {
            return;
        }
        read(entries -> {
            if (!(entries.get(keyRef) instanceof Usable)) {
                throw replaced(keyRef);
            }
            requireSame(entries);
            addNew(entries);
            return keyRef;
        });
        loaded = stamp;
    }

    /** Unwraps with what the file holds now, as a process that starts now would. */
    byte[] unwrapFresh(WrappedKey wrapped, Context context) {
        stamp();
        return read(entries -> {
            requireSame(entries);
            try (LocalWrappingKeys fresh = new LocalWrappingKeys(storeId, primitives)) {
                if (entries.get(wrapped.keyRef()) instanceof Usable usable) {
                    fresh.add(wrapped.keyRef(), usable.masterKey());
                } else if (keys.contains(wrapped.keyRef())) {
                    throw replaced(wrapped.keyRef());
                }
                return fresh.unwrap(wrapped, context);
            }
        });
    }

    /**
     * Refuses a file that is an older copy, or another file, than the one this process read.
     *
     * @param newest the key that wraps according to the file
     */
    void requireOurs(Map<String, Entry> entries, String newest) {
        String present = active;
        boolean movedOn = present != null && MasterKeyNames.isNewer(newest, present);
        if (present != null && !movedOn && !(entries.get(present) instanceof Usable)) {
            throw replaced(present);
        }
        requireSame(entries);
    }

    private void requireSame(Map<String, Entry> entries) {
        entries.forEach((alias, entry) -> {
            if (entry instanceof Usable usable && keys.contains(alias) && !keys.holds(alias, usable.masterKey())) {
                throw Pkcs12File.unusable(
                        file,
                        "has another key '" + alias
                                + "' than the one this process read from it: the file was replaced by"
                                + " that of another system. Put the newest copy of the right file back; until then this process"
                                + " creates no KEK",
                        null);
            }
        });
    }

    private ConfigurationException replaced(String keyRef) {
        return Pkcs12File.unusable(
                file,
                "no longer holds the key '" + keyRef + "', which this process read from it: it was replaced by an older"
                        + " copy, or the key was removed. Put the newest copy back; until then this process creates no KEK",
                null);
    }

    private void addNew(Map<String, Entry> entries) {
        entries.forEach((alias, entry) -> {
            if (entry instanceof Usable usable) {
                keys.add(alias, usable.masterKey());
            }
        });
    }

    private <T> T read(Function<Map<String, Entry>, T> operation) {
        return passwords.use(password -> {
            Map<String, Entry> entries = Pkcs12File.read(file, password).secretKeys(password);
            try {
                return operation.apply(entries);
            } finally {
                entries.values().forEach(Entry::close);
            }
        });
    }

    private FileStamp stamp() {
        return FileOperation.attempt(file, "be found", () -> {
            try {
                return FileStamp.of(file);
            } catch (NoSuchFileException e) {
                throw Pkcs12File.unusable(
                        file,
                        "is missing: it was deleted or moved while this process used it, or its volume is gone. Put it"
                                + " back from its backup; until then this process creates no KEK",
                        e);
            }
        });
    }
}
