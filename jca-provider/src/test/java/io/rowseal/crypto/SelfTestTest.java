package io.rowseal.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.SelfTestException;
import io.rowseal.crypto.FaultyProvider.Fault;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A provider with a fault vends nothing. */
class SelfTestTest {

    private static final KeyPair RSA = rsa();

    private final byte[] nonce = new byte[12];

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyBytes key() {
        return KeyBytes.aes(new byte[32]);
    }

    private List<ThrowingCallable> everyUse(Primitives primitives) {
        return List.of(
                primitives::requireSelfTest,
                () -> primitives.random(1),
                () -> primitives.sha256(nonce),
                () -> primitives.hmacSha256(key(), nonce),
                () -> primitives.hkdfExpand(key(), 32, nonce),
                () -> primitives.hkdfExpandSha512(key(), 32, nonce),
                () -> primitives.hkdfExtract(nonce, key()),
                () -> primitives.aesGcmSeal(key(), nonce, nonce, nonce, new byte[28], 0),
                () -> primitives.aesGcmOpen(key(), nonce, nonce, new byte[28], 0, 28),
                () -> primitives.aesKwpWrap(key(), key()),
                () -> primitives.aesKwpUnwrap(key(), new byte[40]),
                () -> primitives.rsaOaep().wrap(RSA.getPublic(), key()),
                () -> primitives.rsaOaep().unwrap(RSA.getPrivate(), new byte[256]));
    }

