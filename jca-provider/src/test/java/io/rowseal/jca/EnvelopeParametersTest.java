package io.rowseal.jca;

import static io.rowseal.jca.CipherFixture.CONTEXT;
import static io.rowseal.jca.CipherFixture.MESSAGE;
import static io.rowseal.jca.CipherFixture.SPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.keys.KeyRing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.InvalidParameterSpecException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SealedObject;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules R12, R18 and P1 to P3: AlgorithmParameters, detached headers, sealed objects. */
class EnvelopeParametersTest {

    private static final int BEFORE_HEADER = 6;

    private final CipherFixture fixture = new CipherFixture();

    @AfterEach
    void close() {
        Security.removeProvider(RowsealProvider.NAME);
        fixture.close();
    }

    private AlgorithmParameters parameters() throws Exception {
        return AlgorithmParameters.getInstance("Envelope", fixture.provider);
    }

    private Cipher sealing(String name, Key key, EnvelopeParameterSpec spec) throws Exception {
        Cipher cipher = Cipher.getInstance(name, fixture.provider);
        cipher.init(Cipher.ENCRYPT_MODE, key, spec);
        return cipher;
    }

    private static byte[] header(Cipher cipher) throws Exception {
        return cipher.getParameters()
                .getParameterSpec(EnvelopeParameterSpec.class)
                .header();
    }

    @Test
    void p1_theSpecIsGivenForItsClassAndSuperclassesOnly() throws Exception {
        AlgorithmParameters parameters = parameters();
        parameters.init(SPEC);
        assertThat(parameters.getParameterSpec(EnvelopeParameterSpec.class)).isSameAs(SPEC);
        assertThat(parameters.getParameterSpec(AlgorithmParameterSpec.class)).isSameAs(SPEC);
        assertThatThrownBy(() -> parameters.getParameterSpec(IvParameterSpec.class))
                .isInstanceOf(InvalidParameterSpecException.class)
                .hasMessageContaining("EnvelopeParameterSpec");
        assertThatThrownBy(() -> parameters().init(new IvParameterSpec(new byte[12])))
                .isInstanceOf(InvalidParameterSpecException.class);
    }

