package io.rowseal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.KeyDestroyedException;
import io.rowseal.UnknownKeyException;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.message.Envelope;
import io.rowseal.row.BlindIndex;
import io.rowseal.row.Column;
import io.rowseal.row.RowKey;
import io.rowseal.row.TableKeys;
import io.rowseal.testing.Bytes;
import io.rowseal.testing.LogRecords;
import io.rowseal.testing.TestRing;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** KEKs that are deactivated, destroyed or removed, and how soon rings that hold them in memory stop using them. */
class KekLifecycleTest {

    private static final byte[] MESSAGE = {1, 2, 3};
    private static final byte[] NO_PREFIX = new byte[0];
    private static final Column NAME = Column.binary("name");
    private static final KekUsage UNUSED = kek -> 0;
    private static final Duration INTERVAL = KeyRingPolicy.DEFAULT_STATE_INTERVAL;
    private static final Duration LONG_ENOUGH = Duration.ofDays(8);

    private final TestRing test = new TestRing();
    private final KeyRing other = test.reopen();

    @AfterEach
    void close() {
        test.close();
    }

    private byte[] seal(KeyRing ring) {
        return Envelope.of(ring).seal(MESSAGE, Context.empty());
    }

    private static void opens(KeyRing ring, byte[] sealed) {
        assertThat(Envelope.of(ring).open(sealed, Context.empty())).isEqualTo(MESSAGE);
    }

    private static void isDestroyed(KeyRing ring, byte[] sealed) {
        assertThatThrownBy(() -> Envelope.of(ring).open(sealed, Context.empty()))
                .isInstanceOf(KeyDestroyedException.class)
                .hasMessageContaining(kekId(sealed).toString());
    }

    private static KekId kekId(byte[] sealed) {
        return KekId.of(java.util.Arrays.copyOfRange(sealed, 3, 11));
    }

    private void tombstone(KekId kekId) {
        test.kekStore.attack(found -> found.kekId().equals(kekId) ? found.destroyed() : found);
    }

    private KekState state(KekId kekId) {
        return test.kekStore.find(kekId).orElseThrow().state();
    }

    @Test
    void f06a_aKekThatAnotherProcessDestroysSealsAndOpensNothingAfterTheInterval() {
        byte[] sealed = seal(test.ring);
        tombstone(kekId(sealed));
        test.advance(INTERVAL.minusMillis(1));
        assertThat(kekId(seal(test.ring))).isEqualTo(kekId(sealed));

        test.advance(Duration.ofMillis(1));
        assertThat(kekId(seal(test.ring))).isNotEqualTo(kekId(sealed));
        isDestroyed(test.ring, sealed);
    }

    @Test
    void f06b_rowKeysInMemoryAreNotUsedUnderADestroyedKek() {
        TableKeys table = TableKeys.of(test.ring, "default", "t");
        RowKey row = table.newRowKey();
        byte[] stored = Bytes.concat(row.block(), row.seal(NAME, NO_PREFIX, MESSAGE));
        tombstone(KekId.of(java.util.Arrays.copyOfRange(stored, 3, 11)));
        assertThat(table.open(NAME, stored)).isEqualTo(MESSAGE);

        test.advance(INTERVAL);
        assertThatThrownBy(() -> table.open(NAME, stored)).isInstanceOf(KeyDestroyedException.class);
        assertThatThrownBy(() -> row.seal(NAME, NO_PREFIX, MESSAGE)).isInstanceOf(KeyDestroyedException.class);
        assertThatThrownBy(() -> table.current(row.block())).isInstanceOf(KeyDestroyedException.class);
    }

    @Test
    void f06c_aKekWhoseRecordIsRemovedSealsNothingAfterTheInterval() {
        byte[] sealed = seal(test.ring);
        KekRecord removed = test.kekStore.find(kekId(sealed)).orElseThrow();
        test.kekStore.remove(kekId(sealed));
        test.advance(INTERVAL);

        assertThat(kekId(seal(test.ring))).isNotEqualTo(kekId(sealed));
        assertThatThrownBy(() -> Envelope.of(test.ring).open(sealed, Context.empty()))
                .isInstanceOf(UnknownKeyException.class)
                .hasMessageContaining("restore the KEK store");

        test.kekStore.plant(removed);
        test.advance(INTERVAL);
        opens(test.ring, sealed);
    }

