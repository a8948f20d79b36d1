package io.rowseal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.KeyRecordAlteredException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.StoreStart;
import io.rowseal.message.Envelope;
import io.rowseal.testing.LogRecords;
import io.rowseal.testing.TestMasterKeyStore;
import io.rowseal.testing.TestRing;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a health check is told, while the KEKs are cached and everything seems to work. */
class KeyRingCheckTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    @TempDir
    private Path directory;

    private static Pkcs12MasterKeyStore keyFile(Path file) {
        return Pkcs12MasterKeyStore.builder()
                .file(file)
                .password("a long password"::toCharArray)
                .createIfMissing(true)
                .build();
    }

    private static KeyRing ring(MasterKeyStore store, KekStore kekStore) {
        return KeyRing.builder().masterKeyStore(store).kekStore(kekStore).build();
    }

    private static void seal(KeyRing ring) {
        Envelope.of(ring).seal(MESSAGE, Context.empty());
    }

    @Test
    void f16a_aDeletedKeyFileIsFoundThoughTheKekIsCached() throws Exception {
        Path file = directory.resolve("keys.p12");
        try (KeyRing ring = ring(keyFile(file), new InMemoryKekStore())) {
            seal(ring);
            assertThat(ring.check("default").opened()).hasSize(2);
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);

            seal(ring);
            assertThatThrownBy(() -> ring.check("default"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(file.toString(), "is missing");

            Files.write(file, content);
            assertThat(ring.check("default").isComplete()).isTrue();
        }
    }

    @Test
    void f16b_aStoreThatIsDownIsFoundThoughTheKekIsCached() {
        try (TestRing test = new TestRing()) {
            seal(test.ring);
            test.masterKeys.reachable(false);
            assertThatThrownBy(() -> test.ring.check("default")).isInstanceOf(KeyUnavailableException.class);
            test.masterKeys.reachable(true);
            test.kekStore.reachable = false;
            assertThatThrownBy(() -> test.ring.check("default")).isInstanceOf(KeyUnavailableException.class);
        }
    }

    @Test
    void f16c_aKeyFileOfAnotherHostIsNamedAsTheCause() {
        InMemoryKekStore shared = new InMemoryKekStore();
        try (KeyRing first = ring(keyFile(directory.resolve("first.p12")), shared)) {
            seal(first);
            Pkcs12MasterKeyStore own = keyFile(directory.resolve("second.p12"));
            own.start(StoreStart.mayCreateKeys());
            try (KeyRing second = ring(own, shared)) {
                assertThatThrownBy(() -> second.check("default"))
                        .isInstanceOf(KeyRecordAlteredException.class)
                        .hasMessageStartingWith("this ring's master keys open none of the records of scope 'default'")
                        .hasMessageContaining("a host with a key file of its own");
            }
        }
    }

    @Test
    void f16d_aNewScopeIsCheckedWithoutLeavingARecord() {
        try (TestRing test = new TestRing()) {
            assertThat(test.ring.check("default").opened()).isEmpty();
            assertThat(test.masterKeys.wraps).hasValue(1);
            assertThat(test.masterKeys.unwraps).hasValue(1);
            assertThat(test.kekStore.all()).isEmpty();
            test.masterKeys.reachable(false);
            assertThatThrownBy(() -> test.ring.check("default")).isInstanceOf(KeyUnavailableException.class);
        }
    }

    @Test
    void f16e_aStoreThatAnotherOneStandsInForIsTold() {
        TestMasterKeyStore one = new TestMasterKeyStore("one");
        TestMasterKeyStore other = new TestMasterKeyStore("other");
        try (TestRing test = new TestRing();
                KeyRing both = KeyRing.builder()
                        .masterKeyStore(one)
                        .masterKeyStore(other)
                        .kekStore(test.kekStore)
                        .build()) {
            seal(both);
            assertThat(both.check("default").isComplete()).isTrue();
            other.reachable(false);
            KeyRingCheck check = both.check("default");
            assertThat(check.isComplete()).isFalse();
            assertThat(check.opened()).hasSize(2);
            assertThat(check.storeFailures()).containsOnlyKeys("other");
            one.reachable(false);
            assertThatThrownBy(() -> both.check("default")).isInstanceOf(KeyUnavailableException.class);
        }
    }

    @Test
    void f16f_eachStepInTheLifeOfAKeyLeavesOneLine() {
        Path file = directory.resolve("keys.p12");
        try (LogRecords log = new LogRecords(KeyRing.class.getName());
                LogRecords files = new LogRecords(Pkcs12MasterKeyStore.class.getName())) {
            Pkcs12MasterKeyStore store = keyFile(file);
            InMemoryKekStore records = new InMemoryKekStore();
            try (KeyRing ring = ring(store, records)) {
                seal(ring);
                String root = records.list("default", KekPurpose.INDEX_ROOT)
                        .get(0)
                        .kekId()
                        .toString();
                KekRecord first = records.list("default", KekPurpose.KEK).get(0);
                ring.rotateKek("default");
                KekRecord second = records.list("default", KekPurpose.KEK).get(1);
                store.rotate();
                ring.rewrapKeks();
                ring.deactivateKek(second.kekId());
                ring.shred("default");

                assertThat(files.infos()).hasSize(2);
                assertThat(files.infos().get(0)).startsWith("created the master-key file " + file);
                assertThat(files.infos().get(1)).startsWith("added the master key 'master-2' to the file " + file);
                assertThat(log.infos())
                        .containsExactly(
                                "created the index root key with kekId " + root
                                        + " of scope 'default', wrapped by pkcs12/master-1",
                                "created the KEK with kekId " + first.kekId()
                                        + " of scope 'default', wrapped by pkcs12/master-1",
                                "created the KEK with kekId " + second.kekId()
                                        + " of scope 'default', wrapped by pkcs12/master-1",
                                "the KEK with kekId " + first.kekId() + " of scope 'default' only decrypts from now on",
                                "rotated the KEK of scope 'default': kekId " + second.kekId() + " encrypts from now on",
                                "rewrapped 3 KEK records with pkcs12/master-2",
                                "the KEK with kekId " + second.kekId()
                                        + " of scope 'default' only decrypts from now on",
                                "destroyed the KEK with kekId " + second.kekId()
                                        + " of scope 'default': what it protected cannot be read any more",
                                "destroyed the KEK with kekId " + first.kekId()
                                        + " of scope 'default': what it protected cannot be read any more",
                                "destroyed the index root key with kekId " + root
                                        + " of scope 'default': what it protected cannot be read any more");
            }
        }
    }
}