    @Test
    void p1_thereIsOneEncodingFormat() throws Exception {
        AlgorithmParameters parameters = sealing("Envelope", fixture.key, SPEC).getParameters();
        assertThat(parameters.getEncoded("RAW")).isEqualTo(parameters.getEncoded());
        assertThat(parameters.getEncoded("raw")).isEqualTo(parameters.getEncoded(null));
        assertThatThrownBy(() -> parameters.getEncoded("ASN.1")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> parameters().init(parameters.getEncoded(), "ASN.1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("RAW");
        AlgorithmParameters read = parameters();
        read.init(parameters.getEncoded(), "RAW");
        assertThat(read.getEncoded()).isEqualTo(parameters.getEncoded());
    }

    @Test
    void p2_everythingIsEncodedButTheContext() throws Exception {
        Cipher cipher = sealing("Envelope", fixture.key, SPEC.detached());
        byte[] header = header(cipher);
        byte[] expected = ByteBuffer.allocate(BEFORE_HEADER + 83)
                .put(new byte[] {1, 1})
                .putInt(83)
                .put(header)
                .array();
        assertThat(cipher.getParameters().getEncoded()).isEqualTo(expected);
        assertThat(sealing("Envelope", fixture.key, SPEC).getParameters().getEncoded())
                .startsWith(1, 0, 0, 0, 0, 83);
        AlgorithmParameters read = parameters();
        read.init(expected);
        assertThat(read.getParameterSpec(EnvelopeParameterSpec.class))
                .isEqualTo(new EnvelopeParameterSpec(Context.empty())
                        .withHeader(header)
                        .detached());
        AlgorithmParameters withoutHeader = parameters();
        withoutHeader.init(SPEC);
        assertThatThrownBy(withoutHeader::getEncoded)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("getParameters()");
    }

    @Test
    void p3_onlyExactlyOneEncodingIsRead() throws Exception {
        byte[] good = sealing("Envelope", fixture.key, SPEC).getParameters().getEncoded();
        List<byte[]> bad = new ArrayList<>();
        for (int length = 0; length < good.length; length++) {
            bad.add(Arrays.copyOf(good, length));
        }
        bad.add(Arrays.copyOf(good, good.length + 1));
        bad.add(changed(good, 0, 0));
        bad.add(changed(good, 0, 2));
        bad.add(changed(good, 1, 2));
        bad.add(changed(good, 1, 0x81));
        bad.add(changed(good, 2, 0x7F));
        bad.add(changed(good, 2, 0xFF));
        bad.add(changed(good, 5, 82));
        bad.add(changed(good, BEFORE_HEADER, 0xFD));
        bad.add(changed(good, BEFORE_HEADER + 1, 2));
        bad.add(changed(good, BEFORE_HEADER + 2, 1));
        bad.add(changed(good, BEFORE_HEADER + 2, 3));
        bad.add(changed(good, BEFORE_HEADER + 2, 9));
        for (byte[] encoded : bad) {
            AlgorithmParameters read = parameters();
            assertThatThrownBy(() -> read.init(encoded)).isInstanceOf(IOException.class);
        }
    }

    private static byte[] changed(byte[] good, int position, int value) {
        byte[] bad = good.clone();
        bad[position] = (byte) value;
        return bad;
    }

    @Test
    void r12_parametersOfAnotherKindAreRefusedInInit() throws Exception {
        for (String name : List.of("Envelope", "EnvelopeStream")) {
            for (CipherKeys writer : CipherKeys.all(fixture)) {
                byte[] header = header(sealing(name, writer.seals(), SPEC));
                for (String reads : List.of("Envelope", "EnvelopeStream")) {
                    for (CipherKeys reader : CipherKeys.all(fixture)) {
                        byte[] theirs = header(sealing(reads, reader.seals(), SPEC));
                        Cipher cipher = Cipher.getInstance(reads, fixture.provider);
                        if (header[2] == theirs[2]) {
                            cipher.init(Cipher.DECRYPT_MODE, reader.opens(), SPEC.withHeader(header));
                        } else {
                            assertThatThrownBy(() ->
                                            cipher.init(Cipher.DECRYPT_MODE, reader.opens(), SPEC.withHeader(header)))
                                    .isInstanceOf(InvalidAlgorithmParameterException.class)
                                    .hasMessageContaining("kind " + header[2])
                                    .hasMessageContaining("kind " + theirs[2]);
                        }
                    }
                }
            }
        }
    }

    @Test
    void r12_encryptionTakesNoHeaderAndDetachedDecryptionNeedsOne() throws Exception {
        for (String name : List.of("Envelope", "EnvelopeStream")) {
            Cipher cipher = sealing(name, fixture.key, SPEC);
            AlgorithmParameters used = cipher.getParameters();
            for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.WRAP_MODE}) {
                assertThatThrownBy(() -> cipher.init(mode, fixture.key, used))
                        .isInstanceOf(InvalidAlgorithmParameterException.class)
                        .hasMessageContaining("makes the header");
            }
            assertThat(cipher.getParameters()).isNull();
            assertThatThrownBy(() -> cipher.init(Cipher.DECRYPT_MODE, fixture.key, SPEC.detached()))
                    .isInstanceOf(InvalidAlgorithmParameterException.class)
                    .hasMessageContaining("withHeader");
        }
    }

    @Test
    void r18_parametersAreTheHeaderOfTheTextAndCopies() throws Exception {
        for (String name : List.of("Envelope", "EnvelopeStream")) {
            Cipher cipher = sealing(name, fixture.key, SPEC);
            assertThat(cipher.getParameters().getAlgorithm()).isEqualTo("Envelope");
            assertThat(cipher.getParameters().getProvider()).isSameAs(fixture.provider);
            byte[] header = header(cipher);
            assertThat(header).hasSize(name.equals("Envelope") ? 83 : 51);
            Arrays.fill(header, (byte) 0);
            byte[] sealed = cipher.doFinal(MESSAGE);
            assertThat(sealed).startsWith(header(cipher));
            assertThat(header(cipher)).isNotEqualTo(header);
            EnvelopeParameterSpec spec = SPEC.withHeader(header(cipher));
            spec.header()[0] = 0;
            assertThat(spec.header()[0]).isEqualTo((byte) 0xFE);
        }
    }

    @Test
    void r18_textFormsNameNoValueAndNoKeyByte() throws Exception {
        Cipher cipher = sealing("Envelope", fixture.key, SPEC.detached());
        String text = cipher.getParameters().toString();
        assertThat(text).contains("invoice", "83 bytes", "detached").doesNotContain("4711");
        assertThat(SPEC.toString()).contains("invoice").doesNotContain("4711", "header", "detached");
    }

