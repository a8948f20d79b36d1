package io.rowseal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.WrappedKey;
import io.rowseal.message.Envelope;
import io.rowseal.testing.TestRing;
import io.rowseal.testing.Together;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Altered, moved and planted KEK records. */
class KeyRingAttacksTest {

    private static final Context CONTEXT = Context.of("purpose", "test");
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

    @Test
    void attack08_twoProcessesThatCreateTheFirstKekEndWithTheSame() throws Exception {
        try (TestRing test = new TestRing()) {
            List<Callable<byte[]>> writers = new ArrayList<>();
            for (int process = 0; process < 8; process++) {
                KeyRing ring = test.reopen();
                writers.add(() -> Envelope.of(ring).seal(MESSAGE, CONTEXT));
            }
            for (byte[] sealed : Together.call(writers)) {
                assertThat(Envelope.of(test.ring).open(sealed, CONTEXT)).isEqualTo(MESSAGE);
            }
            assertThat(test.kekStore.all())
                    .extracting(KekRecord::purpose)
                    .containsExactlyInAnyOrder(KekPurpose.KEK, KekPurpose.INDEX_ROOT);
        }
    }

    @Test
    void attack08_twoProcessesThatRotateAtOnceStayReadable() throws Exception {
        try (TestRing test = new TestRing()) {
            byte[] before = Envelope.of(test.ring).seal(MESSAGE, CONTEXT);
            test.advance(Duration.ofDays(91));
            List<Callable<byte[]>> writers = new ArrayList<>();
            for (int process = 0; process < 8; process++) {
                KeyRing ring = test.reopen();
                writers.add(() -> Envelope.of(ring).seal(MESSAGE, CONTEXT));
            }
            for (byte[] sealed : Together.call(writers)) {
                assertThat(Envelope.of(test.ring).open(sealed, CONTEXT)).isEqualTo(MESSAGE);
            }
            assertThat(Envelope.of(test.ring).open(before, CONTEXT)).isEqualTo(MESSAGE);
            assertThat(test.kekStore.keks()).hasSize(2);
        }
    }

    @Test
    void attack01_aRecordFlippedBackToActiveDoesNotEncryptWhenOverAge() {
        try (TestRing test = new TestRing()) {
            byte[] old = Envelope.of(test.ring).seal(MESSAGE, CONTEXT);
            test.advance(Duration.ofDays(100));
            test.kekStore.attack(r -> r.withState(KekState.ACTIVE));

            byte[] young = Envelope.of(test.reopen()).seal(MESSAGE, CONTEXT);

            assertThat(kekId(young)).isNotEqualTo(kekId(old));
        }
    }

    @Test
    void attack01_anAlteredTimeOfCreationIsRefused() {
        try (TestRing test = new TestRing()) {
            byte[] sealed = Envelope.of(test.ring).seal(MESSAGE, CONTEXT);
            test.kekStore.attack(r -> new KekRecord(
                    r.kekId(),
                    r.purpose(),
                    r.scope(),
                    r.sequence(),
                    r.createdAt() + 1,
                    r.state(),
                    r.recipients(),
                    r.check()));
            KeyRing cold = test.reopen();

            assertThatThrownBy(() -> Envelope.of(cold).open(sealed, CONTEXT)).isInstanceOf(WrongContextException.class);
            assertThatThrownBy(() -> Envelope.of(cold).seal(MESSAGE, CONTEXT))
                    .isInstanceOf(WrongContextException.class);
        }
    }

    @Test
    void attack01_aSwappedPurposeIsRefused() {
        try (TestRing test = new TestRing()) {
            byte[] sealed = Envelope.of(test.ring).seal(MESSAGE, CONTEXT);
            test.kekStore.remove(
                    test.kekStore.list("default", KekPurpose.INDEX_ROOT).get(0).kekId());
            test.kekStore.attack(r -> new KekRecord(
                    r.kekId(),
                    KekPurpose.INDEX_ROOT,
                    r.scope(),
                    r.sequence(),
                    r.createdAt(),
                    r.state(),
                    r.recipients(),
                    r.check()));
            KeyRing cold = test.reopen();
            test.masterKeys.unwraps.set(0);

            assertThatThrownBy(() -> Envelope.of(cold).open(sealed, CONTEXT)).isInstanceOf(WrongContextException.class);
            assertThat(test.masterKeys.unwraps).hasValue(0);
            assertThatThrownBy(() -> RingInternals.dataKeys(cold).blindIndexMac("default", new byte[1], 1, MESSAGE))
                    .isInstanceOf(WrongContextException.class);
        }
    }

