package io.rowseal.keys.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.KeyDestroyedException;
import io.rowseal.format.Recipients;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.KeyRingPolicy;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.keys.spi.WrappedKey;
import io.rowseal.message.Envelope;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What every KEK store does. */
public abstract class KekStoreContract {

    /** An empty store. */
    protected abstract KekStore store();

    /** A second view of the same records, as another process has. */
    protected abstract KekStore sameRecords();

    protected static KekRecord kekRecord(long kekId, String scope, int sequence) {
        return kekRecord(kekId, KekPurpose.KEK, scope, sequence);
    }

    protected static KekRecord kekRecord(long kekId, KekPurpose purpose, String scope, int sequence) {
        byte[] check = new byte[KekRecord.CHECK_BYTES];
        Arrays.fill(check, (byte) kekId);
        return new KekRecord(
                new KekId(kekId),
                purpose,
                scope,
                sequence,
                1_767_225_600_123L,
                KekState.ACTIVE,
                List.of(
                        new WrappedKey("pkcs12", "master-1", new byte[] {0, -1, 1, (byte) kekId}),
                        new WrappedKey("kms", "arn:aws:kms:ä", new byte[300])),
                check);
    }

    @Test
    void anEmptyStoreHoldsNothing() {
        KekStore store = store();
        assertThat(store.hasRecords()).isFalse();
        assertThat(store.all()).isEmpty();
        assertThat(store.list("default", KekPurpose.KEK)).isEmpty();
        assertThat(store.find(new KekId(1))).isEmpty();
    }

    @Test
    void aRecordIsReadAsItWasWritten() {
        KekStore store = store();
        KekRecord added = kekRecord(-7, "default", 1);
        assertThat(store.insert(added)).isTrue();
        KekStore other = sameRecords();
        assertThat(other.hasRecords()).isTrue();
        assertThat(other.find(added.kekId())).contains(added);
        assertThat(other.list("default", KekPurpose.KEK)).containsExactly(added);
        assertThat(other.all()).containsExactly(added);
    }

    @Test
    void recordsAreListedByScopeAndPurposeInOrder() {
        KekStore store = store();
        KekRecord second = kekRecord(1, "b", 2);
        KekRecord first = kekRecord(2, "b", 1);
        KekRecord root = kekRecord(3, KekPurpose.INDEX_ROOT, "b", 1);
        KekRecord tenth = kekRecord(4, "b", 10);
        KekRecord other = kekRecord(5, "a", 1);
        for (KekRecord added : List.of(second, root, tenth, first, other)) {
            assertThat(store.insert(added)).isTrue();
        }
        assertThat(store.list("b", KekPurpose.KEK)).containsExactly(first, second, tenth);
        assertThat(store.list("b", KekPurpose.INDEX_ROOT)).containsExactly(root);
        assertThat(store.all()).containsExactly(other, first, second, tenth, root);
    }

    @Test
    void f06o_statesAreReadForManyRecordsAtOnceAndMissingOnesAreMissing() {
        KekStore store = store();
        Set<KekId> asked = new HashSet<>();
        for (int i = 1; i <= 600; i++) {
            KekRecord added = kekRecord(i, "s" + i, 1);
            assertThat(store.insert(added)).isTrue();
            asked.add(added.kekId());
        }
        KekRecord retired = kekRecord(1, "s1", 1);
        assertThat(store.replace(retired, retired.withState(KekState.DECRYPT_ONLY)))
                .isTrue();
        KekRecord destroyed = kekRecord(2, "s2", 1);
        assertThat(store.replace(destroyed, destroyed.destroyed())).isTrue();
        asked.add(new KekId(601));
        Map<KekId, KekState> states = sameRecords().states(asked);
        assertThat(states).hasSize(600).doesNotContainKey(new KekId(601));
        assertThat(states.get(new KekId(1))).isEqualTo(KekState.DECRYPT_ONLY);
        assertThat(states.get(new KekId(2))).isEqualTo(KekState.DESTROYED);
        assertThat(states.get(new KekId(3))).isEqualTo(KekState.ACTIVE);
        assertThat(sameRecords().states(Set.of())).isEmpty();
    }

    @Test
    void f06p_aTombstoneIsReadAsItWasWritten() {
        KekStore store = store();
        KekRecord living = kekRecord(1, "default", 1);
        store.insert(living);
        assertThat(store.replace(living, living.destroyed())).isTrue();
        assertThat(sameRecords().find(living.kekId())).contains(living.destroyed());
        assertThat(sameRecords().list("default", KekPurpose.KEK)).containsExactly(living.destroyed());
        assertThat(store.replace(living, living.withState(KekState.DECRYPT_ONLY)))
                .isFalse();
    }

    @Test
    void f06q_ringsOverTheStoreNoticeWhatAnotherOneDestroys() {
        KekStore store = store();
        AtomicLong now = new AtomicLong();
        InMemoryMasterKeyStore masterKeys = new InMemoryMasterKeyStore();
        KeyRing one = ring(masterKeys, store, now);
        KeyRing other = ring(masterKeys, sameRecords(), now);
        byte[] sealed = Envelope.of(one).seal(new byte[] {1}, Context.empty());
        assertThat(Envelope.of(other).open(sealed, Context.empty())).hasSize(1);

        assertThat(one.shred("default").destroyed()).hasSize(2);
        assertThatThrownBy(() -> Envelope.of(one).open(sealed, Context.empty()))
                .isInstanceOf(KeyDestroyedException.class);
        now.addAndGet(KeyRingPolicy.DEFAULT_STATE_INTERVAL.toNanos());
        assertThatThrownBy(() -> Envelope.of(other).open(sealed, Context.empty()))
                .isInstanceOf(KeyDestroyedException.class);
    }

