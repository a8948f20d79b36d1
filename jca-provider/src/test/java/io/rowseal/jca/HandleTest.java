package io.rowseal.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.keys.ClientKey;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.RecipientKeys;
import io.rowseal.testing.ForgedStream;
import io.rowseal.testing.TestMasterKeyStore;
import io.rowseal.testing.TestRing;
import java.io.ByteArrayOutputStream;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Cipher;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules P4 to P6 and requirement 17 for every key of ours that is a handle: no other provider takes it for key bytes. */
class HandleTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    /** The ciphers of PKCS#12 in Bouncy Castle. What they make of a key without encoding, a test below shows. */
    private static final Set<String> TAKE_A_MISSING_ENCODING_FOR_AN_EMPTY_PASSWORD = Set.of(
            "BC Cipher PBEWITHSHA256AND128BITAES-CBC-BC",
            "BC Cipher PBEWITHSHA256AND192BITAES-CBC-BC",
            "BC Cipher PBEWITHSHA256AND256BITAES-CBC-BC",
            "BC Cipher PBEWITHSHAAND128BITAES-CBC-BC",
            "BC Cipher PBEWITHSHAAND128BITRC2-CBC",
            "BC Cipher PBEWITHSHAAND192BITAES-CBC-BC",
            "BC Cipher PBEWITHSHAAND2-KEYTRIPLEDES-CBC",
            "BC Cipher PBEWITHSHAAND256BITAES-CBC-BC",
            "BC Cipher PBEWITHSHAAND3-KEYTRIPLEDES-CBC",
            "BC Cipher PBEWITHSHAAND40BITRC2-CBC",
            "BC Cipher PBEWITHSHAANDIDEA-CBC",
            "BC Cipher PBEWITHSHAANDTWOFISH-CBC");

    private final TestMasterKeyStore store = new TestMasterKeyStore("vault");
    private final TestRing ring = new TestRing();
    private final Map<String, Key> handles = new LinkedHashMap<>();

    HandleTest() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] clientKey = new byte[32];
        new SecureRandom().nextBytes(clientKey);
        clientKey[0] = (byte) 0x80;
        handles.put("EnvelopeMasterKey", MasterKeyHandle.of(store));
        handles.put("EnvelopeKeyRing", ring.ring.key("default"));
        handles.put("EnvelopeClientKey", ClientKey.of(clientKey));
        handles.put(
                "EnvelopeRecipients",
                RecipientKeys.of(
                        MasterKeyHandle.of(store),
                        new SecretKeySpec(clientKey, "AES"),
                        generator.generateKeyPair().getPublic()));
    }

    @AfterEach
    void close() {
        ring.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EnvelopeMasterKey", "EnvelopeKeyRing", "EnvelopeClientKey", "EnvelopeRecipients"})
    void p5_noOtherProviderAcceptsAHandle(String name) {
        ForeignProviders offered = ForeignProviders.offer(handles.get(name));
        assertThat(offered.services()).isGreaterThan(400);
        Set<String> accepting = new TreeSet<>(offered.accepting());
        accepting.removeAll(TAKE_A_MISSING_ENCODING_FOR_AN_EMPTY_PASSWORD);
        assertThat(accepting).isEmpty();
        assertThat(store.wraps.get() + store.unwraps.get()).isZero();
    }

    /** Nothing of ours can prevent it but an exception from getEncoded, which breaks other lookups (rule R5). */
    @Test
    void p5_bouncyCastlesPkcs12CiphersTakeAnySecretKeyWithoutEncodingForAnEmptyPassword() throws Exception {
        Cipher expected = Cipher.getInstance("PBEWITHSHA256AND256BITAES-CBC-BC", new BouncyCastleProvider());
        PBEParameterSpec parameters = new PBEParameterSpec(new byte[16], 1);
        expected.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(new byte[1], "any") {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public byte[] getEncoded() {
                        return new byte[0];
                    }
                },
                parameters);
        byte[] underNoPassword = expected.doFinal(CipherFixture.MESSAGE);
        for (String name : List.of("EnvelopeMasterKey", "EnvelopeKeyRing", "EnvelopeClientKey")) {
            Cipher cipher = Cipher.getInstance("PBEWITHSHA256AND256BITAES-CBC-BC", new BouncyCastleProvider());
            cipher.init(Cipher.ENCRYPT_MODE, handles.get(name), parameters);
            assertThat(cipher.doFinal(CipherFixture.MESSAGE)).as(name).isEqualTo(underNoPassword);
        }
        assertThat(ForeignProviders.offer(handles.get("EnvelopeRecipients")).accepting())
                .as("a key that is no SecretKey is refused")
                .isEmpty();
    }

    @Test
    void p5_theSameOffersAreAcceptedForAKeyWithBytes() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        Set<String> some = Set.of("AES", "AES/GCM/NOPADDING", "AES/KW/NOPADDING", "AESWRAP", "HMACSHA256", "DES");
        assertThat(ForeignProviders.offer(
                                new SecretKeySpec(bytes, "AES"),
                                service -> some.contains(service.getAlgorithm().toUpperCase(Locale.ROOT)))
                        .accepting())
                .contains("SunJCE Cipher AES/GCM/NoPadding", "SunJCE Cipher AES/KW/NoPadding", "SunJCE Mac HmacSHA256")
                .contains("BC Cipher AES", "BC Cipher AESWRAP", "BC Mac HMACSHA256")
                .contains("BC SecretKeyFactory DES");
    }

    @Test
    void p5_everyAlgorithmIsANameOfOursAndThereIsNoEncoding() {
        handles.forEach((name, handle) -> {
            assertThat(handle.getAlgorithm()).isEqualTo(name);
            assertThat(handle.getFormat()).isNull();
            assertThat(handle.getEncoded()).isNull();
            assertThat(handle).isNotInstanceOfAny(PrivateKey.class, PublicKey.class);
            for (Provider provider : ForeignProviders.all()) {
                assertThat(provider.getServices())
                        .noneMatch(service -> service.getAlgorithm().equalsIgnoreCase(name));
            }
        });
    }

    @Test
    void noHandleIsEverWritten() throws Exception {
        for (Key handle : handles.values()) {
            try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
                assertThatThrownBy(() -> out.writeObject(handle)).isInstanceOf(NotSerializableException.class);
            }
        }
    }

    @Test
    void noOtherKeyStoreKeepsAHandle() throws Exception {
        List<String> asked = new ArrayList<>();
        for (Provider provider : ForeignProviders.all()) {
            for (Provider.Service service : provider.getServices()) {
                String type = service.getAlgorithm();
                // Others are variants of these, or read-only.
                if (service.getType().equals("KeyStore")
                        && List.of("JKS", "JCEKS", "PKCS12", "BKS", "BCFKS").contains(type)) {
                    asked.add(type);
                    assertThat(keeps(empty(provider, type), handles.get("EnvelopeMasterKey")))
                            .as("%s of %s", type, provider.getName())
                            .isFalse();
                }
            }
        }
        assertThat(asked).contains("JKS", "JCEKS", "PKCS12", "BKS", "BCFKS");
    }

    private static KeyStore empty(Provider provider, String type) throws Exception {
        KeyStore keys = KeyStore.getInstance(type, provider);
        keys.load(null, PASSWORD);
        return keys;
    }

    /** Whether something of the handle is in the file that the key store writes. */
    private static boolean keeps(KeyStore keys, Key handle) {
        try {
            keys.setKeyEntry("handle", handle, PASSWORD, null);
            keys.store(new ByteArrayOutputStream(), PASSWORD);
            return Collections.list(keys.aliases()).contains("handle");
        } catch (Exception e) {
            return false;
        }
    }

    @Test
    void p6_theProviderIsNeitherWrittenNorRead() throws Exception {
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(new RowsealProvider()))
                    .isInstanceOf(NotSerializableException.class);
        }
        assertThatThrownBy(() -> ForgedStream.read(new StandIn(), RowsealProvider.class))
                .isInstanceOf(InvalidObjectException.class);
        assertThat(Security.getProvider(RowsealProvider.NAME)).isNull();
    }

    private static final class StandIn extends Provider implements Serializable {
        private static final long serialVersionUID = 1L;

        StandIn() {
            super("StandIn", "1", "for a forged stream");
        }
    }
}
