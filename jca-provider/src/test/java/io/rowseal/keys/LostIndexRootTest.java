package io.rowseal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.KeyRecordAlteredException;
import io.rowseal.UnknownKeyException;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.WrappedKey;
import io.rowseal.message.Envelope;
import io.rowseal.row.BlindIndex;
import io.rowseal.row.Column;
import io.rowseal.testing.LogRecords;
import io.rowseal.testing.TestRing;
import io.rowseal.testing.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The index root key of a scope: there from the beginning, and never replaced in silence. */
class LostIndexRootTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    private final TestRing test = new TestRing();

    @AfterEach
    void close() {
        test.close();
    }

    private static byte[] seal(KeyRing ring) {
        return Envelope.of(ring).seal(MESSAGE, Context.empty());
    }

    private static byte[] prefix(KeyRing ring) {
        return BlindIndex.ofColumn(ring, "default", "t", Column.binary("c"), 1, "exact")
                .prefix(MESSAGE);
    }

    private void loseIndexRoot() {
        test.kekStore.list("default", KekPurpose.INDEX_ROOT).forEach(root -> test.kekStore.remove(root.kekId()));
    }

    @Test
    void f01e_aLostIndexRootKeyIsNotReplaced() {
        seal(test.ring);
        prefix(test.ring);
        loseIndexRoot();

        for (KeyRing cold : List.of(test.reopen(), test.reopen())) {
            assertThatThrownBy(() -> prefix(cold))
                    .isInstanceOf(UnknownKeyException.class)
                    .hasMessageStartingWith("scope 'default' has no index root key, though it has 1 KEK records")
                    .hasMessageContainingAll("partial restore", "KeyRing.Builder.allowNewIndexRoot");
            seal(cold);
        }
        assertThat(test.kekStore.list("default", KekPurpose.INDEX_ROOT)).isEmpty();
    }

    @Test
    void f01e_aRunningRingNoticesTheLossWithinTheInterval() {
        seal(test.ring);
        prefix(test.ring);
        loseIndexRoot();
        test.advance(KeyRingPolicy.DEFAULT_STATE_INTERVAL);
        assertThatThrownBy(() -> prefix(test.ring)).isInstanceOf(UnknownKeyException.class);
    }

    @Test
    void f01e_aNewOneIsMadeWhereASettingAllowsItAndThatIsTold() {
        seal(test.ring);
        byte[] before = prefix(test.ring);
        loseIndexRoot();
        try (LogRecords log = new LogRecords(KeyRing.class.getName());
                KeyRing other = test.builder().allowNewIndexRoot("another").build();
                KeyRing allowed = test.builder().allowNewIndexRoot("default").build()) {
            assertThatThrownBy(() -> prefix(other)).isInstanceOf(UnknownKeyException.class);
            byte[] after = prefix(allowed);
            assertThat(after).isNotEqualTo(before);
            assertThat(prefix(test.reopen())).isEqualTo(after);
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("gets a new index root key", "Remove the setting now");
            prefix(test.builder().allowNewIndexRoot("default").build());
            assertThat(log.warnings()).hasSize(2);
        }
    }

    @Test
    void f01e_anIndexThatIsAddedToEncryptedDataLaterFindsItsRootKey() {
        byte[] sealed = seal(test.ring);
        assertThat(test.kekStore.list("default", KekPurpose.INDEX_ROOT)).hasSize(1);
        KeyRing later = test.reopen();
        assertThat(prefix(later)).hasSize(18);
        assertThat(Envelope.of(later).open(sealed, Context.empty())).isEqualTo(MESSAGE);
    }

    @Test
    void f01e_anIndexThatIsUsedBeforeAnyKekMakesTheOneRootKey() {
        byte[] first = prefix(test.ring);
        seal(test.ring);
        assertThat(prefix(test.reopen())).isEqualTo(first);
        assertThat(test.kekStore.list("default", KekPurpose.INDEX_ROOT)).hasSize(1);
    }

    @Test
    void f01e_ringsThatBeginAtOnceAgreeOnOneRootKey() throws Exception {
        for (int round = 0; round < 50; round++) {
            try (TestRing fresh = new TestRing()) {
                List<Callable<byte[]>> users = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    KeyRing sealing = fresh.reopen();
                    KeyRing searching = fresh.reopen();
                    users.add(() -> {
                        seal(sealing);
                        return prefix(sealing);
                    });
                    users.add(() -> prefix(searching));
                }
                List<byte[]> prefixes = Together.call(users);
                assertThat(prefixes).allMatch(one -> java.util.Arrays.equals(one, prefixes.get(0)));
                assertThat(fresh.kekStore.all()).hasSize(2);
            }
        }
    }

    @Test
    void f10h_twoHostsWithMasterKeysOfTheirOwnDoNotShareAScopeInParts() {
        InMemoryMasterKeyStore first = new InMemoryMasterKeyStore();
        InMemoryMasterKeyStore second = new InMemoryMasterKeyStore();
        prefix(test.reopen(first));

        assertThatThrownBy(() -> seal(test.reopen(second)))
                .isInstanceOf(KeyRecordAlteredException.class)
                .hasMessageStartingWith("this ring's master keys open none of the records of scope 'default'")
                .hasMessageContaining("Give every host the key file or store that created them");
        assertThat(test.kekStore.keks()).isEmpty();
    }

    @Test
    void f10h_anotherHostsMasterKeysAreNamedBeforeAnAlteration() {
        InMemoryMasterKeyStore first = new InMemoryMasterKeyStore();
        byte[] sealed = seal(test.reopen(first));
        KeyRing foreign = test.reopen(new InMemoryMasterKeyStore());

        for (Runnable use : List.<Runnable>of(
                () -> seal(foreign),
                () -> prefix(foreign),
                () -> foreign.rotateKek("default"),
                () -> Envelope.of(foreign).open(sealed, Context.empty()))) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(KeyRecordAlteredException.class)
                    .hasMessageStartingWith("this ring's master keys open none of the records of scope 'default'");
        }
        assertThat(test.kekStore.keks()).hasSize(1);
    }

    @Test
    void f10h_aRecordThatWasAlteredIsToldApart() {
        seal(test.ring);
        test.kekStore.attack(found -> found.purpose() == KekPurpose.INDEX_ROOT
                ? found
                : found.withRecipients(List.of(new WrappedKey("test", "key-1", new byte[60]))));

        assertThatThrownBy(() -> seal(test.reopen()))
                .isInstanceOf(KeyRecordAlteredException.class)
                .hasMessageContainingAll(
                        "does not open, though this ring's master keys open 1 of 1 other records",
                        "Restore the record from the backup");
    }
}