    private static KeyRing ring(InMemoryMasterKeyStore masterKeys, KekStore store, AtomicLong now) {
        return KeyRing.builder()
                .masterKeyStore(masterKeys)
                .kekStore(store)
                .clocks(InstantSource.system(), now::get)
                .build();
    }

    @Test
    void scopesAreComparedBytewise() {
        KekStore store = store();
        List<String> alike =
                List.of("tenant", "Tenant", "tenant ", "t\u00e9nant", "te\u0301nant", "t\uD83D\uDD11", "t'--");
        for (int i = 0; i < alike.size(); i++) {
            assertThat(store.insert(kekRecord(i, alike.get(i), 1))).isTrue();
        }
        for (int i = 0; i < alike.size(); i++) {
            assertThat(store.list(alike.get(i), KekPurpose.KEK)).containsExactly(kekRecord(i, alike.get(i), 1));
        }
    }

    @Test
    void theLongestRecordFits() {
        KekStore store = store();
        List<WrappedKey> recipients = new ArrayList<>();
        for (int i = 0; i < KekRecord.MAX_RECIPIENTS; i++) {
            recipients.add(new WrappedKey(
                    "s".repeat(Recipients.MAX_STORE_ID_BYTES),
                    (char) ('a' + i) + "k".repeat(Recipients.MAX_KEY_REF_BYTES - 1),
                    new byte[Recipients.MAX_WRAPPED_BYTES]));
        }
        KekRecord longest = new KekRecord(
                new KekId(Long.MIN_VALUE),
                KekPurpose.INDEX_ROOT,
                "s".repeat(KekRecord.MAX_SCOPE_BYTES),
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                KekState.DECRYPT_ONLY,
                recipients,
                new byte[KekRecord.CHECK_BYTES]);
        assertThat(store.insert(longest)).isTrue();
        assertThat(sameRecords().find(longest.kekId())).contains(longest);
    }

    @Test
    void aTakenKekIdOrSequenceIsNotInserted() {
        KekStore store = store();
        KekRecord first = kekRecord(1, "default", 1);
        assertThat(store.insert(first)).isTrue();
        assertThat(store.insert(kekRecord(1, "other", 1))).isFalse();
        assertThat(store.insert(kekRecord(2, "default", 1))).isFalse();
        assertThat(store.insert(kekRecord(2, "default", 2))).isTrue();
        assertThat(store.find(first.kekId())).contains(first);
    }

    @Test
    void stateAndRecipientsAreReplaced() {
        KekStore store = store();
        KekRecord active = kekRecord(1, "default", 1);
        store.insert(active);
        KekRecord older = active.withState(KekState.DECRYPT_ONLY);
        assertThat(store.replace(active, older)).isTrue();
        KekRecord rewrapped = older.withRecipients(List.of(new WrappedKey("pkcs12", "master-2", new byte[] {9})));
        assertThat(store.replace(older, rewrapped)).isTrue();
        assertThat(sameRecords().find(active.kekId())).contains(rewrapped);
        KekRecord tombstone = new KekRecord(
                active.kekId(),
                active.purpose(),
                active.scope(),
                active.sequence(),
                active.createdAt(),
                KekState.DESTROYED,
                List.of(),
                active.check());
        assertThat(store.replace(rewrapped, tombstone)).isTrue();
        assertThat(sameRecords().all()).containsExactly(tombstone);
    }

    @Test
    void aRecordThatChangedMeanwhileIsNotReplaced() {
        KekStore store = store();
        KekRecord active = kekRecord(1, "default", 1);
        store.insert(active);
        KekRecord older = active.withState(KekState.DECRYPT_ONLY);
        KekRecord rewrapped = active.withRecipients(List.of(new WrappedKey("pkcs12", "master-2", new byte[] {9})));
        assertThat(store.replace(older, active)).as("another state").isFalse();
        assertThat(store.replace(rewrapped, active)).as("other recipients").isFalse();
        assertThat(store.replace(kekRecord(2, "default", 1), kekRecord(2, "default", 1)))
                .as("not there")
                .isFalse();
        assertThat(sameRecords().all()).containsExactly(active);
    }

    @Test
    void nothingButStateAndRecipientsIsReplaced() {
        KekStore store = store();
        KekRecord active = kekRecord(1, "default", 1);
        store.insert(active);
        for (KekRecord other :
                List.of(kekRecord(2, "default", 1), kekRecord(1, "other", 1), kekRecord(1, "default", 2))) {
            assertThatThrownBy(() -> store.replace(active, other)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(store.all()).containsExactly(active);
    }

    @Test
    void attack08_ofConcurrentInsertsOfOneSequenceExactlyOneSucceeds() throws Exception {
        KekStore store = store();
        int writers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            for (int sequence = 1; sequence <= 10; sequence++) {
                CyclicBarrier together = new CyclicBarrier(writers);
                List<Callable<Boolean>> inserts = new ArrayList<>();
                for (int writer = 0; writer < writers; writer++) {
                    KekRecord added = kekRecord(sequence * 100L + writer, "default", sequence);
                    KekStore view = writer % 2 == 0 ? store : sameRecords();
                    inserts.add(() -> {
                        together.await();
                        return view.insert(added);
                    });
                }
                int inserted = 0;
                for (Future<Boolean> insert : threads.invokeAll(inserts)) {
                    inserted += insert.get() ? 1 : 0;
                }
                assertThat(inserted).isEqualTo(1);
                assertThat(store.list("default", KekPurpose.KEK)).hasSize(sequence);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
