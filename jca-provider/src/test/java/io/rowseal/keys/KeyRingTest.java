package io.rowseal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.KeyDestroyedException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.UnknownKeyException;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.message.Envelope;
import io.rowseal.row.BlindIndex;
import io.rowseal.row.Column;
import io.rowseal.row.RowKey;
import io.rowseal.row.TableKeys;
import io.rowseal.testing.TestMasterKeyStore;
import io.rowseal.testing.TestRing;
import io.rowseal.testing.Together;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private static final Context CONTEXT = Context.of("purpose", "test");
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);
    private static final Column NAME = Column.binary("name");
    private static final byte[] NO_PREFIX = new byte[0];

    @Test
    void aMillionRowsCostTwoStoreCallsForTheKekAndTwoForTheIndexRootKey() {
        try (TestRing test = new TestRing();
                TableKeys table = TableKeys.of(test.ring, "default", "patients")) {
            for (int row = 0; row < 1_000_000; row++) {
                RowKey key = table.newRowKey();
                byte[] cell = key.seal(NAME, NO_PREFIX, MESSAGE);
                byte[] stored = java.util.Arrays.copyOf(key.block(), 83 + cell.length);
                System.arraycopy(cell, 0, stored, 83, cell.length);
                if (!java.util.Arrays.equals(table.open(NAME, stored), MESSAGE)) {
                    throw new AssertionError("row " + row + " came back different");
                }
            }
            assertThat(test.masterKeys.wraps).hasValue(2);
            assertThat(test.masterKeys.unwraps).hasValue(2);
            assertThat(test.ring.statistics().masterKeyStoreCalls()).isEqualTo(4);
        }
    }

    @Test
    void sixtyFourThreadsOnAColdCacheCauseExactlyOneUnwrap() throws Exception {
        try (TestRing test = new TestRing()) {
            byte[] sealed = Envelope.of(test.ring).seal(MESSAGE, CONTEXT);
            KeyRing cold = test.reopen();
            test.masterKeys.unwraps.set(0);

            List<byte[]> opened = Together.call(64, () -> Envelope.of(cold).open(sealed, CONTEXT));

            assertThat(opened).hasSize(64).allMatch(message -> java.util.Arrays.equals(message, MESSAGE));
            assertThat(test.masterKeys.unwraps).hasValue(1);
        }
    }

    @Test
    void sixtyFourThreadsThatNeedTheFirstKekCreateOne() throws Exception {
        try (TestRing test = new TestRing()) {
            Together.call(64, () -> Envelope.of(test.ring).seal(MESSAGE, CONTEXT));

            assertThat(test.kekStore.keks()).hasSize(1);
            assertThat(test.masterKeys.wraps).hasValue(2);
        }
    }

    @Test
    void aDestroyedKekIsNamedAndCausesNoStoreCall() {
        try (TestRing test = new TestRing()) {
            byte[] sealed = Envelope.of(test.ring).seal(MESSAGE, CONTEXT);
            test.kekStore.attack(r -> new KekRecord(
                    r.kekId(),
                    r.purpose(),
                    r.scope(),
                    r.sequence(),
                    r.createdAt(),
                    KekState.DESTROYED,
                    List.of(),
                    r.check()));
            KeyRing cold = test.reopen();
            test.masterKeys.unwraps.set(0);

            assertThatThrownBy(() -> Envelope.of(cold).open(sealed, CONTEXT))
                    .isInstanceOf(KeyDestroyedException.class)
                    .hasMessageContaining(kekId(sealed).toString());
            assertThat(test.masterKeys.unwraps).hasValue(0);
        }
    }

    @Test
    void anUnknownKekIsNamed() {
        try (TestRing test = new TestRing()) {
            byte[] sealed = Envelope.of(test.ring).seal(MESSAGE, CONTEXT);
            test.kekStore.remove(kekId(sealed));

            assertThatThrownBy(() -> Envelope.of(test.reopen()).open(sealed, CONTEXT))
                    .isInstanceOf(UnknownKeyException.class)
                    .hasMessageContaining(kekId(sealed).toString());
        }
    }

    @Test
    void anUnreachableStoreMattersOnlyWhenTheCacheIsTooOldAndIsNotCached() {
        try (TestRing test = new TestRing()) {
            Envelope envelope = Envelope.of(test.ring);
            byte[] sealed = envelope.seal(MESSAGE, CONTEXT);
            test.masterKeys.reachable(false);
            assertThat(envelope.open(sealed, CONTEXT)).isEqualTo(MESSAGE);

            test.advance(Duration.ofHours(2));
            assertThatThrownBy(() -> envelope.open(sealed, CONTEXT)).isInstanceOf(KeyUnavailableException.class);

            test.masterKeys.reachable(true);
            assertThat(envelope.open(sealed, CONTEXT)).isEqualTo(MESSAGE);
        }
    }

    @Test
    void evictionFromATinyCacheNeverGivesAWrongResult() throws Exception {
        KeyRingPolicy tiny =
                KeyRingPolicy.builder().cacheEntries(1).rowKeyCacheEntries(1).build();
        try (TestRing test = new TestRing(tiny, new java.security.SecureRandom())) {
            List<Callable<Boolean>> users = new ArrayList<>();
            for (int user = 0; user < 8; user++) {
                String scope = "tenant-" + user % 4;
                users.add(() -> {
                    TableKeys table = TableKeys.of(test.ring, scope, "t");
                    for (int i = 0; i < 300; i++) {
                        RowKey key = table.newRowKey();
                        RowKey other = table.newRowKey();
                        byte[] cell = key.seal(NAME, NO_PREFIX, MESSAGE);
                        other.seal(NAME, NO_PREFIX, MESSAGE);
                        byte[] stored = java.util.Arrays.copyOf(key.block(), 83 + cell.length);
                        System.arraycopy(cell, 0, stored, 83, cell.length);
                        assertThat(table.open(NAME, stored)).isEqualTo(MESSAGE);
                    }
                    return true;
                });
            }
            assertThat(Together.call(users)).doesNotContain(false);
        }
    }

    @Test
    void aDestroyedIndexRootKeyIsNotReplaced() {
        try (TestRing test = new TestRing()) {
            BlindIndex.ofColumn(test.ring, "default", "t", NAME, 1, "exact").prefix(MESSAGE);
            test.kekStore.attack(r -> new KekRecord(
                    r.kekId(),
                    r.purpose(),
                    r.scope(),
                    r.sequence(),
                    r.createdAt(),
                    KekState.DESTROYED,
                    List.of(),
                    r.check()));
            BlindIndex cold = BlindIndex.ofColumn(test.reopen(), "default", "t", NAME, 1, "exact");

            assertThatThrownBy(() -> cold.prefix(MESSAGE)).isInstanceOf(KeyDestroyedException.class);
            assertThat(test.kekStore.all()).hasSize(1);
        }
    }

    @Test
    void rowKeysOfAClosedRingAreWiped() {
        TestRing test = new TestRing();
        TableKeys table = TableKeys.of(test.ring, "default", "t");
        RowKey row = table.newRowKey();
        byte[] cell = row.seal(NAME, NO_PREFIX, MESSAGE);
        byte[] stored = java.util.Arrays.copyOf(row.block(), 83 + cell.length);
        System.arraycopy(cell, 0, stored, 83, cell.length);
        test.close();

        assertThatThrownBy(() -> table.open(NAME, stored)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> row.seal(NAME, NO_PREFIX, MESSAGE)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRingWithoutStoresSaysWhatIsMissing() {
        assertThatThrownBy(() -> KeyRing.builder().build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("master-key store");
        assertThatThrownBy(() -> KeyRing.builder()
                        .masterKeyStore(new TestMasterKeyStore("a"))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("KEK store");
        assertThatThrownBy(() -> KeyRing.builder()
                        .masterKeyStore(new TestMasterKeyStore("a"))
                        .masterKeyStore(new TestMasterKeyStore("a")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClosedRingRefusesEveryUse() {
        TestRing test = new TestRing();
        Envelope envelope = Envelope.of(test.ring);
        byte[] sealed = envelope.seal(MESSAGE, CONTEXT);
        test.close();

        assertThatThrownBy(() -> envelope.open(sealed, CONTEXT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> envelope.seal(MESSAGE, CONTEXT)).isInstanceOf(IllegalStateException.class);
    }

    private static KekId kekId(byte[] sealed) {
        return KekId.of(java.util.Arrays.copyOfRange(sealed, 3, 11));
    }
}
