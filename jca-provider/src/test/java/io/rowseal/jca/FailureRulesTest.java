package io.rowseal.jca;

import static io.rowseal.jca.CipherFixture.MESSAGE;
import static io.rowseal.jca.CipherFixture.SPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rowseal.Context;
import io.rowseal.KeyAccessDeniedException;
import io.rowseal.KeyDestroyedException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.RowsealException;
import io.rowseal.UnknownKeyException;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.WrappedKey;
import io.rowseal.testing.TestKekStore;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rule R23, and that no unverified byte leaves a cipher. */
class FailureRulesTest {

    private static final int KEK_ID_FIRST = 3;
    private static final int KEK_ID_LAST = 10;

    private final CipherFixture fixture = new CipherFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void r23_whateverIsWrongWithAMessageGivesOneClassAndOneText() throws Exception {
        byte[] sealed = fixture.sealed();
        List<Throwable> failures = new ArrayList<>();
        for (int position : new int[] {0, 1, 2, 11, 50, 51, 82, 83, sealed.length - 17, sealed.length - 1}) {
            byte[] bad = sealed.clone();
            bad[position] ^= 1;
            failures.add(catchThrowable(() -> fixture.decrypting().doFinal(bad)));
        }
        for (int length : new int[] {0, 1, 82, 83, 98, 99, sealed.length - 1}) {
            failures.add(catchThrowable(() -> fixture.decrypting().doFinal(sealed, 0, length)));
        }
        failures.add(catchThrowable(() -> fixture.decrypting().doFinal(Arrays.copyOf(sealed, sealed.length + 1))));
        failures.add(catchThrowable(() -> {
            Cipher cipher = fixture.cipher();
            cipher.init(Cipher.DECRYPT_MODE, fixture.key, EnvelopeParameterSpec.of("invoice", "4712"));
            cipher.doFinal(sealed);
        }));
        failures.add(catchThrowable(() -> {
            Cipher cipher = fixture.decrypting();
            cipher.updateAAD(new byte[1]);
            cipher.doFinal(sealed);
        }));
        failures.add(catchThrowable(() -> {
            Cipher cipher = fixture.cipher();
            cipher.init(Cipher.DECRYPT_MODE, fixture.stores.ring.key("other"), SPEC);
            cipher.doFinal(sealed);
        }));
        assertThat(failures).hasSize(21).allSatisfy(failure -> {
            assertThat(failure).isExactlyInstanceOf(AEADBadTagException.class).hasNoCause();
            assertThat(failure.getSuppressed()).isEmpty();
        });
        assertThat(failures.stream().map(Throwable::getMessage).distinct()).hasSize(1);
    }

    @Test
    void r23_anUnknownKeyIsNotAQuestionOfAuthenticity() {
        byte[] sealed = fixture.sealed();
        fixture.stores.kekStore.all().forEach(r -> fixture.stores.kekStore.remove(r.kekId()));
        try (KeyRing restarted = fixture.stores.reopen()) {
            assertThatThrownBy(() -> decrypt(restarted, sealed))
                    .isExactlyInstanceOf(EnvelopeKeyException.class)
                    .hasCauseInstanceOf(UnknownKeyException.class)
                    .hasMessageContaining("no KEK record has the kekId")
                    .satisfies(e ->
                            assertThat(((EnvelopeKeyException) e).isRetryable()).isFalse());
        }
    }

    @Test
    void r23_aDestroyedKeyIsNotAQuestionOfAuthenticity() {
        byte[] sealed = fixture.sealed();
        fixture.stores.kekStore.attack(r -> new io.rowseal.keys.spi.KekRecord(
                r.kekId(),
                r.purpose(),
                r.scope(),
                r.sequence(),
                r.createdAt(),
                KekState.DESTROYED,
                List.of(),
                r.check()));
        try (KeyRing restarted = fixture.stores.reopen()) {
            assertThatThrownBy(() -> decrypt(restarted, sealed))
                    .isExactlyInstanceOf(EnvelopeKeyException.class)
                    .hasCauseInstanceOf(KeyDestroyedException.class);
        }
    }

