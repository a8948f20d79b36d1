package io.rowseal.jca;

import static io.rowseal.jca.CipherFixture.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.keys.KeyRing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules R25 to R27: threads, and the cipher streams of the JDK. */
class StreamRulesTest {

    private final CipherFixture fixture = new CipherFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private InputStream reading(byte[] sealed) throws Exception {
        return new CipherInputStream(new ByteArrayInputStream(sealed), fixture.decrypting());
    }

    @Test
    void r25_ciphersOfManyThreadsShareOneRingAndProvider() throws Exception {
        int threads = 16;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int seed = i;
                results.add(executor.submit(() -> {
                    for (int round = 0; round < 200; round++) {
                        byte[] message = CipherFixture.random(seed * 1000L + round, round);
                        byte[] sealed = fixture.encrypting().doFinal(message);
                        if (!Arrays.equals(fixture.decrypting().doFinal(sealed), message)) {
                            return false;
                        }
                    }
                    return true;
                }));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 8192, 100_000, 1_000_000})
    void r26_streamsRoundTrip(int length) throws Exception {
        byte[] message = CipherFixture.random(length, length);
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream out = new CipherOutputStream(stored, fixture.encrypting())) {
            for (int i = 0; i < length; i += 777) {
                out.write(message, i, Math.min(777, length - i));
            }
        }
        try (InputStream in = reading(stored.toByteArray())) {
            assertThat(in.readAllBytes()).isEqualTo(message);
        }
        assertThat(fixture.envelope.open(stored.toByteArray(), CONTEXT)).isEqualTo(message);
    }

    @Test
    void r26_aTamperedStreamGivesNoByteAndAnIoException() throws Exception {
        byte[] sealed = fixture.envelope.seal(CipherFixture.random(26, 100_000), CONTEXT);
        sealed[50_000] ^= 1;
        for (int length : new int[] {sealed.length, sealed.length - 1, 50, 0}) {
            try (InputStream in = reading(Arrays.copyOf(sealed, length))) {
                assertThatThrownBy(in::read)
                        .isInstanceOf(IOException.class)
                        .hasCauseInstanceOf(AEADBadTagException.class);
            }
        }
    }

    @Test
    void r26_closingAStreamThatWasNotReadContactsNothingAndIsSilent() throws Exception {
        byte[] sealed = fixture.sealed();
        int before = fixture.storeCalls();
        try (KeyRing restarted = fixture.stores.reopen()) {
            fixture.stores.masterKeys.reachable(false);
            Cipher cipher = fixture.cipher();
            cipher.init(Cipher.DECRYPT_MODE, restarted.key("default"), CipherFixture.SPEC);
            assertThatCode(() -> new CipherInputStream(new ByteArrayInputStream(sealed), cipher).close())
                    .doesNotThrowAnyException();
        }
        assertThat(fixture.storeCalls()).isEqualTo(before);
    }

    @Test
    void r26_whatIsTooShortToBeAMessageContactsNothing() throws Exception {
        byte[] sealed = fixture.sealed();
        int before = fixture.storeCalls();
        try (KeyRing restarted = fixture.stores.reopen()) {
            Cipher cipher = fixture.cipher();
            for (int length = 0; length < CipherFixture.OVERHEAD; length++) {
                byte[] cut = Arrays.copyOf(sealed, length);
                cipher.init(Cipher.DECRYPT_MODE, restarted.key("default"), CipherFixture.SPEC);
                assertThatThrownBy(() -> cipher.doFinal(cut)).isInstanceOf(AEADBadTagException.class);
            }
        }
        assertThat(fixture.storeCalls()).isEqualTo(before);
    }

    @Test
    void r26_anUnreachableStoreIsNotMistakenForTampering() throws Exception {
        byte[] sealed = fixture.sealed();
        try (KeyRing restarted = fixture.stores.reopen()) {
            fixture.stores.masterKeys.reachable(false);
            Cipher cipher = fixture.cipher();
            cipher.init(Cipher.DECRYPT_MODE, restarted.key("default"), CipherFixture.SPEC);
            InputStream in = new CipherInputStream(new ByteArrayInputStream(sealed), cipher);
            assertThatThrownBy(in::read).isInstanceOf(EnvelopeKeyStoreUnavailableException.class);
        }
    }

    @Test
    void r27_anOutputStreamOfTheJdkHidesTamperingButWritesNothing() throws Exception {
        byte[] sealed = fixture.envelope.seal(CipherFixture.random(27, 100_000), CONTEXT);
        sealed[sealed.length - 1] ^= 1;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        OutputStream out = new CipherOutputStream(written, fixture.decrypting());
        out.write(sealed);
        out.close();
        assertThat(written.size()).isZero();
    }
}