    @Test
    void f06d_aDestroyedIndexRootKeyIsNoticedToo() {
        BlindIndex index = BlindIndex.ofColumn(test.ring, "default", "t", NAME, 1, "exact");
        index.prefix(MESSAGE);
        tombstone(test.kekStore.list("default", KekPurpose.INDEX_ROOT).get(0).kekId());
        test.advance(INTERVAL);

        assertThatThrownBy(() -> index.prefix(MESSAGE)).isInstanceOf(KeyDestroyedException.class);
    }

    @Test
    void f06e_lookingCostsOneSelectPerIntervalAndNoStoreCall() {
        TableKeys table = TableKeys.of(test.ring, "default", "t");
        RowKey row = table.newRowKey();
        long storeCalls = test.ring.statistics().masterKeyStoreCalls();
        int selects = test.kekStore.stateSelects.get();
        for (int i = 0; i < 1000; i++) {
            row.seal(NAME, NO_PREFIX, MESSAGE);
        }
        assertThat(test.kekStore.stateSelects).hasValue(selects);
        for (int interval = 1; interval <= 10; interval++) {
            test.advance(INTERVAL);
            for (int i = 0; i < 100; i++) {
                row.seal(NAME, NO_PREFIX, MESSAGE);
                seal(test.ring);
            }
            assertThat(test.kekStore.stateSelects).hasValue(selects + interval);
        }
        assertThat(test.ring.statistics().masterKeyStoreCalls()).isEqualTo(storeCalls);
    }

    @Test
    void f06f_theIntervalIsASetting() {
        KeyRingPolicy policy =
                KeyRingPolicy.builder().stateInterval(Duration.ofSeconds(2)).build();
        try (TestRing quick = new TestRing(policy, new SecureRandom())) {
            byte[] sealed = seal(quick.ring);
            quick.kekStore.attack(found -> found.purpose() == KekPurpose.KEK ? found.destroyed() : found);
            quick.advance(Duration.ofSeconds(2));
            isDestroyed(quick.ring, sealed);
        }
    }

    @Test
    void f06g_aKekStoreThatIsDownStopsNothingBeforeTheCacheAgeAndIsToldOnce() {
        byte[] sealed = seal(test.ring);
        test.kekStore.reachable = false;
        try (LogRecords log = new LogRecords(KeyRing.class.getName())) {
            for (int i = 0; i < 5; i++) {
                test.advance(INTERVAL);
                opens(test.ring, sealed);
            }
            assertThat(log.warnings()).singleElement().asString().startsWith("the states of KEKs could not be read");
        }
        test.kekStore.reachable = true;
        tombstone(kekId(sealed));
        test.advance(INTERVAL);
        isDestroyed(test.ring, sealed);
    }

    @Test
    void f06h_aDeactivatedKekOnlyDecrypts() {
        byte[] old = seal(test.ring);
        seal(other);
        test.ring.deactivateKek(kekId(old));

        assertThat(state(kekId(old))).isEqualTo(KekState.DECRYPT_ONLY);
        byte[] young = seal(test.ring);
        assertThat(kekId(young)).isNotEqualTo(kekId(old));
        opens(test.ring, old);
        test.advance(INTERVAL);
        assertThat(kekId(seal(other))).isEqualTo(kekId(young));
        test.ring.deactivateKek(kekId(old));
        assertThat(test.kekStore.keks()).hasSize(2);
    }

    @Test
    void f06i_aRotationOfAnotherProcessIsFollowedWithinTheInterval() {
        byte[] old = seal(other);
        test.ring.rotateKek("default");
        byte[] young = seal(test.ring);
        assertThat(kekId(seal(other))).isEqualTo(kekId(old));
        test.advance(INTERVAL);
        assertThat(kekId(seal(other))).isEqualTo(kekId(young));
    }

