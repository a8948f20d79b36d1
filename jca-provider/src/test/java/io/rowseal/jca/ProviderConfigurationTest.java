package io.rowseal.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.config.ConfiguredPassword;
import io.rowseal.config.ProviderConfiguration;
import io.rowseal.config.ProviderSettings;
import io.rowseal.keys.ClientKey;
import io.rowseal.keys.KeyRing;
import io.rowseal.testing.PrimitiveProviders;
import io.rowseal.testing.TestRing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ProviderConfigurationTest {

    private static final String COMPLETE = """
            master-key-store.pkcs12.file = keys/masters.p12
            master-key-store.pkcs12.password-file = /run/secret.txt
            kek-store.jdbc.url = jdbc:h2:file:/data/keks
            """;

    @TempDir
    private Path directory;

    private Path write(String text) throws Exception {
        return Files.writeString(directory.resolve("rowseal.properties"), text);
    }

    @Test
    void thePropertyNamesTheProviderOfPrimitives() throws Exception {
        Provider bouncyCastle = PrimitiveProviders.BOUNCY_CASTLE.provider();
        ProviderConfiguration configuration = configuration("BC");
        assertThatThrownBy(configuration::primitives)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("primitives.provider")
                .hasMessageContaining("'BC'")
                .hasMessageContaining("SunJCE");
        Security.addProvider(bouncyCastle);
        try {
            assertThat(configuration.primitives().provider()).startsWith("BC ");
            assertThat(configuration.primitives()).isSameAs(configuration.primitives());
        } finally {
            Security.removeProvider("BC");
        }
        assertThat(ProviderConfiguration.none().primitives().provider()).startsWith("SunJCE ");
    }

    @Test
    void aNamedProviderThatLacksPrimitivesMakesEveryCipherRefuseItsKeys() throws Exception {
        assertThatThrownBy(() -> configuration("SunRsaSign").primitives())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AES-256-GCM, AES-256-KWP, HMAC-SHA-256");
        Provider provider = new RowsealProvider()
                .configure(
                        write(COMPLETE + "primitives.provider = SunRsaSign\n").toString());
        Cipher cipher = Cipher.getInstance("Envelope", provider);
        assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[32], "AES")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("SunRsaSign");
    }

    private ProviderConfiguration configuration(String primitives) throws Exception {
        Path file = write(COMPLETE + "primitives.provider = " + primitives + "\n");
        return ProviderConfiguration.of(file.toString(), settings -> {
            throw new AssertionError("no ring is needed");
        });
    }

    @Test
    void configureGivesANewProviderAndReadsNothing() {
        RowsealProvider first = new RowsealProvider();
        Path missing = directory.resolve("missing");
        Provider configured = first.configure(missing.toString());
        assertThat(configured).isInstanceOf(RowsealProvider.class).isNotSameAs(first);
        assertThat(configured.getServices()).hasSameSizeAs(first.getServices());
        assertThatThrownBy(() -> ((RowsealProvider) configured).key())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(missing.toString());
        assertThatThrownBy(first::key)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("KeyRing.builder()");
    }

    @Test
    void aBadArgumentIsToldByTheCipherInEveryMode() throws Exception {
        try (TestRing stores = new TestRing()) {
            Provider provider =
                    new RowsealProvider().configure(write("nonsense = 1").toString());
            Cipher cipher = Cipher.getInstance("Envelope", provider);
            for (int mode :
                    new int[] {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE, Cipher.WRAP_MODE, Cipher.UNWRAP_MODE}) {
                assertThatThrownBy(() -> cipher.init(mode, stores.ring.key("default")))
                        .isInstanceOf(InvalidKeyException.class)
                        .hasMessageContaining("rowseal.properties")
                        .hasMessageContaining("[nonsense]")
                        .hasMessageContaining("start the JVM again");
            }
            assertThat(stores.masterKeys.wraps).hasValue(0);
        }
    }

    @Test
    void theRingIsOpenedOnceHoweverManyThreadsAskFirst() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        try (TestRing stores = new TestRing()) {
            RowsealProvider provider =
                    new RowsealProvider(ProviderConfiguration.of(write(COMPLETE).toString(), settings -> {
                        opened.incrementAndGet();
                        return stores.ring;
                    }));
            assertThat(Cipher.getInstance("Envelope", provider)).isNotNull();
            assertThat(opened).hasValue(0);
            ExecutorService executor = Executors.newFixedThreadPool(8);
            try {
                List<Future<KeyRing>> rings = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    rings.add(executor.submit(provider::keyRing));
                }
                for (Future<KeyRing> ring : rings) {
                    assertThat(ring.get()).isSameAs(stores.ring);
                }
            } finally {
                executor.shutdownNow();
            }
            assertThat(opened).hasValue(1);
            assertThat(provider.key().scope()).isEqualTo("default");
            assertThat(provider.key("letters").scope()).isEqualTo("letters");
        }
    }

    /** The timeout only ends a test that failed. */
    @Test
    @Timeout(60)
    void whileTheRingOpensCiphersThatNeedNoRingWork() throws Exception {
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (TestRing stores = new TestRing()) {
            RowsealProvider provider =
                    new RowsealProvider(ProviderConfiguration.of(write(COMPLETE).toString(), settings -> {
                        opening.countDown();
                        await(goOn);
                        return stores.ring;
                    }));
            ExecutorService executor = Executors.newFixedThreadPool(2);
            try {
                Future<KeyRing> ring = executor.submit(provider::keyRing);
                opening.await();
                for (Key key : List.of(
                        ClientKey.of(CipherFixture.random(1, 32)),
                        new SecretKeySpec(CipherFixture.random(2, 32), "AES"),
                        stores.ring.key("default"))) {
                    Future<byte[]> opened = executor.submit(() -> {
                        Cipher cipher = Cipher.getInstance("Envelope", provider);
                        cipher.init(Cipher.ENCRYPT_MODE, key);
                        byte[] sealed = cipher.doFinal(CipherFixture.MESSAGE);
                        cipher.init(Cipher.DECRYPT_MODE, key);
                        return cipher.doFinal(sealed);
                    });
                    assertThat(opened.get()).isEqualTo(CipherFixture.MESSAGE);
                }
                assertThat(ring.isDone()).isFalse();
                goOn.countDown();
                assertThat(ring.get()).isSameAs(stores.ring);
            } finally {
                goOn.countDown();
                executor.shutdownNow();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStoreThatWasUnreachableIsTriedAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (TestRing stores = new TestRing()) {
            RowsealProvider provider =
                    new RowsealProvider(ProviderConfiguration.of(write(COMPLETE).toString(), settings -> {
                        if (attempts.incrementAndGet() == 1) {
                            throw new KeyUnavailableException("down");
                        }
                        return stores.ring;
                    }));
            assertThatThrownBy(provider::key).isInstanceOf(KeyUnavailableException.class);
            assertThat(provider.key()).isEqualTo(stores.ring.key("default"));
        }
    }

    @Test
    void pathsAreRelativeToTheFileAndTheRestHasDefaults() throws Exception {
        ProviderSettings settings = ProviderSettings.read(write(COMPLETE).toString());
        assertThat(settings.masterKeyFile()).isEqualTo(directory.resolve("keys/masters.p12"));
        assertThat(settings.masterKeyPassword().file()).isEqualTo(Path.of("/run/secret.txt"));
        assertThat(settings.createMasterKeyFile()).isFalse();
        assertThat(settings.createTable()).isFalse();
        assertThat(settings.jdbcUser()).isNull();
        assertThat(settings.jdbcPassword()).isNull();
        assertThat(settings.scope()).isEqualTo("default");
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        for (String needed : COMPLETE.lines().toList()) {
            String name = needed.substring(0, needed.indexOf(' '));
            Path file = write(COMPLETE.replace(needed, ""));
            assertThatThrownBy(() -> ProviderSettings.read(file.toString()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(name);
        }
        Path file = write(COMPLETE + "scope = " + "x".repeat(256));
        assertThatThrownBy(() -> ProviderSettings.read(file.toString()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("scope");
        assertThatThrownBy(() -> ProviderSettings.read("\0"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("not a path");
    }

    @Test
    void aPasswordIsTheFirstLineOfItsFile() throws Exception {
        Path file = directory.resolve("password");
        ConfiguredPassword password = new ConfiguredPassword(file, null);
        Files.writeString(file, "pass wörd \r\nsecond line\n");
        assertThat(password.read()).isEqualTo("pass wörd ".toCharArray());
        Files.writeString(file, "\n");
        assertThatThrownBy(password::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is empty");
        Files.writeString(file, "x".repeat(5000));
        assertThatThrownBy(password::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("longer than");
        assertThatThrownBy(() -> new ConfiguredPassword(null, "ROWSEAL_NO_SUCH_VARIABLE").read())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ROWSEAL_NO_SUCH_VARIABLE");
    }
}