    @Test
    void r23_anUnreachableStoreIsRetryable() throws Exception {
        byte[] sealed = fixture.sealed();
        try (KeyRing restarted = fixture.stores.reopen()) {
            Cipher cipher = fixture.cipher();
            cipher.init(Cipher.DECRYPT_MODE, restarted.key("default"), SPEC);
            fixture.stores.masterKeys.reachable(false);
            assertThatThrownBy(() -> cipher.doFinal(sealed))
                    .isExactlyInstanceOf(EnvelopeKeyStoreUnavailableException.class)
                    .hasCauseInstanceOf(KeyUnavailableException.class)
                    .satisfies(e ->
                            assertThat(((EnvelopeKeyException) e).isRetryable()).isTrue());
            assertThatThrownBy(() -> cipher.doFinal(sealed)).isInstanceOf(IllegalStateException.class);
            fixture.stores.masterKeys.reachable(true);
            cipher.init(Cipher.DECRYPT_MODE, restarted.key("default"), SPEC);
            assertThat(cipher.doFinal(sealed)).isEqualTo(MESSAGE);
        }
    }

    @Test
    void r23_initOfEncryptionTellsUnreachableFromDenied() throws Exception {
        Cipher cipher = fixture.cipher();
        fixture.stores.masterKeys.reachable(false);
        assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, fixture.key, SPEC))
                .isExactlyInstanceOf(EnvelopeKeyStoreUnavailableException.class);
        try (KeyRing denied = ring(new KeyAccessDeniedException("the store denies it"))) {
            assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, denied.key("default"), SPEC))
                    .isExactlyInstanceOf(InvalidKeyException.class)
                    .hasMessage("the store denies it")
                    .hasCauseInstanceOf(KeyAccessDeniedException.class);
        }
    }

    @Test
    void r23_theSearchOverProvidersGivesTheStoresException() throws Exception {
        fixture.stores.masterKeys.reachable(false);
        java.security.Security.addProvider(fixture.provider);
        try {
            Cipher cipher = Cipher.getInstance("Envelope");
            assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, fixture.key, SPEC))
                    .isExactlyInstanceOf(EnvelopeKeyStoreUnavailableException.class);
        } finally {
            java.security.Security.removeProvider(RowsealProvider.NAME);
        }
    }

    @Test
    void r23_aClosedRingIsNamed() throws Exception {
        KeyRing closed = fixture.stores.reopen();
        byte[] sealed = fixture.sealed();
        Cipher decrypting = fixture.cipher();
        decrypting.init(Cipher.DECRYPT_MODE, closed.key("default"), SPEC);
        closed.close();
        assertThatThrownBy(() -> fixture.cipher().init(Cipher.ENCRYPT_MODE, closed.key("default"), SPEC))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> decrypting.doFinal(sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> decrypting.doFinal(sealed)).hasMessageContaining("call init");
    }

    @Test
    void noUnverifiedByteLeavesForAnyFlippedBit() throws Exception {
        byte[] sealed = fixture.sealed();
        Cipher cipher = fixture.cipher();
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] bad = sealed.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            boolean namesAnotherKek = bit / 8 >= KEK_ID_FIRST && bit / 8 <= KEK_ID_LAST;
            assertNothingLeaves(cipher, bad, namesAnotherKek ? EnvelopeKeyException.class : AEADBadTagException.class);
        }
    }

    @Test
    void noUnverifiedByteLeavesForAnyTruncationOrExtension() throws Exception {
        byte[] sealed = fixture.sealed();
        Cipher cipher = fixture.cipher();
        for (int length = 0; length < sealed.length + 20; length++) {
            if (length != sealed.length) {
                assertNothingLeaves(cipher, Arrays.copyOf(sealed, length), AEADBadTagException.class);
            }
        }
    }

    /** Array, in place, shifted in place, heap, direct and in-place buffers, and in parts. */
    private void assertNothingLeaves(Cipher cipher, byte[] bad, Class<? extends Throwable> expected) throws Exception {
        assertRefused(cipher, expected, c -> c.doFinal(bad));
        byte[] output = new byte[300];
        assertRefused(cipher, expected, c -> c.doFinal(bad, 0, bad.length, output, 7));
        assertThat(output).isEqualTo(new byte[300]);

        byte[] inPlace = bad.clone();
        assertRefused(cipher, expected, c -> c.doFinal(inPlace, 0, inPlace.length, inPlace, 0));
        assertThat(inPlace).isEqualTo(bad);

        for (boolean direct : new boolean[] {false, true}) {
            ByteBuffer memory = direct ? ByteBuffer.allocateDirect(400) : ByteBuffer.allocate(400);
            memory.put(0, bad);
            ByteBuffer source = memory.duplicate().limit(bad.length);
            ByteBuffer overlapping = memory.duplicate().position(1);
            assertRefused(cipher, expected, c -> c.doFinal(source, overlapping));
            assertThat(source.position()).isZero();
            assertThat(overlapping.position()).isEqualTo(1);
            assertThat(memory).isEqualTo(ByteBuffer.allocate(400).put(0, bad));
        }
        assertRefused(cipher, expected, c -> {
            int half = bad.length / 2;
            byte[] released = c.update(bad, 0, half);
            assertThat(released == null ? 0 : released.length).isZero();
            assertThat(c.update(bad, half, bad.length - half, output, 0)).isZero();
            c.doFinal(output, 0);
        });
        assertThat(output).isEqualTo(new byte[300]);
    }

    private interface Use {
        void with(Cipher cipher) throws Exception;
    }

    private void assertRefused(Cipher cipher, Class<? extends Throwable> expected, Use use) throws Exception {
        cipher.init(Cipher.DECRYPT_MODE, fixture.key, SPEC);
        assertThatThrownBy(() -> use.with(cipher))
                .isExactlyInstanceOf(expected)
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("attack"));
        assertThatThrownBy(() -> cipher.doFinal(new byte[200])).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void randomBytesOnlyGiveTheDocumentedExceptions() throws Exception {
        long seed = System.nanoTime();
        System.out.println("FailureRulesTest seed " + seed);
        Random random = new Random(seed);
        Cipher cipher = fixture.decrypting();
        byte[] sealed = fixture.sealed();
        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            int kept = random.nextInt(Math.min(garbage.length, sealed.length) + 1);
            System.arraycopy(sealed, 0, garbage, 0, kept);
            if (Arrays.equals(garbage, sealed)) {
                continue;
            }
            cipher.init(Cipher.DECRYPT_MODE, fixture.key, SPEC);
            assertThat(catchThrowable(() -> cipher.doFinal(garbage)))
                    .as("seed %d round %d", seed, i)
                    .isInstanceOfAny(AEADBadTagException.class, EnvelopeKeyException.class);
        }
    }

    private void decrypt(KeyRing ring, byte[] sealed) throws Exception {
        Cipher cipher = fixture.cipher();
        cipher.init(Cipher.DECRYPT_MODE, ring.key("default"), SPEC);
        cipher.doFinal(sealed);
    }

    static KeyRing ring(RowsealException failure) {
        MasterKeyStore refusing = new MasterKeyStore() {
            @Override
            public String storeId() {
                return "refusing";
            }

            @Override
            public String activeKeyRef() {
                return "key-1";
            }

            @Override
            public List<String> keyRefs() {
                return List.of(activeKeyRef());
            }

            @Override
            public WrappedKey wrap(String keyRef, byte[] key, Context context) {
                throw failure;
            }

            @Override
            public byte[] unwrap(WrappedKey wrapped, Context context) {
                throw failure;
            }

            @Override
            public String describe() {
                return "refusing";
            }

            @Override
            public void close() {}
        };
        return KeyRing.builder()
                .masterKeyStore(refusing)
                .kekStore(new TestKekStore())
                .build();
    }
}
