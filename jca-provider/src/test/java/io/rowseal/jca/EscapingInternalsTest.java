package io.rowseal.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.crypto.Primitives;
import io.rowseal.crypto.WipedKeyException;
import io.rowseal.keys.ClientKey;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.RecipientKeys;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.message.Envelope;
import io.rowseal.message.key.MessageKeys;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is inside of the library stays there: callers get exceptions they can act on. */
class EscapingInternalsTest {

    private static final byte[] MESSAGE = {1, 2, 3};
    private static final Context CONTEXT = Context.of("invoice", "4711");

    private final RowsealProvider provider = new RowsealProvider();

    private static void refuses(ThrowingCallable call, String messagePart) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .isNotInstanceOf(WipedKeyException.class)
                .hasMessageContaining(messagePart);
    }

    private static byte[] keyBytes() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        key[0] = -1;
        return key;
    }

    @Test
    void f17c_aDestroyedDataKeyIsRefusedByName() throws Exception {
        SecretKey key = KeyGenerator.getInstance("EnvelopeDataKey", provider).generateKey();
        Envelope before = Envelope.of(key);
        byte[] sealed = before.seal(MESSAGE, CONTEXT);
        key.destroy();

        refuses(() -> Envelope.of(key), "the AES key was destroyed");
        refuses(() -> RecipientKeys.of(key), "the AES key was destroyed");
        refuses(() -> before.seal(MESSAGE, CONTEXT), "the AES key was destroyed");
        refuses(() -> before.open(sealed, CONTEXT), "the AES key was destroyed");
        assertThatThrownBy(() -> Cipher.getInstance("Envelope", provider).init(Cipher.ENCRYPT_MODE, key))
                .isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void f17c_aClientKeyThatIsDestroyedMeanwhileIsRefusedByName() {
        ClientKey key = ClientKey.of(keyBytes());
        MessageKeys keys = MessageKeys.of(key, destroying(key::destroy));
        refuses(() -> keys.create(CONTEXT), "the client key was destroyed");
        refuses(() -> keys.createStream(CONTEXT), "the client key was destroyed");
    }

    /** What another thread does at the worst moment: the generator of random numbers is asked before the key is used. */
    private static Primitives destroying(Runnable destroy) {
        return Primitives.using(Security.getProvider("SunJCE"), new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                super.nextBytes(bytes);
                destroy.run();
            }
        });
    }

    @Test
    void f17d_aClosedStoreIsNoCaseForRetrying() throws Exception {
        MasterKeyStore store = new InMemoryMasterKeyStore();
        MasterKeyHandle handle = MasterKeyHandle.of(store);
        byte[] sealed = Envelope.of(handle).seal(MESSAGE, CONTEXT);
        store.close();

        assertThatThrownBy(() -> Envelope.of(handle).seal(MESSAGE, CONTEXT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'memory' is closed");
        assertThatThrownBy(() -> Envelope.of(handle).open(sealed, CONTEXT)).isInstanceOf(ConfigurationException.class);
        Cipher cipher = Cipher.getInstance("Envelope", provider);
        assertThatThrownBy(() -> {
                    cipher.init(Cipher.DECRYPT_MODE, handle, EnvelopeParameterSpec.of("invoice", "4711"));
                    cipher.doFinal(sealed);
                })
                .satisfies(e -> assertThat(e)
                        .isInstanceOfSatisfying(
                                EnvelopeKeyException.class,
                                failure -> assertThat(failure.isRetryable()).isFalse()));
    }

    @Test
    void f17d_aRingOverAClosedStoreIsNoCaseForRetryingEither() throws Exception {
        InMemoryMasterKeyStore store = new InMemoryMasterKeyStore();
        InMemoryKekStore records = new InMemoryKekStore();
        KeyRing first =
                KeyRing.builder().masterKeyStore(store).kekStore(records).build();
        byte[] sealed = Envelope.of(first).seal(MESSAGE, CONTEXT);
        KeyRing second =
                KeyRing.builder().masterKeyStore(store).kekStore(records).build();
        first.close();

        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> Envelope.of(second).open(sealed, CONTEXT),
                () -> Envelope.of(second, "new scope").seal(MESSAGE, CONTEXT),
                () -> second.check("default"))) {
            assertThatThrownBy(use)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("'memory' is closed");
        }
        Cipher cipher = Cipher.getInstance("Envelope", provider);
        assertThatThrownBy(() -> {
                    cipher.init(
                            Cipher.DECRYPT_MODE, second.key("default"), EnvelopeParameterSpec.of("invoice", "4711"));
                    cipher.doFinal(sealed);
                })
                .isInstanceOfSatisfying(
                        EnvelopeKeyException.class,
                        failure -> assertThat(failure.isRetryable()).isFalse());
    }

    @Test
    void f17e_providersOfDifferentConfigurationsAreNotEqual() {
        String one = Path.of("one.properties").toString();
        Provider first = provider.configure(one);
        assertThat(first).isEqualTo(provider.configure(one)).hasSameHashCodeAs(provider.configure(one));
        assertThat(first).isNotEqualTo(provider.configure("other.properties")).isNotEqualTo(provider);
        assertThat(provider).isEqualTo(new RowsealProvider()).isNotEqualTo(first);
        assertThat(provider).hasSameHashCodeAs(new RowsealProvider());
    }
}
