package io.rowseal.keys.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.KeyDestroyedException;
import io.rowseal.RowsealException;
import io.rowseal.UnknownKeyException;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.message.Envelope;
import io.rowseal.row.BlindIndex;
import io.rowseal.row.Column;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What "Back up and restore" of docs/keys.md says, done: each row of its tables with real key files. */
class RestoreTest {

    private static final byte[] MESSAGE = {1, 2, 3};
    private static final String PASSWORD = "a long password";

    @TempDir
    private Path directory;

    /** The KEK table of now, and its backup. */
    private final InMemoryKekStore table = new InMemoryKekStore();

    private List<KekRecord> backup = List.of();
    private byte[] row = {};

    private Path file() {
        return directory.resolve("keys.p12");
    }

    private static Pkcs12MasterKeyStore store(Path file, boolean createIfMissing) {
        return Pkcs12MasterKeyStore.builder()
                .file(file)
                .password(PASSWORD::toCharArray)
                .createIfMissing(createIfMissing)
                .build();
    }

    private static KeyRing ring(Path file, InMemoryKekStore kekStore) {
        return KeyRing.builder()
                .masterKeyStore(store(file, false))
                .kekStore(kekStore)
                .build();
    }

    private static byte[] seal(KeyRing ring, String scope) {
        return Envelope.of(ring, scope).seal(MESSAGE, Context.empty());
    }

    private static void opens(KeyRing ring, String scope, byte[] sealed) {
        assertThat(Envelope.of(ring, scope).open(sealed, Context.empty())).isEqualTo(MESSAGE);
    }

    private static byte[] index(KeyRing ring, String scope) {
        return BlindIndex.ofColumn(ring, scope, "t", Column.binary("c"), 1, "exact")
                .prefix(MESSAGE);
    }

    private static KekId kekId(byte[] sealed) {
        return KekId.of(Arrays.copyOfRange(sealed, 3, 11));
    }

    private static InMemoryKekStore tableOf(List<KekRecord> records) {
        InMemoryKekStore restored = new InMemoryKekStore();
        records.forEach(record -> assertThat(restored.insert(record)).isTrue());
        return restored;
    }

    @BeforeEach
    void writeAndBackUp() {
        try (KeyRing ring = KeyRing.builder()
                .masterKeyStore(store(file(), true))
                .kekStore(table)
                .build()) {
            row = seal(ring, "default");
            backup = table.all();
        }
    }

    @Test
    void f24a_nothingHappenedSinceTheBackup() {
        try (KeyRing restored = ring(file(), tableOf(backup))) {
            opens(restored, "default", row);
            opens(restored, "default", seal(restored, "default"));
        }
    }

    @Test
    void f24b_rowsUnderAKekThatWasCreatedSinceAreRefusedUntilItsRecordIsBack() {
        byte[] later;
        byte[] ofTenant;
        try (KeyRing ring = ring(file(), table)) {
            ring.rotateKek("default");
            later = seal(ring, "default");
            ofTenant = seal(ring, "tenant-7");
        }
        InMemoryKekStore old = tableOf(backup);
        try (KeyRing restored = ring(file(), old)) {
            opens(restored, "default", row);
            assertThatThrownBy(() -> opens(restored, "default", later)).isInstanceOf(UnknownKeyException.class);
            assertThatThrownBy(() -> opens(restored, "tenant-7", ofTenant)).isInstanceOf(UnknownKeyException.class);
        }
        table.all().stream()
                .filter(record -> old.find(record.kekId()).isEmpty())
                .forEach(old::insert);
        try (KeyRing restored = ring(file(), old)) {
            opens(restored, "default", row);
            opens(restored, "default", later);
            opens(restored, "tenant-7", ofTenant);
        }
    }

    @Test
    void f24c_afterARewrapTheFormerMasterKeyOfTheFileOpensTheBackup() {
        rotateAndRewrap();
        InMemoryKekStore old = tableOf(backup);
        try (KeyRing restored = ring(file(), old)) {
            opens(restored, "default", row);
            assertThat(restored.rewrapKeks()).isEqualTo(backup.size());
        }
        try (KeyRing restored = ring(file(), old)) {
            opens(restored, "default", row);
        }
    }