    @Test
    void f06j_aKekIsDestroyedWhenNothingDependsOnItAndItsSuccessorIsOldEnough() {
        byte[] old = seal(test.ring);
        seal(other);
        KekId kekId = kekId(old);
        refuses(kekId, UNUSED, "is ACTIVE", "deactivate it");
        test.ring.deactivateKek(kekId);
        refuses(kekId, UNUSED, "has no successor yet");
        test.ring.rotateKek("default");
        test.advance(KeyRingPolicy.DEFAULT.times().destroyAfter());
        refuses(kekId, UNUSED, "may encrypt under it for PT169H");
        test.advance(Duration.ofMillis(1));
        refuses(kekId, kek -> 17, "still protects 17 row keys or values");
        assertThat(state(kekId)).isEqualTo(KekState.DECRYPT_ONLY);
        opens(test.ring, old);

        test.ring.destroyKek(kekId, kek -> {
            assertThat(kek.kekId()).isEqualTo(kekId);
            return 0;
        });
        KekRecord tombstone = test.kekStore.find(kekId).orElseThrow();
        assertThat(tombstone.state()).isEqualTo(KekState.DESTROYED);
        assertThat(tombstone.recipients()).isEmpty();
        isDestroyed(test.ring, old);
        isDestroyed(other, old);
        test.ring.destroyKek(kekId, UNUSED);
        assertThatThrownBy(() -> test.ring.deactivateKek(kekId)).isInstanceOf(KeyDestroyedException.class);
    }

    private void refuses(KekId kekId, KekUsage usage, String... messageParts) {
        assertThatThrownBy(() -> test.ring.destroyKek(kekId, usage))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(kekId.toString())
                .hasMessageContainingAll(messageParts);
    }

    @Test
    void f06k_aForgedAgeOfTheSuccessorDestroysNothing() {
        byte[] old = seal(test.ring);
        test.ring.rotateKek("default");
        test.kekStore.attack(found -> new KekRecord(
                found.kekId(),
                found.purpose(),
                found.scope(),
                found.sequence(),
                found.createdAt() - LONG_ENOUGH.toMillis(),
                found.state(),
                found.recipients(),
                found.check()));
        assertThatThrownBy(() -> test.reopen().destroyKek(kekId(old), UNUSED))
                .isInstanceOf(io.rowseal.KeyRecordAlteredException.class);
        assertThat(state(kekId(old))).isEqualTo(KekState.DECRYPT_ONLY);
    }

    @Test
    void f06l_onlyKeksAreDestroyedOneByOne() {
        seal(test.ring);
        KekId root = test.kekStore.list("default", KekPurpose.INDEX_ROOT).get(0).kekId();
        assertThatThrownBy(() -> test.ring.destroyKek(root, UNUSED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("index root key of scope 'default'");
        assertThatThrownBy(() -> test.ring.deactivateKek(root)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> test.ring.destroyKek(new KekId(1), UNUSED)).isInstanceOf(UnknownKeyException.class);
    }

    @Test
    void f06m_shreddingDestroysAllOfAScopeAndNothingElse() {
        byte[] sealed = seal(test.ring);
        test.ring.rotateKek("default");
        byte[] young = seal(test.ring);
        byte[] elsewhere = Envelope.of(test.ring, "tenant").seal(MESSAGE, Context.empty());
        opens(other, sealed);

        ShredReport report = test.ring.shred("default");

        assertThat(report.destroyed()).hasSize(3).contains(kekId(sealed), kekId(young));
        assertThat(report.toString())
                .contains("destroyed 3 keys", "up to PT30S", "up to PT1H", "Backups and replicas of the KEK store");
        isDestroyed(test.ring, sealed);
        isDestroyed(test.ring, young);
        test.advance(INTERVAL);
        isDestroyed(other, sealed);
        assertThat(Envelope.of(test.ring, "tenant").open(elsewhere, Context.empty()))
                .isEqualTo(MESSAGE);
        assertThat(test.kekStore.list("default", KekPurpose.KEK)).hasSize(2);
        assertThat(test.ring.shred("default").destroyed()).isEmpty();
        assertThatThrownBy(() -> BlindIndex.ofColumn(test.ring, "default", "t", NAME, 1, "exact")
                        .prefix(MESSAGE))
                .isInstanceOf(KeyDestroyedException.class);
    }

    @Test
    void f06n_aRowThatIsNoRecordKeepsAScopeFromBeingCalledShredded() {
        seal(test.ring);
        KekId damaged = test.kekStore.keks().get(0).kekId();
        test.ring.rotateKek("default");
        test.kekStore.damage(damaged);

        assertThatThrownBy(() -> test.ring.shred("default"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(damaged.toString(), "Delete its row");
        assertThat(test.kekStore
                        .states(java.util.Set.copyOf(
                                List.of(test.kekStore.keks().get(1).kekId())))
                        .values())
                .containsOnly(KekState.DESTROYED);
        test.kekStore.remove(damaged);
        assertThat(test.ring.shred("default").destroyed()).isEmpty();
    }
}
