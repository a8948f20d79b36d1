package io.rowseal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.KeyRecordAlteredException;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.message.Envelope;
import io.rowseal.row.BlindIndex;
import io.rowseal.row.Column;
import io.rowseal.testing.LogRecords;
import io.rowseal.testing.TestRing;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows of the KEK table that are no records: skipped and named, and never a way back to an older KEK. */
class UnreadableRecordTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    private final TestRing test = new TestRing();

    @AfterEach
    void close() {
        test.close();
    }

    private static byte[] seal(KeyRing ring, String scope) {
        return Envelope.of(ring, scope).seal(MESSAGE, Context.empty());
    }

    private static KekId kekId(byte[] sealed) {
        return KekId.of(java.util.Arrays.copyOfRange(sealed, 3, 11));
    }

    @Test
    void f10g_oneDamagedRecordOfAScopeDoesNotBlockItsWritesAndIsNamedOnce() {
        byte[] old = seal(test.ring, "default");
        test.ring.rotateKek("default");
        byte[] young = seal(test.ring, "default");
        test.kekStore.damage(kekId(old));
        try (LogRecords log = new LogRecords(KeyRing.class.getName())) {
            KeyRing cold = test.reopen();
            assertThat(kekId(seal(cold, "default"))).isEqualTo(kekId(young));
            assertThat(Envelope.of(cold).open(young, Context.empty())).isEqualTo(MESSAGE);
            assertThatThrownBy(() -> Envelope.of(cold).open(old, Context.empty()))
                    .isInstanceOf(KeyRecordAlteredException.class);
            cold.rotateKek("default");
            seal(cold, "default");
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(kekId(old).toString(), "it is skipped");
        }
    }

    @Test
    void f10g_aDamagedRecordThatIsTheNewestIsFollowedByANewOneAndNeverByAnOlderOne() {
        byte[] old = seal(test.ring, "default");
        test.ring.rotateKek("default");
        byte[] lost = seal(test.ring, "default");
        // Whoever damages the newest can also say that the one before is ACTIVE.
        test.kekStore.attack(found -> found.withState(KekState.ACTIVE));
        test.kekStore.damage(kekId(lost));
        try (LogRecords log = new LogRecords(KeyRing.class.getName())) {
            byte[] young = seal(test.reopen(), "default");

            assertThat(kekId(young)).isNotIn(kekId(old), kekId(lost));
            assertThat(test.kekStore.find(kekId(young)).orElseThrow().sequence())
                    .isEqualTo(3);
            assertThat(test.kekStore.find(kekId(old)).orElseThrow().state()).isEqualTo(KekState.DECRYPT_ONLY);
            assertThat(log.warnings())
                    .anyMatch(line -> line.contains(kekId(lost).toString()));
            assertThat(kekId(seal(test.reopen(), "default"))).isEqualTo(kekId(young));
        }
        assertThat(test.kekStore.find(kekId(old))).isPresent();
    }

    @Test
    void f10g_theOnlyRecordIsDamaged() {
        byte[] lost = seal(test.ring, "default");
        test.kekStore.damage(kekId(lost));

        byte[] young = seal(test.reopen(), "default");
        assertThat(test.kekStore.find(kekId(young)).orElseThrow().sequence()).isEqualTo(2);
    }

    @Test
    void f10g_oneDamagedRecordOfAnyScopeDoesNotKeepTheOthersFromBeingRewrapped() {
        for (String scope : List.of("a", "b", "c")) {
            seal(test.ring, scope);
        }
        KekId damaged = test.kekStore.keks().get(1).kekId();
        test.kekStore.damage(damaged);
        List<KekRecord> before = test.kekStore.keks();

        assertThatThrownBy(test.ring::rewrapKeks)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(damaged.toString(), "what could be is done");
        List<KekRecord> after = test.kekStore.keks();
        assertThat(after).doesNotContain(before.get(0), before.get(2)).contains(before.get(1));
    }

    @Test
    void f10g_aDamagedIndexRootKeyIsNotReplaced() {
        BlindIndex.ofColumn(test.ring, "default", "t", Column.binary("c"), 1, "exact")
                .prefix(MESSAGE);
        KekId root = test.kekStore.list("default", KekPurpose.INDEX_ROOT).get(0).kekId();
        test.kekStore.damage(root);
        KeyRing cold = test.reopen();

        assertThatThrownBy(() -> BlindIndex.ofColumn(cold, "default", "t", Column.binary("c"), 1, "exact")
                        .prefix(MESSAGE))
                .isInstanceOf(KeyRecordAlteredException.class)
                .hasMessageContaining(root.toString());
        seal(cold, "default");
    }
}
