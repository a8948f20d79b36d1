package io.rowseal.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.config.ProviderConfiguration;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules R1 to R10: looking up and constructing. What needs a JVM of its own is in the registration tests. */
class LookupRulesTest {

    private final CipherFixture fixture = new CipherFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Envelope", "envelope", "ENVELOPE", "Envelope/NONE/NoPadding", "envelope/none/nopadding"})
    void r01_theNamedTransformationsAreFound(String transformation) throws Exception {
        Cipher cipher = Cipher.getInstance(transformation, fixture.provider);
        cipher.init(Cipher.ENCRYPT_MODE, fixture.key, CipherFixture.SPEC);
        assertThat(fixture.envelope.open(cipher.doFinal(CipherFixture.MESSAGE), CipherFixture.CONTEXT))
                .isEqualTo(CipherFixture.MESSAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Envelope/NONE",
                "Envelope/GCM/NoPadding",
                "Envelope/CBC/NoPadding",
                "Envelope/NONE/PKCS5Padding",
                "Envelope/NONE/NoPadding/More",
                "Envelope/A/B/C",
                "/NONE/NoPadding",
                "EnvelopeX",
                ""
            })
    void r01_otherTransformationsAreRefused(String transformation) {
        assertThatThrownBy(() -> Cipher.getInstance(transformation, fixture.provider))
                .isInstanceOfAny(NoSuchAlgorithmException.class, NoSuchPaddingException.class);
    }

    @Test
    void r01_modeAndPaddingSayWhatToUse() {
        EnvelopeCipherSpi spi = new EnvelopeCipherSpi(fixture.provider, ProviderConfiguration.none());
        assertThatThrownBy(() -> spi.engineSetMode("GCM"))
                .isInstanceOf(NoSuchAlgorithmException.class)
                .hasMessageContaining("'GCM'")
                .hasMessageContaining("Envelope/NONE/NoPadding");
        assertThatThrownBy(() -> spi.engineSetPadding("PKCS5Padding"))
                .isInstanceOf(NoSuchPaddingException.class)
                .hasMessageContaining("'PKCS5Padding'")
                .hasMessageContaining("Envelope/NONE/NoPadding");
    }

