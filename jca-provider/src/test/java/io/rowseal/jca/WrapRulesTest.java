package io.rowseal.jca;

import static io.rowseal.jca.CipherFixture.MESSAGE;
import static io.rowseal.jca.CipherFixture.SPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.keys.KeyRing;
import io.rowseal.testing.OwnArrayKey;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rule R17: wrapping keys. */
class WrapRulesTest {

    private static final SecretKeySpec AES = new SecretKeySpec(CipherFixture.random(17, 32), "AES");

    private final CipherFixture fixture = new CipherFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private Cipher wrapping() throws Exception {
        return fixture.cipher(Cipher.WRAP_MODE);
    }

    private Cipher unwrapping() throws Exception {
        return fixture.cipher(Cipher.UNWRAP_MODE);
    }

    @Test
    void r17_secretPublicAndPrivateKeysRoundTrip() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        assertThat(unwrapping().unwrap(wrapping().wrap(AES), "AES", Cipher.SECRET_KEY))
                .isEqualTo(AES);
        assertThat(unwrapping().unwrap(wrapping().wrap(pair.getPublic()), "RSA", Cipher.PUBLIC_KEY))
                .isEqualTo(pair.getPublic());
        assertThat(unwrapping().unwrap(wrapping().wrap(pair.getPrivate()), "RSA", Cipher.PRIVATE_KEY))
                .isEqualTo(pair.getPrivate());
    }

    @Test
    void r17_aWrappedKeyIsASealedValueOfItsEncoding() throws Exception {
        byte[] wrapped = wrapping().wrap(AES);
        assertThat(wrapped).hasSize(32 + CipherFixture.OVERHEAD);
        assertThat(fixture.envelope.open(wrapped, CipherFixture.CONTEXT)).isEqualTo(AES.getEncoded());
    }

    @Test
    void r17_wrappingLeavesAKeyWhole() throws Exception {
        OwnArrayKey key = new OwnArrayKey(CipherFixture.random(18, 32));
        byte[] wrapped = wrapping().wrap(key);
        assertThat(key.bytes).isEqualTo(CipherFixture.random(18, 32));
        assertThat(unwrapping().unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded())
                .isEqualTo(key.bytes);
    }

    @Test
    void r17_aKeyWithoutEncodingIsRefused() throws Exception {
        Cipher cipher = wrapping();
        assertThatThrownBy(() -> cipher.wrap(fixture.key))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("no encoding");
        assertThatThrownBy(() -> cipher.wrap(AES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("init");
        assertThatThrownBy(() -> wrapping().wrap(new Unwilling()))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining(Unwilling.class.getName());
    }

    private static final class Unwilling implements Key {

        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "X";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte[] getEncoded() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void r17_oneKeyPerInit() throws Exception {
        Cipher cipher = wrapping();
        cipher.wrap(AES);
        assertThatThrownBy(() -> cipher.wrap(AES)).isInstanceOf(IllegalStateException.class);
        cipher.init(Cipher.WRAP_MODE, fixture.key, SPEC);
        assertThat(cipher.wrap(AES)).isNotEmpty();
    }

    @Test
    void r17_aTamperedKeyIsAnInvalidKey() throws Exception {
        byte[] wrapped = wrapping().wrap(AES);
        for (int position : new int[] {0, 20, 60, 90, wrapped.length - 1}) {
            byte[] bad = wrapped.clone();
            bad[position] ^= 1;
            Cipher cipher = unwrapping();
            assertThatThrownBy(() -> cipher.unwrap(bad, "AES", Cipher.SECRET_KEY))
                    .isExactlyInstanceOf(InvalidKeyException.class)
                    .hasMessageContaining("not authentic")
                    .hasNoCause();
            assertThatThrownBy(() -> cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> unwrapping().unwrap(new byte[0], "AES", Cipher.SECRET_KEY))
                .isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void r17_whatIsNotAKeyIsAnInvalidKey() throws Exception {
        byte[] message = fixture.sealed();
        byte[] empty = fixture.envelope.seal(new byte[0], CipherFixture.CONTEXT);
        Cipher cipher = unwrapping();
        assertThatThrownBy(() -> cipher.unwrap(message, "RSA", Cipher.PRIVATE_KEY))
                .isExactlyInstanceOf(InvalidKeyException.class)
                .hasNoCause()
                .hasMessageContaining("RSA");
        assertThatThrownBy(() -> unwrapping().unwrap(empty, "AES", Cipher.SECRET_KEY))
                .isExactlyInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> unwrapping().unwrap(message, "NoSuchThing", Cipher.PUBLIC_KEY))
                .isInstanceOf(NoSuchAlgorithmException.class);
        assertThat(unwrapping().unwrap(message, "Any", Cipher.SECRET_KEY).getEncoded())
                .isEqualTo(MESSAGE);
    }

    @Test
    void r17_keysOfTheRingThatAreMissingAndStoresThatAreDownAreToldApart() throws Exception {
        byte[] wrapped = wrapping().wrap(AES);
        try (KeyRing restarted = fixture.stores.reopen()) {
            Cipher cipher = fixture.cipher();
            cipher.init(Cipher.UNWRAP_MODE, restarted.key("default"), SPEC);
            fixture.stores.masterKeys.reachable(false);
            assertThatThrownBy(() -> cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY))
                    .isInstanceOf(EnvelopeKeyStoreUnavailableException.class);
            fixture.stores.kekStore.all().forEach(r -> fixture.stores.kekStore.remove(r.kekId()));
            cipher.init(Cipher.UNWRAP_MODE, restarted.key("default"), SPEC);
            assertThatThrownBy(() -> cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY))
                    .isExactlyInstanceOf(InvalidKeyException.class)
                    .hasCauseInstanceOf(io.rowseal.UnknownKeyException.class);
        }
    }

    @Test
    void r17_wrappingNeedsAnInit() throws Exception {
        assertThatThrownBy(() -> fixture.encrypting().wrap(AES)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> wrapping().doFinal(MESSAGE)).isInstanceOf(IllegalStateException.class);
    }
}