    @Test
    void f24d_withoutTheFormerMasterKeyNoKekOfTheBackupOpens() throws Exception {
        String former = backup.get(0).recipients().get(0).keyRef();
        rotateAndRewrap();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file())) {
            keys.load(in, PASSWORD.toCharArray());
        }
        keys.deleteEntry(former);
        try (OutputStream out = Files.newOutputStream(file())) {
            keys.store(out, PASSWORD.toCharArray());
        }

        try (KeyRing now = ring(file(), table)) {
            opens(now, "default", row);
        }
        otherMasterKeys(file(), tableOf(backup));
    }

    @Test
    void f24e_aKeyFileThatIsOlderThanItsRotationOpensNothingThatWasRewrapped() throws Exception {
        Path oldFile = directory.resolve("backup.p12");
        Files.copy(file(), oldFile);
        rotateAndRewrap();

        otherMasterKeys(oldFile, table);
        try (KeyRing both = ring(oldFile, tableOf(backup))) {
            opens(both, "default", row);
        }
        Files.copy(file(), oldFile, StandardCopyOption.REPLACE_EXISTING);
        try (KeyRing newest = ring(oldFile, table)) {
            opens(newest, "default", row);
        }
    }

    @Test
    void f24f_aDeactivatedKekIsActiveAgainUntilThatIsRepeated() {
        KekId kek = kekId(row);
        try (KeyRing ring = ring(file(), table)) {
            ring.deactivateKek(kek);
            assertThat(kekId(seal(ring, "default"))).isNotEqualTo(kek);
        }
        InMemoryKekStore old = tableOf(backup);
        try (KeyRing restored = ring(file(), old)) {
            assertThat(kekId(seal(restored, "default"))).isEqualTo(kek);
            restored.deactivateKek(kek);
            assertThat(kekId(seal(restored, "default"))).isNotEqualTo(kek);
            opens(restored, "default", row);
        }
    }

    @Test
    void f24g_shreddedKeysAreBackUntilThatIsRepeated() {
        try (KeyRing ring = ring(file(), table)) {
            ring.shred("default");
            destroyed(ring);
        }
        InMemoryKekStore old = tableOf(backup);
        try (KeyRing restored = ring(file(), old)) {
            opens(restored, "default", row);
            restored.shred("default");
            destroyed(restored);
        }
        assertThat(old.all()).isNotEmpty().allMatch(record -> record.state() == KekState.DESTROYED);
    }

    @Test
    void f24h_aLostKeyFileIsNeverReplacedWhileThereAreKekRecords() throws Exception {
        Path copy = directory.resolve("copy.p12");
        Files.move(file(), copy);
        for (boolean createIfMissing : new boolean[] {true, false}) {
            assertThatThrownBy(() -> {
                        try (KeyRing ring = KeyRing.builder()
                                .masterKeyStore(store(file(), createIfMissing))
                                .kekStore(table)
                                .build()) {
                            opens(ring, "default", row);
                        }
                    })
                    .isInstanceOf(RowsealException.class)
                    .hasMessageContaining("keys.p12");
            assertThat(file()).doesNotExist();
        }
        Files.move(copy, file());
        try (KeyRing restored = ring(file(), table)) {
            opens(restored, "default", row);
        }
    }

    @Test
    void f24i_theKeyFileOfAnotherHostIsNamedAsTheCause() {
        Path other = directory.resolve("other.p12");
        try (KeyRing ring = KeyRing.builder()
                .masterKeyStore(store(other, true))
                .kekStore(new InMemoryKekStore())
                .build()) {
            seal(ring, "default");
        }

        otherMasterKeys(other, table);
    }

    @Test
    void f24j_rowsOfATenantAreFoundOnlyWithTheIndexRootOfItsScope() {
        byte[] ofTenant;
        byte[] index;
        try (KeyRing ring = ring(file(), table)) {
            ofTenant = seal(ring, "tenant-7");
            index = index(ring, "tenant-7");
        }
        List<KekRecord> records = table.list("tenant-7", KekPurpose.KEK);
        InMemoryKekStore old = tableOf(backup);
        records.forEach(old::insert);
        try (KeyRing restored = ring(file(), old)) {
            opens(restored, "tenant-7", ofTenant);
            assertThatThrownBy(() -> index(restored, "tenant-7"))
                    .isInstanceOf(UnknownKeyException.class)
                    .hasMessageContaining("partial restore");
        }
        table.list("tenant-7", KekPurpose.INDEX_ROOT).forEach(old::insert);
        try (KeyRing restored = ring(file(), old)) {
            assertThat(index(restored, "tenant-7")).isEqualTo(index);
            opens(restored, "default", row);
        }
    }

    @Test
    void f24k_withoutTheKekTableNothingIsReadAndTheBackupBringsItBack() {
        InMemoryKekStore empty = new InMemoryKekStore();
        try (KeyRing ring = ring(file(), empty)) {
            assertThatThrownBy(() -> opens(ring, "default", row)).isInstanceOf(UnknownKeyException.class);
        }
        assertThat(empty.all()).as("reading makes no record").isEmpty();
        backup.forEach(empty::insert);
        try (KeyRing restored = ring(file(), empty)) {
            opens(restored, "default", row);
        }
    }

    @Test
    void f24l_aDestroyedKekIsBackUntilThatIsRepeated() {
        KekId kek = kekId(row);
        try (KeyRing ring = ring(file(), table)) {
            ring.rotateKek("default");
            backup = table.all();
        }
        destroyLater(table, kek);
        InMemoryKekStore old = tableOf(backup);
        try (KeyRing restored = ring(file(), old)) {
            opens(restored, "default", row);
        }
        destroyLater(old, kek);
    }

    /** When the KEK that followed is old enough. */
    private void destroyLater(InMemoryKekStore kekStore, KekId kek) {
        try (KeyRing ring = KeyRing.builder()
                .masterKeyStore(store(file(), false))
                .kekStore(kekStore)
                .clocks(() -> Instant.now().plus(Duration.ofDays(8)), System::nanoTime)
                .build()) {
            ring.destroyKek(kek, unused -> 0);
            destroyed(ring);
        }
    }

    private void rotateAndRewrap() {
        Pkcs12MasterKeyStore store = store(file(), false);
        try (KeyRing ring =
                KeyRing.builder().masterKeyStore(store).kekStore(table).build()) {
            store.rotate();
            assertThat(ring.rewrapKeks()).isEqualTo(table.all().size());
        }
    }

    private void destroyed(KeyRing ring) {
        assertThatThrownBy(() -> opens(ring, "default", row)).isInstanceOf(KeyDestroyedException.class);
    }

    /** Nothing is read, and nothing new is written beside it. */
    private void otherMasterKeys(Path file, InMemoryKekStore kekStore) {
        List<KekRecord> before = kekStore.all();
        try (KeyRing ring = ring(file, kekStore)) {
            assertThatThrownBy(() -> ring.check("default"))
                    .isInstanceOf(RowsealException.class)
                    .hasMessageContaining("master key");
            assertThatThrownBy(() -> opens(ring, "default", row)).isInstanceOf(RowsealException.class);
            assertThatThrownBy(() -> seal(ring, "default")).isInstanceOf(RowsealException.class);
        }
        assertThat(kekStore.all()).isEqualTo(before);
    }
}
