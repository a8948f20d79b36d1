package io.rowseal.keys.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.StoreStart;
import io.rowseal.keys.spi.WrappedKey;
import io.rowseal.message.Envelope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A key file that is replaced or deleted while a process uses it. Nothing may come to hang on a key in memory only. */
class ReplacedKeyFileTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    @TempDir
    private Path directory;

    private final InMemoryKekStore kekStore = new InMemoryKekStore();

    private Path file() {
        return directory.resolve("keys.p12");
    }

    private Pkcs12MasterKeyStore store(Path path) {
        return Pkcs12MasterKeyStore.builder()
                .file(path)
                .password("a long password"::toCharArray)
                .createIfMissing(true)
                .build();
    }

    private KeyRing ring(Pkcs12MasterKeyStore store) {
        return KeyRing.builder().masterKeyStore(store).kekStore(kekStore).build();
    }

    private byte[] seal(KeyRing ring, String scope) {
        return Envelope.of(ring, scope).seal(MESSAGE, Context.empty());
    }

    /** How a file gets its former content back. */
    enum Restored {
        IN_PLACE {
            @Override
            void restore(Path backup, Path file) throws Exception {
                Files.write(file, Files.readAllBytes(backup));
            }
        },
        WITH_ITS_TIME {
            @Override
            void restore(Path backup, Path file) throws Exception {
                Files.copy(backup, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            }
        },
        MOVED {
            @Override
            void restore(Path backup, Path file) throws Exception {
                Files.move(backup, file, StandardCopyOption.REPLACE_EXISTING);
            }
        };

        abstract void restore(Path backup, Path file) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void f05a_afterARotationTheOldBackupIsPutBack(Restored restored) throws Exception {
        Pkcs12MasterKeyStore store = store(file());
        Path backup = directory.resolve("backup.p12");
        try (KeyRing ring = ring(store)) {
            byte[] sealed = seal(ring, "default");
            Files.copy(file(), backup);
            store.rotate();
            List<KekRecord> before = kekStore.all();
            restored.restore(backup, file());

            assertThat(Envelope.of(ring, "default").open(seal(ring, "default"), Context.empty()))
                    .isEqualTo(MESSAGE);
            assertThatThrownBy(ring::rewrapKeks)
                    .isInstanceOf(ConfigurationException.class)
                    .cause()
                    .hasMessageContainingAll(
                            file().toString(), "no longer holds the key 'master-2'", "replaced by an older copy");
            assertThatThrownBy(() -> seal(ring, "new scope")).isInstanceOf(ConfigurationException.class);
            assertThatThrownBy(() -> ring.rotateKek("default")).isInstanceOf(ConfigurationException.class);
            assertThatThrownBy(store::rotate)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("no longer holds the key 'master-2'");
            assertThat(kekStore.all()).isEqualTo(before);
            try (KeyRing restarted = ring(store(file()))) {
                assertThat(Envelope.of(restarted).open(sealed, Context.empty())).isEqualTo(MESSAGE);
            }
        }
    }

    @Test
    void f05b_aDeletedFileWrapsNothingMore() throws Exception {
        Pkcs12MasterKeyStore store = store(file());
        try (KeyRing ring = ring(store)) {
            seal(ring, "default");
            byte[] content = Files.readAllBytes(file());
            List<KekRecord> before = kekStore.all();
            Files.delete(file());

            assertThatThrownBy(() -> seal(ring, "new scope"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(file().toString(), "is missing", "Put it back from its backup");
            assertThatThrownBy(ring::rewrapKeks).isInstanceOf(ConfigurationException.class);
            assertThatThrownBy(() -> ring.rotateKek("default")).isInstanceOf(ConfigurationException.class);
            assertThatThrownBy(store::rotate).isInstanceOf(ConfigurationException.class);
            assertThat(file()).doesNotExist();
            assertThat(kekStore.all()).isEqualTo(before);

            Files.write(file(), content);
            seal(ring, "new scope");
            assertThat(ring.rewrapKeks()).isEqualTo(4);
        }
    }

    @Test
    void f05c_anotherFileWithAKeyOfTheSameNameWrapsNothing() throws Exception {
        Path other = directory.resolve("other.p12");
        store(other).start(StoreStart.mayCreateKeys());
        Pkcs12MasterKeyStore store = store(file());
        try (KeyRing ring = ring(store)) {
            seal(ring, "default");
            List<KekRecord> before = kekStore.all();
            Files.copy(other, file(), StandardCopyOption.REPLACE_EXISTING);

            assertThatThrownBy(() -> seal(ring, "new scope"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("another key 'master-1' than the one this process read");
            assertThatThrownBy(store::rotate).isInstanceOf(ConfigurationException.class);
            assertThat(Files.readAllBytes(file())).isEqualTo(Files.readAllBytes(other));
            assertThat(kekStore.all()).isEqualTo(before);
        }
    }

    @Test
    void f05d_aMessageForARecipientIsNotSealedWithAKeyThatTheFileNoLongerHolds() throws Exception {
        Pkcs12MasterKeyStore store = store(file());
        store.start(StoreStart.mayCreateKeys());
        Envelope direct = Envelope.of(MasterKeyHandle.of(store));
        byte[] sealed = direct.seal(MESSAGE, Context.empty());
        Files.delete(file());

        assertThatThrownBy(() -> direct.seal(MESSAGE, Context.empty())).isInstanceOf(ConfigurationException.class);
        assertThat(direct.open(sealed, Context.empty())).isEqualTo(MESSAGE);
    }

    @Test
    void f05e_aFileThatAnotherProcessAddedAKeyToIsStillTheSame() {
        Pkcs12MasterKeyStore store = store(file());
        try (KeyRing ring = ring(store)) {
            seal(ring, "default");
            Pkcs12MasterKeyStore other = store(file());
            other.start(StoreStart.keysMustExist());
            assertThat(other.rotate()).isEqualTo("master-2");

            seal(ring, "new scope");
            assertThat(store.rotate()).isEqualTo("master-3");
            assertThat(ring.rewrapKeks()).isEqualTo(4);
            WrappedKey wrapped = other.wrap("master-2", new byte[32], Context.empty());
            assertThat(store.unwrap(wrapped, Context.empty())).hasSize(32);
        }
    }
}