    @Test
    void r12_onlyHeadersOfMessagesAreHeaders() {
        for (byte[] bytes : List.of(new byte[0], new byte[] {(byte) 0xFE, 1}, new byte[83], MESSAGE)) {
            assertThatIllegalArgumentException().isThrownBy(() -> SPEC.withHeader(bytes));
        }
        byte[] sealed = fixture.sealed();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPEC.withHeader(sealed))
                .withMessageContaining("exactly");
    }

    @Test
    void aStoreIsAskedInInitWhenTheHeaderOfAMessageIsDetached() throws Exception {
        Cipher sealing = sealing("Envelope", fixture.key, SPEC.detached());
        EnvelopeParameterSpec spec = SPEC.withHeader(header(sealing)).detached();
        byte[] body = sealing.doFinal(MESSAGE);
        try (KeyRing restarted = fixture.stores.reopen()) {
            Cipher cipher = fixture.cipher();
            fixture.stores.masterKeys.reachable(false);
            assertThatThrownBy(() -> cipher.init(Cipher.DECRYPT_MODE, restarted.key("default"), spec))
                    .isExactlyInstanceOf(EnvelopeKeyStoreUnavailableException.class);
            fixture.stores.masterKeys.reachable(true);
            cipher.init(Cipher.DECRYPT_MODE, restarted.key("default"), spec);
            int calls = fixture.storeCalls();
            assertThat(cipher.doFinal(body)).isEqualTo(MESSAGE);
            assertThat(cipher.doFinal(body)).isEqualTo(MESSAGE);
            assertThat(fixture.storeCalls()).isEqualTo(calls);
        }
        fixture.stores.kekStore.all().forEach(r -> fixture.stores.kekStore.remove(r.kekId()));
        try (KeyRing restarted = fixture.stores.reopen()) {
            assertThatThrownBy(() -> fixture.cipher().init(Cipher.DECRYPT_MODE, restarted.key("default"), spec))
                    .isExactlyInstanceOf(InvalidKeyException.class)
                    .hasCauseInstanceOf(io.rowseal.UnknownKeyException.class);
        }
    }

    @Test
    void aDetachedHeaderThatDoesNotFitIsToldWhereEveryOtherInauthenticMessageIs() throws Exception {
        Cipher sealing = sealing("Envelope", fixture.key, SPEC.detached());
        EnvelopeParameterSpec right = SPEC.withHeader(header(sealing)).detached();
        byte[] body = sealing.doFinal(MESSAGE);
        byte[] altered = right.header();
        altered[60] ^= 1;
        for (EnvelopeParameterSpec wrong :
                List.of(right.withHeader(altered), right.withContext(Context.of("invoice", "4712")))) {
            Cipher cipher = fixture.cipher();
            cipher.init(Cipher.DECRYPT_MODE, fixture.key, wrong);
            assertThatThrownBy(() -> cipher.doFinal(body))
                    .isExactlyInstanceOf(AEADBadTagException.class)
                    .hasNoCause();
        }
    }

    @Test
    void r18_sealedObjectsOpenByCipherAndWithoutContextByKeyAlone() throws Exception {
        Security.addProvider(fixture.provider);
        for (String name : List.of("Envelope", "EnvelopeStream")) {
            for (CipherKeys keys : CipherKeys.all(fixture)) {
                Cipher cipher = Cipher.getInstance(name);
                cipher.init(Cipher.ENCRYPT_MODE, keys.seals());
                SealedObject sealed = new SealedObject("a secret", cipher);
                assertThat(sealed.getAlgorithm()).isEqualTo(name);
                assertThat(sealed.getObject(keys.opens())).isEqualTo("a secret");
                assertThat(sealed.getObject(keys.opens(), RowsealProvider.NAME)).isEqualTo("a secret");

                cipher.init(Cipher.ENCRYPT_MODE, keys.seals(), new EnvelopeParameterSpec(CONTEXT));
                SealedObject bound = new SealedObject("another", cipher);
                cipher.init(Cipher.DECRYPT_MODE, keys.opens(), SPEC);
                assertThat(bound.getObject(cipher)).isEqualTo("another");
                assertThatThrownBy(() -> bound.getObject(keys.opens()))
                        .isInstanceOf(InvalidKeyException.class)
                        .hasMessageContaining("not authentic");
            }
        }
    }
}
