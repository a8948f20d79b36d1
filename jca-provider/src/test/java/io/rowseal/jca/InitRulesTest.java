package io.rowseal.jca;

import static io.rowseal.jca.CipherFixture.CONTEXT;
import static io.rowseal.jca.CipherFixture.MESSAGE;
import static io.rowseal.jca.CipherFixture.SPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.config.ProviderConfiguration;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SealedObject;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules R11 to R16 and R18: init, state and getters. */
class InitRulesTest {

    private static final byte[] AAD = {1, 2, 3};

    private final CipherFixture fixture = new CipherFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void r11_initForgetsWhatWasFedBefore() throws Exception {
        Cipher cipher = fixture.encrypting();
        cipher.updateAAD(AAD);
        cipher.update(new byte[100]);
        cipher.init(Cipher.ENCRYPT_MODE, fixture.key, SPEC);
        byte[] sealed = cipher.doFinal(MESSAGE);
        assertThat(fixture.envelope.open(sealed, CONTEXT)).isEqualTo(MESSAGE);

        cipher.init(Cipher.DECRYPT_MODE, fixture.key, SPEC);
        cipher.updateAAD(AAD);
        cipher.update(sealed, 0, 50);
        cipher.init(Cipher.DECRYPT_MODE, fixture.key, SPEC);
        assertThat(cipher.doFinal(sealed)).isEqualTo(MESSAGE);
    }