    @Test
    void attack01_aForeignKeyReferenceCausesNoUseOfAnotherKey() {
        try (TestRing test = new TestRing()) {
            byte[] sealed = Envelope.of(test.ring).seal(MESSAGE, CONTEXT);
            test.kekStore.attack(r -> r.withRecipients(List.of(new WrappedKey(
                    "test", "arn:of:the:attacker", r.recipients().get(0).bytes()))));

            assertThatThrownBy(() -> Envelope.of(test.reopen()).open(sealed, CONTEXT))
                    .isInstanceOf(UnknownKeyException.class);
        }
    }

    @Test
    void attack01_aRecordOfAnUnconfiguredStoreCausesNoCall() {
        try (TestRing test = new TestRing()) {
            byte[] sealed = Envelope.of(test.ring).seal(MESSAGE, CONTEXT);
            test.kekStore.attack(r -> r.withRecipients(List.of(
                    new WrappedKey("elsewhere", "key-1", r.recipients().get(0).bytes()))));
            test.masterKeys.unwraps.set(0);

            assertThatThrownBy(() -> Envelope.of(test.reopen()).open(sealed, CONTEXT))
                    .isInstanceOf(UnknownKeyException.class)
                    .hasMessageContaining("elsewhere");
            assertThat(test.masterKeys.unwraps).hasValue(0);
        }
    }

    @Test
    void attack01_aPlantedSequenceIsRefusedByName() {
        try (TestRing test = new TestRing()) {
            Envelope.of(test.ring).seal(MESSAGE, CONTEXT);
            test.kekStore.attack(r -> new KekRecord(
                    r.kekId(),
                    r.purpose(),
                    r.scope(),
                    Integer.MAX_VALUE,
                    r.createdAt(),
                    KekState.DECRYPT_ONLY,
                    r.recipients(),
                    r.check()));

            assertThatThrownBy(() -> Envelope.of(test.reopen()).seal(MESSAGE, CONTEXT))
                    .isInstanceOf(WrongContextException.class)
                    .hasMessageContaining("sequence");
        }
    }

    @Test
    void attack16_aScopeIsTextThatEveryDatabaseStores() {
        try (TestRing test = new TestRing()) {
            for (String scope : List.of("", "a\0b", "\uD800", "x".repeat(256))) {
                assertThatThrownBy(() -> Envelope.of(test.ring, scope)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void attack02_aRecordOfAnotherScopeIsRefusedBeforeAnyStoreCall() {
        try (TestRing test = new TestRing()) {
            byte[] sealed = Envelope.of(test.ring, "tenant-a").seal(MESSAGE, CONTEXT);
            KeyRing cold = test.reopen();
            test.masterKeys.unwraps.set(0);

            assertThatThrownBy(() -> Envelope.of(cold, "tenant-b").open(sealed, CONTEXT))
                    .isInstanceOf(WrongContextException.class);
            assertThatThrownBy(() -> Envelope.of(test.ring, "tenant-b").open(sealed, CONTEXT))
                    .isInstanceOf(WrongContextException.class);
            assertThat(test.masterKeys.unwraps).hasValue(0);
        }
    }

    @Test
    void attack02_aRecordMovedToAnotherScopeIsRefused() {
        try (TestRing test = new TestRing()) {
            byte[] sealed = Envelope.of(test.ring, "tenant-a").seal(MESSAGE, CONTEXT);
            test.kekStore.attack(r -> new KekRecord(
                    r.kekId(),
                    r.purpose(),
                    "tenant-b",
                    r.sequence(),
                    r.createdAt(),
                    r.state(),
                    r.recipients(),
                    r.check()));

            assertThatThrownBy(() -> Envelope.of(test.reopen(), "tenant-b").open(sealed, CONTEXT))
                    .isInstanceOf(WrongContextException.class);
        }
    }

    private static KekId kekId(byte[] sealed) {
        return KekId.of(java.util.Arrays.copyOfRange(sealed, 3, 11));
    }
}
