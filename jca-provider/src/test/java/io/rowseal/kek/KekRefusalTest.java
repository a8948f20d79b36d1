package io.rowseal.kek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.KeyAccessDeniedException;
import io.rowseal.KeyRecordAlteredException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.RowsealException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.KeyRingPolicy;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.WrappedKey;
import io.rowseal.message.Envelope;
import io.rowseal.testing.TestRing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often stores are called for what they refuse. Whoever writes messages or KEK records decides what is read. */
class KekRefusalTest {

    private static final Context CONTEXT = Context.of("invoice", "4711");
    private static final byte[] MESSAGE = {1, 2, 3};
    private static final Duration ALMOST = KeyRingPolicy.MAX_REFUSAL_AGE.minusMillis(1);

    private final TestRing test = new TestRing();
    private final InMemoryMasterKeyStore store = new InMemoryMasterKeyStore();
    private final KeyRing writer = test.reopen(store);
    private final byte[] sealed = Envelope.of(writer).seal(MESSAGE, CONTEXT);
    private final KekRecord right = test.kekStore.keks().get(0);

    @AfterEach
    void close() {
        writer.close();
        test.close();
    }

    private KekRecord wrappedBy(List<String> keyRefs, boolean damaged) {
        List<WrappedKey> recipients = new ArrayList<>();
        for (String keyRef : keyRefs) {
            byte[] bytes = right.recipients().get(0).bytes();
            bytes[20] ^= (byte) (damaged ? 1 : 0);
            recipients.add(new WrappedKey("memory", keyRef, bytes));
        }
        return right.withRecipients(recipients);
    }

    private void put(KekRecord written) {
        test.kekStore.attack(present -> present.kekId().equals(written.kekId()) ? written : present);
    }

    private void opens(KeyRing ring) {
        assertThat(Envelope.of(ring).open(sealed, CONTEXT)).isEqualTo(MESSAGE);
    }

    private void refuses(KeyRing ring, Class<? extends RowsealException> kind) {
        assertThatThrownBy(() -> Envelope.of(ring).open(sealed, CONTEXT)).isExactlyInstanceOf(kind);
    }

    private static long unwraps(KeyRing ring) {
        return ring.statistics().masterKeyUnwraps();
    }

    @Test
    void attack01_aRecordOfManyRecipientsOfOneStoreCostsOneCallAndOneOfComparisonForAllItsMessages() {
        for (int i = 0; i < 15; i++) {
            store.rotate();
        }
        put(wrappedBy(store.keyRefs(), true));
        KeyRing reader = test.reopen(store);
        for (int i = 0; i < 100; i++) {
            refuses(reader, KeyRecordAlteredException.class);
        }
        // The index root key of the scope tells whether the master keys are the right ones.
        assertThat(unwraps(reader)).isEqualTo(2);
    }

    @Test
    void ofSeveralRecipientsTheOneOfAKeyThatTheStoreHasIsTried() {
        store.rotate();
        put(wrappedBy(List.of("foreign", "master-1", "foreign-too"), false));
        KeyRing reader = test.reopen(store);
        opens(reader);
        assertThat(unwraps(reader)).isEqualTo(1);
    }

    @Test
    void ofSeveralRecipientsTheOneOfTheActiveKeyIsTried() {
        store.rotate();
        KeyRing rotated = test.reopen(store);
        rotated.rewrapKeks();
        KekRecord rewrapped = test.kekStore.keks().get(0);
        assertThat(rewrapped.recipients()).extracting(WrappedKey::keyRef).containsExactly("master-2");
        put(right.withRecipients(List.of(
                wrappedBy(List.of("master-1"), true).recipients().get(0),
                rewrapped.recipients().get(0))));
        KeyRing reader = test.reopen(store);
        opens(reader);
        assertThat(unwraps(reader)).isEqualTo(1);
    }

    @Test
    void aRepairedRecordIsReadAfterAFewSeconds() {
        put(wrappedBy(List.of("master-1"), true));
        KeyRing reader = test.reopen(store);
        refuses(reader, KeyRecordAlteredException.class);
        put(right);
        test.advance(ALMOST);
        refuses(reader, KeyRecordAlteredException.class);
        test.advance(Duration.ofMillis(1));
        opens(reader);
        assertThat(unwraps(reader)).isEqualTo(3);
    }

