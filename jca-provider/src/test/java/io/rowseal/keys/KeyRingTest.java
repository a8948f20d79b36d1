package io.rowseal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.KeyDestroyedException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.message.Envelope;
import io.rowseal.row.BlindIndex;
import io.rowseal.row.Column;
import io.rowseal.row.RowKey;
import io.rowseal.row.TableKeys;
import io.rowseal.testing.TestMasterKeyStore;
import io.rowseal.testing.TestRing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private static final Context CONTEXT = Context.of("purpose", "test");
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);
    private static final Column NAME = Column.binary("name");
    private static final byte[] NO_PREFIX = new byte[0];

    @Test
    void aMillionRowsCostAtMostTwoStoreCalls() {
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
            assertThat(test.masterKeys.wraps.get() + test.masterKeys.unwraps.get())
                    .isLessThanOrEqualTo(2);
            assertThat(test.ring.statistics().masterKeyStoreCalls()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void sixtyFourThreadsOnAColdCacheCauseExactlyOneUnwrap() throws Exception {
        try (TestRing test = new TestRing()) {
            byte[] sealed = Envelope.of(test.ring).seal(MESSAGE, CONTEXT);
            KeyRing cold = test.reopen();
            test.masterKeys.unwraps.set(0);

            List<byte[]> opened = inParallel(64, () -> Envelope.of(cold).open(sealed, CONTEXT));

            assertThat(opened).hasSize(64).allMatch(message -> java.util.Arrays.equals(message, MESSAGE));
            assertThat(test.masterKeys.unwraps).hasValue(1);
        }
    }

    @Test
    void sixtyFourThreadsThatNeedTheFirstKekCreateOne() throws Exception {
        try (TestRing test = new TestRing()) {
            inParallel(64, () -> Envelope.of(test.ring).seal(MESSAGE, CONTEXT));

            assertThat(test.kekStore.all()).hasSize(1);
            assertThat(test.masterKeys.wraps).hasValue(1);
        }
    }

    @Test
    void attack08_twoProcessesThatCreateTheFirstKekEndWithTheSame() throws Exception {
        try (TestRing test = new TestRing()) {
            List<Callable<byte[]>> writers = new ArrayList<>();
            for (int process = 0; process < 8; process++) {
                KeyRing ring = test.reopen();
                writers.add(() -> Envelope.of(ring).seal(MESSAGE, CONTEXT));
            }
            for (byte[] sealed : inParallel(writers)) {
                assertThat(Envelope.of(test.ring).open(sealed, CONTEXT)).isEqualTo(MESSAGE);
            }
            assertThat(test.kekStore.all()).hasSize(1);
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
            for (byte[] sealed : inParallel(writers)) {
                assertThat(Envelope.of(test.ring).open(sealed, CONTEXT)).isEqualTo(MESSAGE);
            }
            assertThat(Envelope.of(test.ring).open(before, CONTEXT)).isEqualTo(MESSAGE);
            assertThat(test.kekStore.all()).hasSize(2);
        }
    }

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
            assertThatThrownBy(() -> cold.dataKeys().blindIndexMac("default", new byte[1], 1, MESSAGE))
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

            assertThat(moving.rewrapKeks()).isEqualTo(1);

            KeyRing moved = KeyRing.builder()
                    .masterKeyStore(next)
                    .kekStore(test.kekStore)
                    .build();
            assertThat(Envelope.of(moved).open(sealed, CONTEXT)).isEqualTo(MESSAGE);
        }
    }

    @Test
    void evictionFromATinyCacheNeverGivesAWrongResult() throws Exception {
        KeyRingPolicy tiny = new KeyRingPolicy(Duration.ofDays(90), Duration.ofDays(7), Duration.ofHours(1), 1, 1);
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
            assertThat(inParallel(users)).doesNotContain(false);
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
    void oneUnreadableRecordDoesNotKeepTheOthersFromBeingRewrapped() {
        try (TestRing test = new TestRing()) {
            for (String scope : List.of("a", "b", "c")) {
                Envelope.of(test.ring, scope).seal(MESSAGE, CONTEXT);
            }
            test.kekStore.attack(r -> r.scope().equals("b")
                    ? r.withRecipients(List.of(new WrappedKey("elsewhere", "key", new byte[40])))
                    : r);
            List<KekRecord> before = test.kekStore.all();

            assertThatThrownBy(() -> test.ring.rewrapKeks())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("scope 'b'");
            assertThat(test.kekStore.all()).hasSize(3).doesNotContain(before.get(0), before.get(2));
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

    private static <T> List<T> inParallel(int threads, Callable<T> task) throws Exception {
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            tasks.add(task);
        }
        return inParallel(tasks);
    }

    private static <T> List<T> inParallel(List<Callable<T>> tasks) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                futures.add(executor.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
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
