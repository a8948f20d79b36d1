package io.rowseal.jca;

import static io.rowseal.jca.CipherFixture.MESSAGE;
import static io.rowseal.jca.CipherFixture.SPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rowseal.KeyAccessDeniedException;
import io.rowseal.KeyDestroyedException;
import io.rowseal.KeyRecordAlteredException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.RowsealException;
import io.rowseal.UnknownKeyException;
import io.rowseal.keys.ClientKey;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.ProviderException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule R23: the table of exceptions in docs/jca.md, row by row, for both ciphers. */
class ExceptionTableTest {

    /** For the keys of parameters; what changes stores has its own. */
    private static final CipherFixture SHARED = new CipherFixture();

    private final CipherFixture fixture = new CipherFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @AfterAll
    static void closeShared() {
        SHARED.close();
    }

    static Stream<Arguments> ciphersAndKeys() {
        return Stream.of("Envelope", "EnvelopeStream")
                .flatMap(name -> CipherKeys.all(SHARED).stream().map(keys -> Arguments.of(name, keys)));
    }

    private static Cipher cipher(String name, int mode, Key key, EnvelopeParameterSpec spec) throws Exception {
        Cipher cipher = Cipher.getInstance(name, SHARED.provider);
        cipher.init(mode, key, spec);
        return cipher;
    }

    private static byte[] sealed(String name, Key key) throws Exception {
        return cipher(name, Cipher.ENCRYPT_MODE, key, SPEC).doFinal(MESSAGE);
    }

