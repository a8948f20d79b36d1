package io.rowseal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.KeyUnavailableException;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.WrappedKey;
import io.rowseal.message.Envelope;
import io.rowseal.testing.TestMasterKeyStore;
import io.rowseal.testing.TestRing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** New KEKs after old ones, and new master keys for all of them. */
class KekRotationTest {

    private static final Context CONTEXT = Context.of("purpose", "test");
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

    @Test
    void aKekThatIsTooOldIsSucceededAndStaysReadable() {
        try (TestRing test = new TestRing()) {
            byte[] old = Envelope.of(test.ring).seal(MESSAGE, CONTEXT);
            test.advance(Duration.ofDays(90));
            byte[] young = Envelope.of(test.ring).seal(MESSAGE, CONTEXT);

            assertThat(kekId(young)).isNotEqualTo(kekId(old));
            assertThat(test.kekStore.find(kekId(old)).orElseThrow().state()).isEqualTo(KekState.DECRYPT_ONLY);
            assertThat(Envelope.of(test.ring).open(old, CONTEXT)).isEqualTo(MESSAGE);
        }
    }

    @Test
    void anOldKekEncryptsForTheTimeOfGraceOnly() {
        try (TestRing test = new TestRing()) {
            Envelope envelope = Envelope.of(test.ring);
            byte[] old = envelope.seal(MESSAGE, CONTEXT);
            test.advance(Duration.ofDays(91));
            envelope.open(old, CONTEXT);
            FailingWraps failing = new FailingWraps(test);
            KeyRing withoutWraps = failing.ring();

            assertThat(kekId(Envelope.of(withoutWraps).seal(MESSAGE, CONTEXT))).isEqualTo(kekId(old));

            test.advance(Duration.ofDays(7));
            KeyRing late = failing.ring();
            assertThatThrownBy(() -> Envelope.of(late).seal(MESSAGE, CONTEXT))
                    .isInstanceOf(KeyUnavailableException.class);
            assertThat(Envelope.of(late).open(old, CONTEXT)).isEqualTo(MESSAGE);
        }
    }

    @Test
    void anyOneOfSeveralStoresUnwraps() {
        TestMasterKeyStore first = new TestMasterKeyStore("first");
        TestMasterKeyStore second = new TestMasterKeyStore("second");
        try (TestRing test = new TestRing();
                KeyRing both = KeyRing.builder()
                        .masterKeyStore(first)
                        .masterKeyStore(second)
                        .kekStore(test.kekStore)
                        .build()) {
            byte[] sealed = Envelope.of(both).seal(MESSAGE, CONTEXT);
            assertThat(test.kekStore.all().get(0).recipients()).hasSize(2);
            first.reachable(false);
            KeyRing cold = KeyRing.builder()
                    .masterKeyStore(first)
                    .masterKeyStore(second)
                    .kekStore(test.kekStore)
                    .build();
            assertThat(Envelope.of(cold).open(sealed, CONTEXT)).isEqualTo(MESSAGE);
        }
    }

    @Test
    void rewrappingMovesAllKeksToTheStoresConfiguredNow() {
        try (TestRing test = new TestRing()) {
            byte[] sealed = Envelope.of(test.ring).seal(MESSAGE, CONTEXT);
            TestMasterKeyStore next = new TestMasterKeyStore("next");
            KeyRing moving = KeyRing.builder()
                    .masterKeyStore(next)
                    .masterKeyStore(test.masterKeys)
                    .kekStore(test.kekStore)
                    .build();

            assertThat(moving.rewrapKeks()).isEqualTo(2);

            KeyRing moved = KeyRing.builder()
                    .masterKeyStore(next)
                    .kekStore(test.kekStore)
                    .build();
            assertThat(Envelope.of(moved).open(sealed, CONTEXT)).isEqualTo(MESSAGE);
        }
    }

    @Test
    void oneUnreadableRecordDoesNotKeepTheOthersFromBeingRewrapped() {
        try (TestRing test = new TestRing()) {
            for (String scope : List.of("a", "b", "c")) {
                Envelope.of(test.ring, scope).seal(MESSAGE, CONTEXT);
            }
            test.kekStore.attack(r -> r.scope().equals("b") && r.purpose() == KekPurpose.KEK
                    ? r.withRecipients(List.of(new WrappedKey("elsewhere", "key", new byte[40])))
                    : r);
            List<KekRecord> before = test.kekStore.keks();

            assertThatThrownBy(() -> test.ring.rewrapKeks())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("scope 'b'");
            assertThat(test.kekStore.keks())
                    .hasSize(3)
                    .contains(before.get(1))
                    .doesNotContain(before.get(0), before.get(2));
        }
    }

    @Test
    void aRotationThatWasCutShortIsFinishedByTheNextProcess() {
        try (TestRing test = new TestRing()) {
            Envelope.of(test.ring).seal(MESSAGE, CONTEXT);
            test.ring.rotateKek("default");
            test.kekStore.attack(r -> r.withState(KekState.ACTIVE));

            Envelope.of(test.reopen()).seal(MESSAGE, CONTEXT);

            assertThat(test.kekStore.list("default", KekPurpose.KEK))
                    .extracting(KekRecord::state)
                    .containsExactly(KekState.DECRYPT_ONLY, KekState.ACTIVE);
        }
    }

    private static KekId kekId(byte[] sealed) {
        return KekId.of(java.util.Arrays.copyOfRange(sealed, 3, 11));
    }

    /** The store still unwraps, but no new KEK can be created. */
    private record FailingWraps(TestRing test) {

        KeyRing ring() {
            MasterKeyStore store = new MasterKeyStore() {
                @Override
                public String storeId() {
                    return test.masterKeys.storeId();
                }

                @Override
                public String activeKeyRef() {
                    return test.masterKeys.activeKeyRef();
                }

                @Override
                public List<String> keyRefs() {
                    return List.of(activeKeyRef());
                }

                @Override
                public WrappedKey wrap(String keyRef, byte[] key, Context context) {
                    throw new KeyUnavailableException("wrapping is down");
                }

                @Override
                public byte[] unwrap(WrappedKey wrapped, Context context) {
                    return test.masterKeys.unwrap(wrapped, context);
                }

                @Override
                public String describe() {
                    return "cannot wrap";
                }

                @Override
                public void close() {}
            };
            return test.reopen(store);
        }
    }
}