    @Test
    void aRefusalThatIsRememberedSaysWhatTheFirstSaid() {
        put(wrappedBy(List.of("foreign"), false));
        KeyRing reader = test.reopen(store);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> Envelope.of(reader).open(sealed, CONTEXT))
                    .isExactlyInstanceOf(UnknownKeyException.class)
                    .hasMessageContaining("has no key 'foreign'");
        }
        assertThat(unwraps(reader)).isEqualTo(2);
    }

    @Test
    void anUnknownKekIsLookedUpOnceInAFewSeconds() {
        test.kekStore.remove(right.kekId());
        KeyRing reader = test.reopen(store);
        refuses(reader, UnknownKeyException.class);
        test.kekStore.plant(right);
        refuses(reader, UnknownKeyException.class);
        test.advance(KeyRingPolicy.MAX_REFUSAL_AGE);
        opens(reader);
    }

    @Test
    void whatIsRefusedToOneScopeIsOpenToAnother() {
        KeyRing reader = test.reopen(store);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> Envelope.of(reader, "tenant-b").open(sealed, CONTEXT))
                    .isExactlyInstanceOf(WrongContextException.class);
        }
        opens(reader);
    }

    @Test
    void aDenialIsRememberedAndAnOutageIsNot() {
        RowsealException[] failure = {new KeyAccessDeniedException("the key policy denies it")};
        KeyRing reader = test.reopen(new FailingStore(store, () -> failure[0]));
        refuses(reader, KeyAccessDeniedException.class);
        refuses(reader, KeyAccessDeniedException.class);
        assertThat(unwraps(reader)).isEqualTo(1);
        test.advance(KeyRingPolicy.MAX_REFUSAL_AGE);
        failure[0] = new KeyUnavailableException("down");
        refuses(reader, KeyUnavailableException.class);
        refuses(reader, KeyUnavailableException.class);
        assertThat(unwraps(reader)).isEqualTo(3);
    }

    @Test
    void oneStoreThatDeniesAndOneThatIsDownAreNotRemembered() {
        InMemoryMasterKeyStore other = new InMemoryMasterKeyStore("other");
        KeyRing both = ring(
                new FailingStore(store, () -> new KeyAccessDeniedException("denied")),
                new FailingStore(other, () -> new KeyUnavailableException("down")));
        put(right.withRecipients(
                List.of(right.recipients().get(0), other.wrap("master-1", new byte[32], right.storeContext()))));
        refuses(both, KeyUnavailableException.class);
        refuses(both, KeyUnavailableException.class);
        assertThat(unwraps(both)).isEqualTo(4);
    }

    @Test
    void aStoreThatBreaksDoesNotKeepAnotherOneFromUnwrapping() {
        InMemoryMasterKeyStore other = new InMemoryMasterKeyStore("other");
        MasterKeyStore broken = new FailingStore(other, () -> new IllegalStateException("connection pool shut down"));
        put(right.withRecipients(List.of(
                other.wrap("master-1", new byte[32], right.storeContext()),
                right.recipients().get(0))));
        opens(ring(broken, store));
        assertThatThrownBy(() -> Envelope.of(ring(broken)).open(sealed, CONTEXT))
                .isExactlyInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("'other' failed with java.lang.IllegalStateException")
                .hasRootCauseMessage("connection pool shut down");
    }

    private KeyRing ring(MasterKeyStore... stores) {
        KeyRing.Builder builder = KeyRing.builder().kekStore(test.kekStore);
        for (MasterKeyStore one : stores) {
            builder.masterKeyStore(one);
        }
        return builder.build();
    }

    @Test
    void rememberedRefusalsAreBounded() {
        Refusals<Integer> refusals = new Refusals<>(Duration.ofSeconds(5), () -> 0);
        int[] asked = new int[1];
        for (int round = 0; round < 2; round++) {
            for (int key : new int[] {0, Refusals.MAX_REFUSALS}) {
                for (int next = key; next < key + Refusals.MAX_REFUSALS; next++) {
                    int refused = next;
                    assertThatThrownBy(() -> refusals.remembering(refused, () -> {
                                asked[0]++;
                                throw new UnknownKeyException("number " + refused);
                            }))
                            .hasMessageStartingWith("number " + refused);
                }
            }
        }
        assertThat(asked[0]).isEqualTo(4 * Refusals.MAX_REFUSALS);
    }

    @Test
    void whatSucceedsIsAskedEachTime() {
        Refusals<String> refusals = new Refusals<>(Duration.ofSeconds(5), () -> 0);
        List<KekId> given = new ArrayList<>(List.of(new KekId(1), new KekId(2)));
        assertThat(Arrays.asList(
                        refusals.remembering("a", () -> given.remove(0)),
                        refusals.remembering("a", () -> given.remove(0))))
                .containsExactly(new KekId(1), new KekId(2));
    }

    /** Unwraps nothing. */
    private record FailingStore(MasterKeyStore inner, Supplier<RuntimeException> failure) implements MasterKeyStore {

        @Override
        public String storeId() {
            return inner.storeId();
        }

        @Override
        public String activeKeyRef() {
            return inner.activeKeyRef();
        }

        @Override
        public List<String> keyRefs() {
            return inner.keyRefs();
        }

        @Override
        public WrappedKey wrap(String keyRef, byte[] key, Context context) {
            return inner.wrap(keyRef, key, context);
        }

        @Override
        public byte[] unwrap(WrappedKey wrapped, Context context) {
            throw failure.get();
        }

        @Override
        public String describe() {
            return inner.describe();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