    @ParameterizedTest
    @MethodSource("ciphersAndKeys")
    void r23_messagesThatAreNotAuthenticGiveOneClassAndOneText(String name, CipherKeys keys) throws Exception {
        byte[] sealed = sealed(name, keys.seals());
        int body = sealed.length - MESSAGE.length - 16;
        List<byte[]> bad = new ArrayList<>();
        for (int position : new int[] {0, 1, 2, body - 1, body - 32, body, sealed.length - 16, sealed.length - 1}) {
            byte[] flipped = sealed.clone();
            flipped[position] ^= 1;
            bad.add(flipped);
        }
        for (int length = 0; length <= sealed.length + 1; length += length < 4 ? 1 : 7) {
            if (length != sealed.length) {
                bad.add(Arrays.copyOf(sealed, length));
            }
        }
        bad.add(sealed(name.equals("Envelope") ? "EnvelopeStream" : "Envelope", keys.seals()));
        List<Throwable> failures = new ArrayList<>();
        for (byte[] message : bad) {
            failures.add(catchThrowable(
                    () -> cipher(name, Cipher.DECRYPT_MODE, keys.opens(), SPEC).doFinal(message)));
            assertThatThrownBy(() -> cipher(name, Cipher.UNWRAP_MODE, keys.opens(), SPEC)
                            .unwrap(message, "AES", Cipher.SECRET_KEY))
                    .isExactlyInstanceOf(InvalidKeyException.class)
                    .hasMessage(failures.get(0).getMessage())
                    .hasNoCause();
        }
        EnvelopeParameterSpec other = EnvelopeParameterSpec.of("invoice", "4712");
        failures.add(catchThrowable(
                () -> cipher(name, Cipher.DECRYPT_MODE, keys.opens(), other).doFinal(sealed)));
        Cipher aad = cipher(name, Cipher.DECRYPT_MODE, keys.opens(), SPEC);
        aad.updateAAD(new byte[1]);
        failures.add(catchThrowable(() -> aad.doFinal(sealed)));
        assertOneText(failures);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Envelope", "EnvelopeStream"})
    void r23_messagesOfOtherKeysAndScopesAreNotAuthentic(String name) throws Exception {
        List<Throwable> failures = new ArrayList<>();
        byte[] ofClient = sealed(name, ClientKey.of(CipherFixture.random(1, 32)));
        Key another = ClientKey.of(CipherFixture.random(4, 32));
        byte[] ofRing = sealed(name, SHARED.key);
        Key otherScope = SHARED.stores.ring.key("other");
        failures.add(catchThrowable(
                () -> cipher(name, Cipher.DECRYPT_MODE, another, SPEC).doFinal(ofClient)));
        failures.add(catchThrowable(
                () -> cipher(name, Cipher.DECRYPT_MODE, SHARED.key, SPEC).doFinal(ofClient)));
        failures.add(catchThrowable(
                () -> cipher(name, Cipher.DECRYPT_MODE, another, SPEC).doFinal(ofRing)));
        failures.add(catchThrowable(
                () -> cipher(name, Cipher.DECRYPT_MODE, otherScope, SPEC).doFinal(ofRing)));
        assertOneText(failures);
    }

    private static void assertOneText(List<Throwable> failures) {
        assertThat(failures).isNotEmpty().allSatisfy(failure -> {
            assertThat(failure).isExactlyInstanceOf(AEADBadTagException.class).hasNoCause();
            assertThat(failure.getSuppressed()).isEmpty();
        });
        assertThat(failures.stream().map(Throwable::getMessage).distinct()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Envelope", "EnvelopeStream"})
    void r23_keysThatAreMissingDestroyedOrAlteredAreNoQuestionOfAuthenticity(String name) throws Exception {
        assertKeyFailure(name, r -> null, UnknownKeyException.class);
        assertKeyFailure(
                name,
                r -> new KekRecord(
                        r.kekId(),
                        r.purpose(),
                        r.scope(),
                        r.sequence(),
                        r.createdAt(),
                        KekState.DESTROYED,
                        List.of(),
                        r.check()),
                KeyDestroyedException.class);
        assertKeyFailure(
                name,
                r -> new KekRecord(
                        r.kekId(),
                        r.purpose(),
                        r.scope(),
                        r.sequence(),
                        r.createdAt() + 1,
                        r.state(),
                        r.recipients(),
                        r.check()),
                KeyRecordAlteredException.class);
        assertKeyFailure(
                name,
                r -> {
                    byte[] wrapped = r.recipients().get(0).bytes();
                    wrapped[wrapped.length - 1] ^= 1;
                    return r.withRecipients(List.of(new io.rowseal.keys.spi.WrappedKey(
                            r.recipients().get(0).storeId(),
                            r.recipients().get(0).keyRef(),
                            wrapped)));
                },
                KeyRecordAlteredException.class);
    }

    private void assertKeyFailure(
            String name, UnaryOperator<KekRecord> attack, Class<? extends RowsealException> expected) throws Exception {
        try (CipherFixture attacked = new CipherFixture()) {
            byte[] message = sealed(name, attacked.key);
            Cipher detached = cipher(name, Cipher.ENCRYPT_MODE, attacked.key, SPEC.detached());
            for (KekRecord found : attacked.stores.kekStore.all()) {
                if (attack.apply(found) == null) {
                    attacked.stores.kekStore.remove(found.kekId());
                }
            }
            attacked.stores.kekStore.attack(found -> attack.apply(found));
            try (KeyRing restarted = attacked.stores.reopen()) {
                Key key = restarted.key("default");
                Cipher opening = cipher(name, Cipher.DECRYPT_MODE, key, SPEC);
                assertThatThrownBy(() -> opening.doFinal(message))
                        .isExactlyInstanceOf(EnvelopeKeyException.class)
                        .isInstanceOf(ProviderException.class)
                        .hasCauseExactlyInstanceOf(expected);
                assertThatThrownBy(() -> opening.doFinal(message)).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() ->
                                cipher(name, Cipher.UNWRAP_MODE, key, SPEC).unwrap(message, "AES", Cipher.SECRET_KEY))
                        .isExactlyInstanceOf(InvalidKeyException.class)
                        .hasCauseExactlyInstanceOf(expected);
                if (name.equals("Envelope")) {
                    assertThatThrownBy(() -> Cipher.getInstance(name, SHARED.provider)
                                    .init(Cipher.DECRYPT_MODE, key, detached.getParameters()))
                            .isExactlyInstanceOf(InvalidKeyException.class)
                            .hasCauseExactlyInstanceOf(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Envelope", "EnvelopeStream"})
    void r23_aKeyThatIsNoRecipientIsUnknownAndOneDestroyedSinceInitIsTold(String name) throws Exception {
        byte[] message = sealed(name, CipherKeys.AES);
        Key stranger = new SecretKeySpec(CipherFixture.random(77, 32), "AES");
        assertThatThrownBy(
                        () -> cipher(name, Cipher.DECRYPT_MODE, stranger, SPEC).doFinal(message))
                .isExactlyInstanceOf(EnvelopeKeyException.class)
                .hasCauseExactlyInstanceOf(UnknownKeyException.class);
        ClientKey client = ClientKey.of(CipherFixture.random(4, 32));
        byte[] ofClient = sealed(name, client);
        Cipher opening = cipher(name, Cipher.DECRYPT_MODE, client, SPEC);
        client.destroy();
        assertThatThrownBy(() -> opening.doFinal(ofClient))
                .isExactlyInstanceOf(EnvelopeKeyException.class)
                .hasMessageContaining("destroyed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Envelope", "EnvelopeStream"})
    void r23_aStoreThatDeniesOrIsNotReachedIsToldApart(String name) throws Exception {
        byte[] message = sealed(name, fixture.key);
        byte[] direct = sealed(name, CipherKeys.all(fixture).get(3).seals());
        fixture.stores.masterKeys.reachable(false);
        assertThatThrownBy(() -> cipher(
                        name,
                        Cipher.ENCRYPT_MODE,
                        CipherKeys.all(fixture).get(3).seals(),
                        SPEC))
                .isExactlyInstanceOf(EnvelopeKeyStoreUnavailableException.class);
        try (KeyRing restarted = fixture.stores.reopen()) {
            Key handle = CipherKeys.all(fixture).get(3).opens();
            for (Key key : List.of(restarted.key("default"), handle)) {
                byte[] sealed = key == handle ? direct : message;
                assertThatThrownBy(() ->
                                cipher(name, Cipher.DECRYPT_MODE, key, SPEC).doFinal(sealed))
                        .isExactlyInstanceOf(EnvelopeKeyStoreUnavailableException.class)
                        .hasCauseExactlyInstanceOf(KeyUnavailableException.class)
                        .satisfies(e -> assertThat(((EnvelopeKeyException) e).isRetryable())
                                .isTrue());
                assertThatThrownBy(() ->
                                cipher(name, Cipher.UNWRAP_MODE, key, SPEC).unwrap(sealed, "AES", Cipher.SECRET_KEY))
                        .isExactlyInstanceOf(EnvelopeKeyStoreUnavailableException.class);
            }
        }
        try (KeyRing denied = FailureRulesTest.ring(new KeyAccessDeniedException("the store denies it"))) {
            assertThatThrownBy(() -> cipher(name, Cipher.ENCRYPT_MODE, denied.key("default"), SPEC))
                    .isExactlyInstanceOf(InvalidKeyException.class)
                    .hasCauseExactlyInstanceOf(KeyAccessDeniedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Envelope", "EnvelopeStream"})
    void r23_unfitKeysAndParametersAreRefusedInInit(String name) throws Exception {
        for (Key key :
                Arrays.asList(null, new SecretKeySpec(new byte[32], "HmacSHA256"), CipherKeys.RSA.getPrivate())) {
            assertThatThrownBy(() -> cipher(name, Cipher.ENCRYPT_MODE, key, SPEC))
                    .isExactlyInstanceOf(InvalidKeyException.class);
        }
        assertThatThrownBy(() -> Cipher.getInstance(name, SHARED.provider)
                        .init(Cipher.DECRYPT_MODE, SHARED.key, new IvParameterSpec(new byte[12])))
                .isExactlyInstanceOf(InvalidAlgorithmParameterException.class);
        assertThatThrownBy(
                        () -> cipher(name, Cipher.WRAP_MODE, SHARED.key, SPEC).wrap(SHARED.key))
                .isExactlyInstanceOf(InvalidKeyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Envelope", "EnvelopeStream"})
    void r23_callsInTheWrongStateAndOutputsThatAreTooSmall(String name) throws Exception {
        Cipher cipher = cipher(name, Cipher.ENCRYPT_MODE, SHARED.key, SPEC);
        assertThatThrownBy(() -> cipher.doFinal(MESSAGE, 0, MESSAGE.length, new byte[3]))
                .isExactlyInstanceOf(ShortBufferException.class);
        assertThat(cipher(name, Cipher.DECRYPT_MODE, SHARED.key, SPEC).doFinal(cipher.doFinal(MESSAGE)))
                .isEqualTo(MESSAGE);
        assertThatThrownBy(() -> cipher.update(MESSAGE)).isExactlyInstanceOf(IllegalStateException.class);
        try (KeyRing closed = fixture.stores.reopen()) {
            byte[] message = sealed(name, fixture.key);
            Cipher opening = cipher(name, Cipher.DECRYPT_MODE, closed.key("default"), SPEC);
            closed.close();
            assertThatThrownBy(() -> opening.doFinal(message))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
            assertThatThrownBy(() -> cipher(name, Cipher.ENCRYPT_MODE, closed.key("default"), SPEC))
                    .isExactlyInstanceOf(InvalidKeyException.class)
                    .hasMessageContaining("closed");
        }
    }

    @ParameterizedTest
    @MethodSource("ciphersAndKeys")
    void r23_messagesOfExceptionsHoldNoPlaintextAndNoContextValue(String name, CipherKeys keys) throws Exception {
        byte[] sealed = sealed(name, keys.seals());
        for (int bit = 0; bit < 8 * sealed.length; bit += 3) {
            byte[] bad = sealed.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            byte[] output = new byte[1000];
            Throwable failure = catchThrowable(
                    () -> cipher(name, Cipher.DECRYPT_MODE, keys.opens(), SPEC).doFinal(bad, 0, bad.length, output));
            if (failure == null) {
                // Recipients are not authenticated: what one key opens stays whole if another's entry is damaged.
                assertThat(keys.name()).contains("recipients");
                assertThat(output).startsWith(MESSAGE);
                continue;
            }
            assertThat(failure).isInstanceOfAny(AEADBadTagException.class, EnvelopeKeyException.class);
            assertThat(output).isEqualTo(new byte[1000]);
            for (Throwable t = failure; t != null; t = t.getCause()) {
                assertThat(String.valueOf(t.getMessage())).doesNotContain("attack", "4711");
            }
        }
    }
}