    @Test
    void aProviderWithoutFaultPassesAndIsTestedOnce() {
        FaultyProvider provider = new FaultyProvider(Fault.NONE);
        Primitives primitives = Primitives.of(provider);
        assertThat(provider.digests).as("nothing runs before the first use").hasValue(0);
        primitives.random(1);
        assertThat(provider.digests).hasValue(1);
        primitives.random(1);
        primitives.requireSelfTest();
        assertThat(provider.digests).hasValue(1);
        assertThat(primitives.selfTestReport()).isEqualTo("primitives of the provider Faulty 1: self test passed");
        assertThat(provider.digests).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        "AES_GCM_ENCRYPTS_WRONGLY, AES-256-GCM",
        "AES_GCM_DECRYPTS_WRONGLY, AES-256-GCM",
        "AES_GCM_ACCEPTS_EVERYTHING, AES-256-GCM",
        "AES_KWP_WRAPS_WRONGLY, AES-256-KWP",
        "AES_KWP_UNWRAPS_WRONGLY, AES-256-KWP",
        "AES_KWP_ACCEPTS_EVERYTHING, AES-256-KWP",
        "HMAC_SHA_256_WRONG, HMAC-SHA-256",
        "HMAC_SHA_512_WRONG, HMAC-SHA-512",
        "SHA_256_WRONG, SHA-256",
        "SHA_256_THROWS_AN_ERROR, SHA-256",
        "RANDOM_REPEATS, random numbers"
    })
    void oneFaultStopsEveryUseForGood(Fault fault, String named) {
        FaultyProvider provider = new FaultyProvider(fault);
        Primitives primitives = Primitives.of(provider);
        assertThat(primitives.selfTestReport()).startsWith(named + " of the provider Faulty 1 ");
        provider.fault = Fault.NONE;
        for (ThrowingCallable use : everyUse(primitives)) {
            assertThatThrownBy(use)
                    .isInstanceOf(SelfTestException.class)
                    .hasMessageStartingWith(named + " of the provider Faulty 1 ")
                    .hasMessageContaining("choose another");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RSA_DECRYPTS_WRONGLY", "RSA_ENCRYPTS_WRONGLY", "RSA_ACCEPTS_EVERYTHING"})
    void aFaultOfRsaIsFoundAtItsFirstUseAndStopsEverythingFromThen(Fault fault) {
        FaultyProvider provider = new FaultyProvider(fault);
        Primitives primitives = Primitives.of(provider);
        assertThat(primitives.sha256(nonce)).hasSize(32);
        assertThatThrownBy(() -> primitives.rsaOaep().wrap(RSA.getPublic(), key()))
                .isInstanceOf(SelfTestException.class)
                .hasMessageStartingWith("RSA-OAEP-SHA-256 of the provider Faulty 1 ");
        provider.fault = Fault.NONE;
        for (ThrowingCallable use : everyUse(primitives)) {
            assertThatThrownBy(use).isInstanceOf(SelfTestException.class);
        }
    }

    @Test
    void aKeyRingCanNotBeBuiltOnAFault() {
        InMemoryMasterKeyStore store = new InMemoryMasterKeyStore();
        KeyRing.Builder builder = KeyRing.builder()
                .masterKeyStore(store)
                .kekStore(new InMemoryKekStore())
                .primitiveProvider(new FaultyProvider(Fault.AES_KWP_WRAPS_WRONGLY));
        assertThatThrownBy(builder::build)
                .isInstanceOf(SelfTestException.class)
                .hasMessageContaining("AES-256-KWP of the provider Faulty 1");
    }

    @Test
    void aProviderThatUsesTheLibraryWhileItIsTestedIsRefusedInsteadOfRecursing() {
        FaultyProvider provider = new FaultyProvider(Fault.NONE);
        Primitives primitives = Primitives.of(provider);
        provider.beforeEachDigest = () -> primitives.random(1);
        assertThatThrownBy(() -> primitives.random(1))
                .isInstanceOf(SelfTestException.class)
                .hasMessageContaining("while it is being tested");
    }

    @Test
    void manyThreadsAtOnceTestOnceAndAllShareTheResult() throws Exception {
        for (Fault fault : new Fault[] {Fault.NONE, Fault.SHA_256_WRONG}) {
            FaultyProvider provider = new FaultyProvider(fault);
            Primitives primitives = Primitives.of(provider);
            CountDownLatch start = new CountDownLatch(1);
            ExecutorService threads = Executors.newFixedThreadPool(16);
            try {
                List<Future<byte[]>> results = new ArrayList<>();
                Callable<byte[]> use = () -> {
                    start.await();
                    return primitives.random(8);
                };
                for (int i = 0; i < 16; i++) {
                    results.add(threads.submit(use));
                }
                start.countDown();
                for (Future<byte[]> result : results) {
                    if (fault == Fault.NONE) {
                        assertThat(result.get()).hasSize(8);
                    } else {
                        assertThatThrownBy(result::get)
                                .isInstanceOf(ExecutionException.class)
                                .hasCauseInstanceOf(SelfTestException.class);
                    }
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(provider.digests).hasValue(1);
        }
    }

    @Test
    void theTestRunsInTheCallingThreadOnly() {
        FaultyProvider provider = new FaultyProvider(Fault.NONE);
        AtomicReference<Thread> seen = new AtomicReference<>();
        provider.beforeEachDigest = () -> seen.set(Thread.currentThread());
        Primitives.of(provider).requireSelfTest();
        assertThat(seen).hasValue(Thread.currentThread());
    }

    @Test
    void aProviderThatLacksPrimitivesIsRefusedAtTheChoiceWithAListOfThem() {
        FaultyProvider provider = new FaultyProvider(Fault.NONE);
        assertThatCode(() -> Primitives.of(provider)).doesNotThrowAnyException();
        provider.without("Cipher", "AES/KWP/NoPadding");
        provider.without("MessageDigest", "SHA-256");
        provider.without("SecureRandom", "DEFAULT");
        assertThatThrownBy(() -> KeyRing.builder().primitiveProvider(provider))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Faulty 1")
                .hasMessageContaining(": AES-256-KWP, SHA-256, random numbers missing");
        assertThat(Primitives.selfTestReport(provider)).contains("AES-256-KWP, SHA-256, random numbers missing");
    }

    @Test
    void theJdkPasses() {
        assertThat(Primitives.selfTestReport(null)).matches("primitives of the provider SunJCE \\S+: self test passed");
    }
}