    @Test
    void r01_lookupWorksInTheTurkishLocale() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            for (String name : List.of("envelope/none/nopadding", "ENVELOPE/NONE/NOPADDING")) {
                Cipher cipher = Cipher.getInstance(name, new RowsealProvider());
                cipher.init(Cipher.ENCRYPT_MODE, fixture.key);
                assertThat(cipher.doFinal(CipherFixture.MESSAGE))
                        .hasSize(CipherFixture.MESSAGE.length + CipherFixture.OVERHEAD);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void r03_lookupContactsNoStore() throws Exception {
        fixture.stores.masterKeys.reachable(false);
        Cipher cipher = fixture.cipher();
        assertThat(cipher.getAlgorithm()).isEqualTo("Envelope");
        assertThat(cipher.getBlockSize()).isZero();
        assertThat(fixture.storeCalls()).isZero();
    }

    @Test
    void r04_noNameIsSharedWithAnotherProvider() {
        List<Provider> others = new ArrayList<>(List.of(Security.getProviders()));
        others.add(new BouncyCastleProvider());
        for (Provider.Service service : fixture.provider.getServices()) {
            for (Provider other : others) {
                assertThat(other.getService(service.getType(), service.getAlgorithm()))
                        .as("%s %s of %s", service.getType(), service.getAlgorithm(), other.getName())
                        .isNull();
            }
        }
        assertThat(fixture.provider.getServices())
                .extracting(service -> service.getType() + "." + service.getAlgorithm())
                .containsExactlyInAnyOrder(
                        "Cipher.Envelope",
                        "Cipher.EnvelopeStream",
                        "AlgorithmParameters.Envelope",
                        "KeyStore.EnvelopeMasterKeys",
                        "KeyGenerator.EnvelopeDataKey");
        assertThat(fixture.provider.stringPropertyNames()).allMatch(name -> !name.startsWith("Alg.Alias"));
    }

    @Test
    void r05_keysOfMessagesAreSupportedAndNoOthers() {
        for (String name : List.of("Envelope", "EnvelopeStream")) {
            Provider.Service service = fixture.provider.getService("Cipher", name);
            for (CipherKeys pair : CipherKeys.all(fixture)) {
                assertThat(service.supportsParameter(pair.seals())).isTrue();
                assertThat(service.supportsParameter(pair.opens())).isTrue();
            }
            assertThat(service.supportsParameter(new SecretKeySpec(new byte[32], "HmacSHA256")))
                    .isFalse();
            assertThat(service.supportsParameter(null)).isFalse();
            assertThatThrownBy(() -> service.supportsParameter("text"))
                    .isInstanceOf(InvalidParameterException.class)
                    .hasMessageContaining("java.lang.String");
        }
    }

    @Test
    void r05_noOtherCipherOrMacTakesAHandleForAKey() {
        List<Provider> others = new ArrayList<>(List.of(Security.getProviders()));
        others.add(new BouncyCastleProvider());
        List<Key> handles = CipherKeys.all(fixture).stream()
                .map(CipherKeys::opens)
                .filter(key -> key.getAlgorithm().startsWith("Envelope"))
                .toList();
        assertThat(handles).hasSize(4);
        TreeSet<String> accepting = new TreeSet<>();
        for (Key handle : handles) {
            assertThat(handle.getFormat()).isNull();
            assertThat(handle.getEncoded()).isNull();
            int offered = 0;
            for (Provider other : others) {
                for (Provider.Service service : other.getServices()) {
                    if (accepts(other, service, handle)) {
                        accepting.add(other.getName() + " " + service.getType() + " " + service.getAlgorithm());
                    }
                    offered += List.of("Cipher", "Mac").contains(service.getType()) ? 1 : 0;
                }
            }
            assertThat(offered).isGreaterThan(100);
        }
        assertThat(accepting).isEmpty();
    }

    private static boolean accepts(Provider provider, Provider.Service service, Key key) {
        try {
            switch (service.getType()) {
                case "Cipher" ->
                    Cipher.getInstance(service.getAlgorithm(), provider).init(Cipher.ENCRYPT_MODE, key);
                case "Mac" ->
                    javax.crypto.Mac.getInstance(service.getAlgorithm(), provider)
                            .init(key);
                default -> {
                    return false;
                }
            }
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    @Test
    void r06_keySizeIsAnsweredForEveryKeyThatIsAcceptedAndRefusedForOthers() throws Exception {
        for (AbstractCipherSpi spi : List.of(
                new EnvelopeCipherSpi(fixture.provider, ProviderConfiguration.none()),
                new EnvelopeStreamCipherSpi(fixture.provider, ProviderConfiguration.none()))) {
            for (CipherKeys pair : CipherKeys.all(fixture)) {
                assertThat(spi.engineGetKeySize(pair.seals())).isEqualTo(256);
                assertThat(spi.engineGetKeySize(pair.opens())).isEqualTo(256);
            }
            assertThatThrownBy(() -> spi.engineGetKeySize(new SecretKeySpec(new byte[16], "AES")))
                    .isInstanceOf(InvalidKeyException.class);
            assertThatThrownBy(() -> spi.engineGetKeySize(new SecretKeySpec(new byte[32], "HmacSHA256")))
                    .isInstanceOf(InvalidKeyException.class);
        }
    }

    @Test
    void r07_lookupAllocatesLittleAndOneCipherServesAllKeys() throws Exception {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        int rounds = 1000;
        for (String name : List.of("Envelope", "EnvelopeStream")) {
            Cipher.getInstance(name, fixture.provider);
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < rounds; i++) {
                Cipher.getInstance(name, fixture.provider);
            }
            long each = (threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before) / rounds;
            assertThat(each).isLessThan(4096);

            Cipher cipher = Cipher.getInstance(name, fixture.provider);
            for (CipherKeys pair : CipherKeys.all(fixture)) {
                cipher.init(Cipher.ENCRYPT_MODE, pair.seals());
                byte[] sealed = cipher.doFinal(CipherFixture.MESSAGE);
                cipher.init(Cipher.DECRYPT_MODE, pair.opens());
                assertThat(cipher.doFinal(sealed)).isEqualTo(CipherFixture.MESSAGE);
            }
        }
    }

    @Test
    void r08_aProviderThatIsDroppedIsCollected() throws Exception {
        ReferenceQueue<Provider> queue = new ReferenceQueue<>();
        WeakReference<Provider> dropped = droppedProvider(queue);
        Reference<? extends Provider> collected = null;
        for (int i = 0; i < 100 && collected == null; i++) {
            System.gc();
            collected = queue.remove(100);
        }
        assertThat(collected).isSameAs(dropped);
    }

    private static WeakReference<Provider> droppedProvider(ReferenceQueue<Provider> queue) throws Exception {
        RowsealProvider provider = new RowsealProvider();
        Cipher cipher = Cipher.getInstance("Envelope", provider);
        cipher.init(Cipher.ENCRYPT_MODE, CipherKeys.AES);
        cipher.doFinal(CipherFixture.MESSAGE);
        return new WeakReference<>(provider, queue);
    }

    @Test
    void r10_servicesCreateWithoutReflectionAndRefuseConstructorParameters() throws Exception {
        for (Provider.Service service : fixture.provider.getServices()) {
            assertThat(service.newInstance(null).getClass().getName()).isEqualTo(service.getClassName());
            assertThatThrownBy(() -> service.newInstance("parameter")).isInstanceOf(InvalidParameterException.class);
        }
    }

    @Test
    void theProviderIsNotSerializable() throws Exception {
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(fixture.provider)).isInstanceOf(NotSerializableException.class);
        }
    }
}