    @Test
    void r11_failedInitLeavesNoOldKeyBehind() throws Exception {
        EnvelopeCipherSpi spi = new EnvelopeCipherSpi(fixture.provider, ProviderConfiguration.none());
        SecureRandom random = new SecureRandom();
        spi.engineInit(Cipher.ENCRYPT_MODE, fixture.key, SPEC, random);
        assertThatThrownBy(() -> spi.engineInit(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[16], "AES"), random))
                .isInstanceOf(InvalidKeyException.class);
        assertRefusing(spi);
        spi.engineInit(Cipher.ENCRYPT_MODE, fixture.key, SPEC, random);
        assertThatThrownBy(() ->
                        spi.engineInit(Cipher.ENCRYPT_MODE, fixture.key, new IvParameterSpec(new byte[12]), random))
                .isInstanceOf(InvalidAlgorithmParameterException.class);
        assertRefusing(spi);
        spi.engineInit(Cipher.ENCRYPT_MODE, fixture.key, SPEC, random);
        fixture.stores.advance(java.time.Duration.ofHours(2));
        fixture.stores.masterKeys.reachable(false);
        assertThatThrownBy(() -> spi.engineInit(Cipher.ENCRYPT_MODE, fixture.key, SPEC, random))
                .isInstanceOf(EnvelopeKeyStoreUnavailableException.class);
        assertRefusing(spi);
    }

    private static void assertRefusing(EnvelopeCipherSpi spi) {
        assertThatThrownBy(() -> spi.engineDoFinal(MESSAGE, 0, MESSAGE.length))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("init");
        assertThatThrownBy(() -> spi.engineUpdate(MESSAGE, 0, MESSAGE.length))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> spi.engineUpdateAAD(MESSAGE, 0, MESSAGE.length))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> spi.engineWrap(new SecretKeySpec(new byte[16], "AES")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> spi.engineUnwrap(MESSAGE, "AES", Cipher.SECRET_KEY))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void r11_aCipherThatWasNeverInitializedRefuses() {
        assertRefusing(new EnvelopeCipherSpi(fixture.provider, ProviderConfiguration.none()));
    }

    @Test
    void r12_noParametersMeanTheEmptyContext() throws Exception {
        Cipher cipher = fixture.cipher();
        cipher.init(Cipher.ENCRYPT_MODE, fixture.key);
        byte[] sealed = cipher.doFinal(MESSAGE);
        assertThat(fixture.envelope.open(sealed, Context.empty())).isEqualTo(MESSAGE);
        cipher.init(Cipher.DECRYPT_MODE, fixture.key);
        assertThat(cipher.doFinal(sealed)).isEqualTo(MESSAGE);
        cipher.init(Cipher.DECRYPT_MODE, fixture.key, (AlgorithmParameterSpec) null);
        assertThat(cipher.doFinal(sealed)).isEqualTo(MESSAGE);
        cipher.init(Cipher.DECRYPT_MODE, fixture.key, (AlgorithmParameters) null);
        assertThat(cipher.doFinal(sealed)).isEqualTo(MESSAGE);
    }

    @Test
    void r12_callersInitializationVectorsAreRefused() throws Exception {
        Cipher cipher = fixture.cipher();
        AlgorithmParameters gcm = AlgorithmParameters.getInstance("GCM");
        gcm.init(new GCMParameterSpec(128, new byte[12]));
        for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE, Cipher.WRAP_MODE, Cipher.UNWRAP_MODE}) {
            assertThatThrownBy(() -> cipher.init(mode, fixture.key, new IvParameterSpec(new byte[12])))
                    .isInstanceOf(InvalidAlgorithmParameterException.class)
                    .hasMessageContaining("EnvelopeParameterSpec");
            assertThatThrownBy(() -> cipher.init(mode, fixture.key, new GCMParameterSpec(128, new byte[12])))
                    .isInstanceOf(InvalidAlgorithmParameterException.class);
            assertThatThrownBy(() -> cipher.init(mode, fixture.key, gcm))
                    .isInstanceOf(InvalidAlgorithmParameterException.class)
                    .hasMessageContaining("GCM");
        }
        assertThat(fixture.storeCalls()).isZero();
    }

    @Test
    void r12_theScopeIsNotForTheContext() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnvelopeParameterSpec.of("scope", "other"))
                .withMessageContaining("choose the scope with the key");
    }

    @Test
    void r12_wrongKeysAreNamed() throws Exception {
        Cipher cipher = fixture.cipher();
        for (Key key : Arrays.asList(null, new SecretKeySpec(new byte[32], "HmacSHA256"))) {
            assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, key))
                    .isInstanceOf(InvalidKeyException.class)
                    .hasMessageContaining("master-key handle")
                    .hasMessageContaining(key == null ? "null" : "SecretKeySpec of algorithm HmacSHA256");
        }
        assertThatThrownBy(() -> cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[16], "AES")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("256 bits")
                .hasMessageContaining("128 bits");
    }

    @Test
    void r13_theCallersRandomGeneratorIsNotUsed() throws Exception {
        SecureRandom refusing = new SecureRandom() {
            @Override
            public void nextBytes(byte[] bytes) {
                throw new AssertionError("used");
            }
        };
        Cipher cipher = fixture.cipher();
        cipher.init(Cipher.ENCRYPT_MODE, fixture.key, SPEC, refusing);
        byte[] sealed = cipher.doFinal(MESSAGE);
        cipher.init(Cipher.DECRYPT_MODE, fixture.key, SPEC, refusing);
        assertThat(cipher.doFinal(sealed)).isEqualTo(MESSAGE);
    }

    @Test
    void r14_aFinishedEncryptionIsRefusedUntilInit() throws Exception {
        Cipher cipher = fixture.encrypting();
        byte[] first = cipher.doFinal(MESSAGE);
        assertThatThrownBy(() -> cipher.doFinal(MESSAGE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("init");
        assertThatThrownBy(() -> cipher.update(MESSAGE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cipher.updateAAD(AAD)).isInstanceOf(IllegalStateException.class);
        cipher.init(Cipher.ENCRYPT_MODE, fixture.key, SPEC);
        byte[] second = cipher.doFinal(MESSAGE);
        assertThat(Arrays.copyOf(second, 83)).isNotEqualTo(Arrays.copyOf(first, 83));
    }

    @Test
    void r15_decryptionContinuesAfterSuccessAndRefusesAfterFailure() throws Exception {
        Cipher cipher = fixture.decrypting();
        byte[] sealed = fixture.sealed();
        assertThat(cipher.doFinal(sealed)).isEqualTo(MESSAGE);
        assertThat(cipher.doFinal(sealed)).isEqualTo(MESSAGE);
        byte[] bad = sealed.clone();
        bad[90] ^= 1;
        assertThatThrownBy(() -> cipher.doFinal(bad)).isInstanceOf(javax.crypto.AEADBadTagException.class);
        assertThatThrownBy(() -> cipher.doFinal(sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("init");
        cipher.init(Cipher.DECRYPT_MODE, fixture.key, SPEC);
        assertThat(cipher.doFinal(sealed)).isEqualTo(MESSAGE);
    }

    @Test
    void r16_updateAadAfterDataIsRefused() throws Exception {
        for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE}) {
            Cipher cipher = fixture.cipher(mode);
            cipher.updateAAD(AAD);
            cipher.update(MESSAGE);
            assertThatThrownBy(() -> cipher.updateAAD(AAD))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("before data");
            assertThatThrownBy(() -> cipher.doFinal()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void r16_associatedDataMayComeInPartsOfAllForms() throws Exception {
        byte[] aad = CipherFixture.random(1, 3000);
        Cipher cipher = fixture.encrypting();
        cipher.updateAAD(aad, 0, 10);
        cipher.updateAAD(new byte[0]);
        ByteBuffer heap = ByteBuffer.wrap(aad, 10, 990);
        cipher.updateAAD(heap);
        assertThat(heap.hasRemaining()).isFalse();
        ByteBuffer direct = ByteBuffer.allocateDirect(2000).put(aad, 1000, 2000).flip();
        cipher.updateAAD(direct.asReadOnlyBuffer());
        byte[] sealed = cipher.doFinal(MESSAGE);
        assertThat(fixture.envelope.open(sealed, CONTEXT, aad)).isEqualTo(MESSAGE);
    }

    @Test
    void r16_associatedDataIsNeverCarriedIntoTheNextMessage() throws Exception {
        byte[] with = fixture.envelope.seal(MESSAGE, CONTEXT, AAD);
        Cipher cipher = fixture.decrypting();
        cipher.updateAAD(AAD);
        ByteBuffer output = ByteBuffer.allocate(MESSAGE.length);
        cipher.doFinal(ByteBuffer.wrap(with), output);
        assertThat(output.array()).isEqualTo(MESSAGE);
        assertThat(cipher.doFinal(fixture.sealed())).isEqualTo(MESSAGE);
        assertThatThrownBy(() -> cipher.doFinal(with)).isInstanceOf(javax.crypto.AEADBadTagException.class);
    }

    @Test
    void r18_thereIsNoVectorAndNoParametersAreKnownBefore() throws Exception {
        Cipher cipher = fixture.cipher();
        assertThat(cipher.getIV()).isNull();
        assertThat(cipher.getParameters()).isNull();
        Cipher initialized = fixture.encrypting();
        assertThat(initialized.getIV()).isNull();
        assertThat(fixture.decrypting().getIV()).isNull();
        assertThat(fixture.decrypting().getParameters()).isNull();
    }

    @Test
    void r18_sealedObjectsWork() throws Exception {
        SealedObject sealed = new SealedObject("a secret", fixture.encrypting());
        assertThat(sealed.getAlgorithm()).isEqualTo("Envelope");
        assertThat(sealed.getObject(fixture.decrypting())).isEqualTo("a secret");
    }

    @Test
    void theStoreIsCalledInInitOfEncryptionAndInDoFinalOfDecryption() throws Exception {
        Cipher encrypting = fixture.cipher();
        encrypting.init(Cipher.ENCRYPT_MODE, fixture.key, SPEC);
        int afterInit = fixture.storeCalls();
        assertThat(afterInit).isPositive();
        byte[] sealed = encrypting.doFinal(MESSAGE);
        assertThat(fixture.storeCalls()).isEqualTo(afterInit);

        Cipher decrypting = fixture.cipher();
        try (io.rowseal.keys.KeyRing restarted = fixture.stores.reopen()) {
            decrypting.init(Cipher.DECRYPT_MODE, restarted.key("default"), SPEC);
            decrypting.update(sealed);
            decrypting.getOutputSize(0);
            decrypting.getIV();
            assertThat(fixture.storeCalls()).isEqualTo(afterInit);
            assertThat(decrypting.doFinal()).isEqualTo(MESSAGE);
            assertThat(fixture.storeCalls()).isEqualTo(afterInit + 1);
        }
    }
}
